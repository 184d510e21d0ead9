/** Short ways to write a recording in a test. */
import type { SnapshotEvent } from '../../lib/format/events'
import type { PackedNode } from '../../lib/format/tree'

/** A snapshot at time 0. */
export function snapshot(children: PackedNode[], more: Partial<SnapshotEvent> = {}): SnapshotEvent {
  return {
    kind: 'snapshot',
    time: 0,
    url: 'https://shop.example/',
    title: 'Shop',
    viewport: { width: 800, height: 600 },
    scroll: [0, 0],
    children,
    ...more,
  }
}

/** doctype 2, html 3, head 4, head's content, body, body's content. */
export function html(head: PackedNode[], body: PackedNode[]): PackedNode[] {
  return [
    { doctype: ['html', '', ''] },
    ['html', 0, 0, ['head', 0, 0, ...head], ['body', 0, 0, ...body]],
  ]
}
