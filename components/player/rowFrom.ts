import type { EventRow } from './eventRows'
import { indexAt } from './timeScale'

/** A seek ends on a whole millisecond. */
const AT_MS = 1
/** While it plays one is still "at" a row for so long, so that going back again moves on. */
const AT_MS_PLAYING = 30

/** The row after or before the moment the player is at. */
export function rowFrom(
  rows: readonly EventRow[],
  { timeMs, status }: { timeMs: number; status: string },
  direction: -1 | 1,
): EventRow | undefined {
  const nearMs = status === 'playing' ? AT_MS_PLAYING : AT_MS
  if (direction === 1) return rows[indexAt(rows, timeMs + nearMs) + 1]
  return rows[indexAt(rows, timeMs - nearMs)]
}
