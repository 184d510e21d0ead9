import type { RecordEvent } from '../../lib/format/events'
import { previewText } from '../../lib/format/preview'
import { toFileName, toPath } from '../format/address'

/** Longer lines are cut by the list anyway. */
const LONGEST = 200

/** One event in a few words, for the live feed: what came, not what it means. */
export function liveText(event: RecordEvent): string {
  return write(event).slice(0, LONGEST)
}

function write(event: RecordEvent): string {
  switch (event.kind) {
    case 'snapshot':
    case 'navigation':
      return toPath(event.url)
    case 'mutation': {
      const parts: [string, number][] = [
        ['-', event.removes?.length ?? 0],
        ['+', event.inserts?.length ?? 0],
        ['text ', event.texts?.length ?? 0],
        ['attributes ', event.attributes?.length ?? 0],
      ]
      return parts
        .filter(([, count]) => count > 0)
        .map(([sign, count]) => sign + count)
        .join('  ')
    }
    case 'move':
      return `${event.pointer} ×${event.points.length}`
    case 'pointer':
      return `${event.action} ${event.target?.css ?? ''} (${Math.round(event.x)}, ${Math.round(event.y)})`
    case 'input':
      return event.value ?? (event.checked === undefined ? '' : String(event.checked))
    case 'key':
      return [...(event.modifiers ?? []), event.key].join('+')
    case 'scroll':
      return `${Math.round(event.left)}, ${Math.round(event.top)}`
    case 'viewport':
      return `${event.viewport.width} × ${event.viewport.height}`
    case 'console':
      return `${event.level}: ${event.args.map((arg) => previewText(arg)).join(' ')}`
    case 'error':
      return event.message
    case 'network':
      return `${event.method} ${toFileName(event.url)} ${event.status ?? event.error ?? ''}`
    case 'socket':
      return `${event.via} ${event.action}`
    case 'storage':
      return `${event.area} ${event.action} ${event.key ?? ''}`
    case 'vital':
      return `${event.name} ${Math.round(event.value * 1000) / 1000}`
    case 'mark':
      return event.note
    case 'gap':
    case 'end':
      return event.reason
    case 'visibility':
      return event.visible ? 'visible' : 'hidden'
    default:
      return ''
  }
}
