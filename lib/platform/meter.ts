/** Adds up how long the work inside it takes. */
export interface Meter {
  /** Runs it, and counts its time once however deeply measured work calls measured work. */
  measure<Result>(run: () => Result): Result
  /** The same without a function, which is felt where it happens for every event; `end` takes what `begin` answered. */
  begin(): number
  end(begun: number): void
  /** Milliseconds since the last time it was asked. */
  take(): number
}

/** More in one piece is the wall clock being set. */
const LONGEST_MS = 30_000

/**
 * Wall time of synchronous work, by the clock that costs least to read: this runs for every event of a page. It is coarse
 * (1 ms), so a single short run counts too much or nothing; the sum over many is right.
 */
export function createMeter(now: () => number = Date.now): Meter {
  let sumMs = 0
  let depth = 0

  function begin(): number {
    return depth++ > 0 ? 0 : now()
  }

  function end(begun: number): void {
    if (--depth > 0) return
    const took = now() - begun
    if (took > 0 && took < LONGEST_MS) sumMs += took
  }

  return {
    begin,
    end,
    measure(run) {
      const begun = begin()
      try {
        return run()
      } finally {
        end(begun)
      }
    },
    take() {
      const taken = sumMs
      sumMs = 0
      return taken
    },
  }
}
