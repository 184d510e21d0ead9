/** Which pauses the player jumps over. */
export interface Skip {
  isOn: boolean
  /** Only what lasts at least so long. */
  afterMs: number
}

/** From what everybody waits through to what nobody does. */
export const SKIP_AFTER_MS = [2000, 5000, 10_000, 30_000, 60_000] as const

/** Of a list with "off" and the lengths to skip from. */
export function skipOf(choice: string, before: Skip): Skip {
  const afterMs = Number(choice)
  return afterMs > 0 ? { isOn: true, afterMs } : { ...before, isOn: false }
}
