/** What following a page may cost, on the page's own thread. */
export interface WorkLimits {
  windowMs: number
  /** Of each window. */
  spentMs: number
}

/** Half of the time: the page feels it, and it would go on. A big redraw is over long before. */
export const WORK_LIMITS: WorkLimits = { windowMs: 3000, spentMs: 1500 }

/** More than this a piece of work takes only where the system has put the whole page aside meanwhile. */
const LONGEST_PIECE_MS = 150
/** Rests get longer where the page is as busy as before after each. */
const FIRST_REST_MS = 2000
const LAST_REST_MS = 10_000

/** Adds up what following the page costs. */
export interface Workload {
  /** Work that has just ended took so long. Answers true where it has become too much. */
  spent(durationMs: number): boolean
}

export function createWorkload(
  { windowMs, spentMs: most }: WorkLimits = WORK_LIMITS,
  now: () => number = () => performance.now(),
): Workload {
  let since = Number.NEGATIVE_INFINITY
  let spentMs = 0
  return {
    spent(durationMs) {
      const at = now()
      if (at - since > windowMs) {
        since = at - durationMs
        spentMs = 0
      }
      spentMs += Math.min(durationMs, LONGEST_PIECE_MS)
      return spentMs > most
    },
  }
}

/** How long the recorder keeps away from a page that asks too much of it. */
export function createRests(now: () => number = () => performance.now()): { next(): number } {
  let restMs = FIRST_REST_MS
  let last = Number.NEGATIVE_INFINITY
  return {
    next() {
      // A page that was fine for a while after the last rest starts again from the shortest.
      const isSoon = now() - last < restMs + FINE_MS
      restMs = isSoon ? Math.min(restMs * 2, LAST_REST_MS) : FIRST_REST_MS
      last = now()
      return restMs
    },
  }
}

const FINE_MS = 30_000
