/**
 * What the detectors are given, of a session as it is recorded or as it is stored: the same events in the same order,
 * however they arrived. A request is told when it is over and carries the time of its start, and the chunks of several
 * documents come in turn: so what is certain is certain only for what is complete, and a live view asks again.
 */
import type { RecordEvent } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import { detectSignals } from './detectSignals'
import type { Signal } from './signal'

export interface Outline {
  /** Events of one stream come in the order of recording; of several, as they arrive. */
  take(placed: PlacedEvent): void
  /** All signals of what was taken so far. */
  signals(): Signal[]
}

export function createOutline(): Outline {
  const kept: { placed: PlacedEvent; order: number }[] = []
  const counts = new Map<string, number>()
  return {
    take(placed) {
      const event = outlined(placed.event)
      if (!event) return
      const order = counts.get(placed.streamId) ?? 0
      counts.set(placed.streamId, order + 1)
      kept.push({ placed: { ...placed, event }, order })
    },
    signals() {
      kept.sort(
        (a, b) =>
          a.placed.atMs - b.placed.atMs ||
          compare(a.placed.streamId, b.placed.streamId) ||
          a.order - b.order,
      )
      return detectSignals(kept.map(({ placed }) => placed))
    },
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Without what no detector looks at: mutations say no more than that there was one. */
function outlined(event: RecordEvent): RecordEvent | undefined {
  switch (event.kind) {
    case 'move':
    case 'console':
    case 'mark':
      return undefined
    case 'snapshot':
      return { ...event, children: [] }
    case 'mutation':
      return { kind: 'mutation', time: event.time }
    default:
      return event
  }
}
