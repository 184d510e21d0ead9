/** The stretch of a session that the timeline shows. */
export interface TimeWindow {
  fromMs: number
  toMs: number
}

/** Closer than this there is nothing more to tell apart. */
export const SHORTEST_WINDOW_MS = 2000

export function wholeOf(durationMs: number): TimeWindow {
  return { fromMs: 0, toMs: Math.max(0, durationMs) }
}

export function isWhole(shown: TimeWindow, durationMs: number): boolean {
  return shown.fromMs <= 0 && shown.toMs >= durationMs
}

/** Place of a time in the window: 0 at its left edge, 1 at its right one, beyond for what is outside. */
export function shareIn(shown: TimeWindow, timeMs: number): number {
  const length = shown.toMs - shown.fromMs
  return length > 0 ? (timeMs - shown.fromMs) / length : 0
}

export function timeAtShare(shown: TimeWindow, share: number): number {
  return shown.fromMs + Math.min(1, Math.max(0, share)) * (shown.toMs - shown.fromMs)
}

/** Closer (factor below 1) or wider, keeping a time where it is. */
export function zoomed(
  shown: TimeWindow,
  how: { factor: number; atMs: number; durationMs: number },
): TimeWindow {
  const { factor, durationMs } = how
  const length = shown.toMs - shown.fromMs
  const shortest = Math.min(SHORTEST_WINDOW_MS, durationMs)
  const next = Math.min(durationMs, Math.max(shortest, length * factor))
  const atMs = Math.min(shown.toMs, Math.max(shown.fromMs, how.atMs))
  return placed(atMs - shareIn(shown, atMs) * next, next, durationMs)
}

/** The same length, moved. */
export function panned(shown: TimeWindow, byMs: number, durationMs: number): TimeWindow {
  return placed(shown.fromMs + byMs, shown.toMs - shown.fromMs, durationMs)
}

/** Where a time has left the window, the window that has it near its beginning, as a page is turned. */
export function following(shown: TimeWindow, timeMs: number, durationMs: number): TimeWindow {
  if (timeMs >= shown.fromMs && timeMs <= shown.toMs) return shown
  const length = shown.toMs - shown.fromMs
  return placed(timeMs - length * 0.1, length, durationMs)
}

function placed(fromMs: number, length: number, durationMs: number): TimeWindow {
  const from = Math.min(Math.max(0, durationMs - length), Math.max(0, fromMs))
  return { fromMs: from, toMs: from + length }
}
