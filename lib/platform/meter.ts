/** Adds up how long the work inside it takes. */
export interface Meter {
  /** Runs it, and counts its time once however deeply measured work calls measured work. */
  measure<Result>(run: () => Result): Result
  /** Milliseconds since the last time it was asked. */
  take(): number
}

/**
 * Wall time of synchronous work. The browser's clock is coarse (0.1 ms), so a single short run counts too much or
 * nothing; the sum over many is right.
 */
export function createMeter(now: () => number = () => performance.now()): Meter {
  let sumMs = 0
  let depth = 0
  return {
    measure(run) {
      if (depth > 0) return run()
      depth++
      const from = now()
      try {
        return run()
      } finally {
        depth--
        sumMs += now() - from
      }
    },
    take() {
      const taken = sumMs
      sumMs = 0
      return taken
    },
  }
}
