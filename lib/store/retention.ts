import type { Session } from '../format/session'
import type { Settings } from '../format/settings'
import { database } from './database'
import { listSessions, updateSession } from './sessions'

const DAY_MS = 24 * 3600 * 1000
/** Somebody who follows a link to a deleted session a year later gets "unknown" instead of a reason. */
const TOMBSTONE_DAYS = 365

export type RetentionLimits = Pick<Settings, 'retentionDays' | 'retentionCount' | 'retentionBytes'>

/**
 * Sessions to delete by age, number and bytes, oldest first. Pinned ones stay and do not count against the limits, and
 * what is being recorded is never deleted.
 */
export function expiredSessions(
  sessions: readonly Session[],
  limits: RetentionLimits,
  now: number,
): Session[] {
  const newestFirst = sessions
    .filter((session) => !session.pinned && session.status !== 'recording')
    .sort((a, b) => b.startedAt - a.startedAt)
  let bytes = 0
  const expired = newestFirst.filter((session, index) => {
    bytes += session.storedBytes + session.resourceBytes
    const ageMs = now - (session.endedAt ?? session.startedAt)
    return (
      (limits.retentionDays > 0 && ageMs > limits.retentionDays * DAY_MS) ||
      (limits.retentionCount > 0 && index >= limits.retentionCount) ||
      (limits.retentionBytes > 0 && bytes > limits.retentionBytes)
    )
  })
  return expired.reverse()
}

/**
 * Hides what is due and returns the ids. It can be brought back until `CLEANED_WINDOW_MS` later, when `purgeDeleted`
 * removes it for good. Without a clock that can be believed (`clockWatch.ts`) nothing is too old.
 */
export async function applyRetention(
  limits: RetentionLimits,
  now: number,
  { isClockTrusted } = { isClockTrusted: true },
): Promise<string[]> {
  const bounds = isClockTrusted ? limits : { ...limits, retentionDays: 0 }
  const due = expiredSessions(await listSessions(), bounds, now)
  for (const { sessionId } of due)
    await updateSession(sessionId, { deletedAt: now, deletedBy: 'retention' })
  if (!isClockTrusted) return due.map((session) => session.sessionId)
  await database.tombstones
    .where('deletedAt')
    .below(now - TOMBSTONE_DAYS * DAY_MS)
    .delete()
  return due.map((session) => session.sessionId)
}
