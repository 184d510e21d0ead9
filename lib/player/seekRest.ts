/** Whoever goes along the bar asks again within this. */
export const SEEKING_MS = 150

export interface SeekRest {
  /** Somebody seeks. */
  sought(): void
  /** Resolves when no picture (`working`) is waited for and nobody has sought for a moment. */
  wait(working: () => Promise<unknown> | undefined): Promise<void>
}

/** Holds up work in the background while somebody seeks: whoever waits for a picture comes first. */
export function createSeekRest(): SeekRest {
  let last = Number.NEGATIVE_INFINITY
  return {
    sought() {
      last = performance.now()
    },
    async wait(working) {
      for (;;) {
        await working()?.catch(() => undefined)
        const leftMs = last + SEEKING_MS - performance.now()
        if (!working() && leftMs <= 0) return
        await new Promise((resolve) => setTimeout(resolve, leftMs))
      }
    },
  }
}
