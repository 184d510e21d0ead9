import type { ConsoleEvent, NetworkEvent } from '../../lib/format/events'
import type { EventRow, ListPane } from './eventRows'

/** Choices of one pane beside the search; the first shows everything. */
const FILTERS: Record<ListPane, readonly string[]> = {
  steps: ['all', 'actions', 'problems', 'marks'],
  console: ['all', 'error', 'warn', 'log'],
  network: ['all', 'failed', 'fetch', 'page'],
  errors: ['all', 'script', 'request'],
  storage: ['all', 'local', 'session', 'cookie'],
}

export function filtersOf(pane: ListPane): readonly string[] {
  return FILTERS[pane]
}

/** Whether a row belongs to the chosen filter of its pane. */
export function isShown(row: EventRow, pane: ListPane, filter: string): boolean {
  if (filter === 'all') return true
  const event = row.about.kind === 'event' ? row.about.event : undefined
  switch (pane) {
    case 'steps':
      if (filter === 'actions') return row.about.kind === 'step'
      if (filter === 'marks') return event?.kind === 'mark'
      return row.tone === 'danger' || row.tone === 'warn'
    case 'console':
      return event?.kind === 'console' && consoleGroup(event) === filter
    case 'network':
      if (filter === 'failed') return row.tone === 'danger'
      return event?.kind === 'network' && networkGroup(event) === filter
    case 'errors':
      return (event?.kind === 'error') === (filter === 'script')
    case 'storage':
      return event?.kind === 'storage' && event.area === filter
  }
}

function consoleGroup({ level }: ConsoleEvent): string {
  if (level === 'error' || level === 'assert') return 'error'
  return level === 'warn' ? 'warn' : 'log'
}

/** What scripts asked for, and what the browser loaded for the page. */
function networkGroup({ via }: NetworkEvent): string {
  return via === 'resource' || via === 'navigation' ? 'page' : 'fetch'
}

export interface Span {
  /** Shares of the pane's time, 0 to 1. */
  left: number
  width: number
}

/** Where each request lies between the first start and the last end: the waterfall. */
export function waterfall(rows: readonly EventRow[]): Map<number, Span> {
  const spans = new Map<number, Span>()
  const timed = rows.flatMap((row) => {
    const event = row.about.kind === 'event' ? row.about.event : undefined
    if (event?.kind !== 'network' || event.durationMs === undefined) return []
    return [{ id: row.id, from: row.atMs, length: event.durationMs }]
  })
  if (timed.length === 0) return spans
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const { from, length } of timed) {
    first = Math.min(first, from)
    last = Math.max(last, from + length)
  }
  const whole = Math.max(1, last - first)
  for (const { id, from, length } of timed) {
    spans.set(id, { left: (from - first) / whole, width: length / whole })
  }
  return spans
}
