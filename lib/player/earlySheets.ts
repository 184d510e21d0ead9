import type { RecordEvent } from '../format/events'

/** Later than this a sheet did not keep the browser from drawing. */
const BLOCKING_MS = 1000

/**
 * A browser draws nothing before the linked sheets of a page are there. The recorder sees the page before that, and its
 * sheets a moment later: the replay would show it bare. So each sheet is there from the first moment; for links that came
 * later, the events at their own time still count. `following`: what comes after the events, up to a time at least.
 */
export async function withEarlySheets(
  events: RecordEvent[],
  following: (untilMs: number) => Promise<RecordEvent[]>,
): Promise<RecordEvent[]> {
  const last = events.findLast(({ kind }) => kind === 'snapshot')
  if (!last) return events
  const all = [...events, ...(await following(last.time + BLOCKING_MS))]
  return events.flatMap((event, index) => {
    if (event.kind !== 'snapshot') return [event]
    const early = new Map<number, RecordEvent>()
    for (const later of all.slice(index + 1)) {
      if (later.kind === 'snapshot' || later.time > event.time + BLOCKING_MS) break
      if (later.kind !== 'state' || !later.state.css || early.has(later.id)) continue
      early.set(later.id, { ...later, time: event.time, state: { css: later.state.css } })
    }
    return [event, ...early.values()]
  })
}
