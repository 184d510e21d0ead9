import type { Stoppable } from '../platform/stoppable'
import type { Request } from './recordingTypes'
import { placeDirectly } from './resident'

/** A parent that starts later than its child hears of it at one of these times. */
const CLAIM_DELAYS_MS = [0, 500, 2000, 8000]

/** Tells the parent which element shows this document; see `frames.ts`. */
export function claimPlace(streamId: string, framePath: number[], request: Request): Stoppable {
  if (framePath.length === 0 || placeDirectly(streamId)) return { stop() {} }
  const timers = CLAIM_DELAYS_MS.map((delayMs) =>
    setTimeout(() => claim({ streamId, framePath, round: 0 }, request), delayMs),
  )
  return { stop: () => timers.forEach(clearTimeout) }
}

export function claim(
  place: { streamId: string; framePath: number[]; round: number },
  request: Request,
): void {
  request('frame.claim', place).catch(() => {})
}
