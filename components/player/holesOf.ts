import type { GapEvent } from '../../lib/format/events'
import type { Overview } from '../../lib/player/player'

export interface Hole {
  fromMs: number
  toMs: number
  /** Absent: a page without its beginning. */
  reason?: GapEvent['reason']
}

/** Where something is missing: gaps, and pages without a beginning. */
export function holesOf({ notable, blanks }: Overview): Hole[] {
  const gaps = notable.flatMap(({ atMs, event }): Hole[] =>
    event.kind === 'gap'
      ? [{ fromMs: atMs, toMs: atMs + (event.durationMs ?? 0), reason: event.reason }]
      : [],
  )
  return [...gaps, ...blanks].sort((a, b) => a.fromMs - b.fromMs)
}
