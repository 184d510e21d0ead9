import { liveQuery } from 'dexie'
import type { Opener } from '../crypto/hybrid'
import type { Session, Tombstone } from '../format/session'
import { causedBy } from '../platform/causedBy'
import type { Stoppable } from '../platform/stoppable'
import { database, type SessionRow, type TombstoneRow } from './database'
import { parseSession } from './parseRows'
import { readRows } from './readRows'
import { mergeFields, openFields, SESSION_FIELDS, sealFields } from './sealedRows'
import { openerNow, writeRows } from './vault'

/** How long a deleted session can be brought back before its rows go. */
export const UNDO_WINDOW_MS = 60_000
/** The same for what was cleaned up by itself: nobody was looking. */
export const CLEANED_WINDOW_MS = 24 * 3600_000

/** Newest first. Deleted ones are left out, also while they can still be restored. */
export async function listSessions(): Promise<Session[]> {
  const rows = await readRows(database.sessions, { instead: unreadable })
  return (await openSessions(rows))
    .filter((session) => session.deletedAt === undefined)
    .sort((a, b) => b.startedAt - a.startedAt)
}

/** What is private in them is left out while the library is locked. */
async function openSessions(rows: SessionRow[]): Promise<Session[]> {
  const opener = rows.some(({ sealed }) => sealed) ? await openerNow() : undefined
  const opened = await Promise.all(rows.map((row) => openSession(row, opener)))
  return opened.flatMap((row) => parseSession(row) ?? [])
}

async function openSession(row: SessionRow, opener: Opener | undefined): Promise<Session> {
  const { sealed: _, ...blank } = row
  try {
    return await openFields(opener, { fields: SESSION_FIELDS, id: row.sessionId, row })
  } catch {
    return { ...blank, damage: 'incomplete' }
  }
}

/** Stands in the library for a row that cannot be read, so that it can be looked at, kept as a file, and deleted. */
function unreadable(sessionId: string): Session {
  return { sessionId, damage: 'unreadable' } as Session
}

/** Calls with the list now and after every change, whichever context made it. */
export function watchSessions(
  listener: (sessions: Session[]) => void,
  onError: (error: unknown) => void = () => {},
): Stoppable {
  const subscription = liveQuery(listSessions).subscribe({ next: listener, error: onError })
  return { stop: () => subscription.unsubscribe() }
}

/** Also answers for a session that is marked as deleted (look at `deletedAt`). */
export async function getSession(sessionId: string): Promise<Session | undefined> {
  const row = await database.sessions.get(sessionId).catch(async () => {
    const isThere = (await database.sessions.where({ sessionId }).primaryKeys()).length > 0
    return isThere ? unreadable(sessionId) : undefined
  })
  return row && (await openSessions([row]))[0]
}

/** Calls with one session now and after every change, undefined once it is gone. */
export function watchSession(
  sessionId: string,
  listener: (session: Session | undefined) => void,
): Stoppable {
  const subscription = liveQuery(() => getSession(sessionId)).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}

/** Those whose status says that they are being recorded, deleted ones included. */
export async function listRecording(): Promise<Session[]> {
  const rows = await database.sessions.where({ status: 'recording' }).toArray()
  return await openSessions(rows)
}

/** Those recorded in private windows, deleted ones included. */
export async function listPrivate(): Promise<Session[]> {
  const rows = await readRows(database.sessions)
  return await openSessions(rows.filter((session) => session.isPrivate === true))
}

/** What is stored of an origin, resources included. While the library is locked nothing is known to be of it. */
export async function siteBytes(origin: string): Promise<number> {
  const sessions = await openSessions(await readRows(database.sessions))
  return sessions
    .filter((session) => session.origin === origin)
    .reduce((total, session) => total + session.storedBytes + session.resourceBytes, 0)
}

export async function createSession(session: Session): Promise<void> {
  const { sessions, settings } = database
  await writeRows(async ({ sealer, check }) => {
    const patch = await sealFields(sealer, {
      fields: SESSION_FIELDS,
      id: session.sessionId,
      patch: session,
    })
    await database.transaction('rw', sessions, settings, async () => {
      await check()
      await sessions.add(mergeFields<Session>(session, patch))
    })
  })
}

/** Changes what is given. Returns false when there is no such session. */
export async function updateSession(
  sessionId: string,
  patch: Partial<Omit<Session, 'sessionId'>>,
): Promise<boolean> {
  return await changeSession(sessionId, patch, () => true)
}

/** The first page names the session: what it has of a name is kept. */
export async function nameSession(
  sessionId: string,
  name: Pick<Session, 'url' | 'title'>,
): Promise<void> {
  await changeSession(
    sessionId,
    name,
    (row, member) => !row[member as 'url' | 'title'] && row.sealed?.[member] === undefined,
  )
}

async function changeSession(
  sessionId: string,
  patch: Partial<Omit<Session, 'sessionId'>>,
  isChanged: (row: SessionRow, member: string) => boolean,
): Promise<boolean> {
  const { sessions, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const { clear, sealed } = await sealFields(sealer, {
      fields: SESSION_FIELDS,
      id: sessionId,
      patch,
    })
    return await database.transaction('rw', sessions, settings, async () => {
      await check()
      const session = await sessions.get(sessionId)
      if (!session) return false
      const wanted = <T>(part: Record<string, T>) =>
        Object.fromEntries(Object.entries(part).filter(([member]) => isChanged(session, member)))
      await sessions.put(mergeFields(session, { clear: wanted(clear), sealed: wanted(sealed) }))
      return true
    })
  })
}

/** Hides the session; `restoreSession` brings it back until `UNDO_WINDOW_MS` later. */
export async function markDeleted(sessionId: string): Promise<void> {
  try {
    await updateSession(sessionId, { deletedAt: Date.now() })
  } catch (error) {
    // There is no room for the mark. Who deletes on a full disk wants room now.
    if (!causedBy(error, 'QuotaExceededError')) throw error
    await purgeSession(sessionId, 'user')
  }
}

export async function restoreSession(sessionId: string): Promise<boolean> {
  const session = await getSession(sessionId)
  // What was cleaned up would be cleaned up again within the hour.
  const pinned = session?.deletedBy === 'retention' ? { pinned: true } : {}
  return await updateSession(sessionId, { deletedAt: undefined, deletedBy: undefined, ...pinned })
}

/** What was cleaned up by itself and can still be brought back, newest first. */
export async function listCleaned(): Promise<Session[]> {
  const sessions = await openSessions(await readRows(database.sessions))
  return sessions
    .filter((session) => session.deletedAt !== undefined && session.deletedBy === 'retention')
    .sort((a, b) => b.startedAt - a.startedAt)
}

export function watchCleaned(listener: (sessions: Session[]) => void): Stoppable {
  const subscription = liveQuery(listCleaned).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}

/**
 * Removes every row of the session and the resources nobody else uses. A tombstone says why it is gone, unless nobody
 * ever saw the session.
 */
export async function purgeSession(
  sessionId: string,
  reason: Tombstone['reason'],
  { tombstone } = { tombstone: true },
): Promise<void> {
  try {
    await purgeRows(sessionId, tombstone ? reason : undefined)
  } catch (error) {
    if (!tombstone || !causedBy(error, 'QuotaExceededError')) throw error
    await purgeRows(sessionId, undefined)
  }
}

/** All or nothing; without a reason no tombstone is left. */
async function purgeRows(
  sessionId: string,
  reason: Tombstone['reason'] | undefined,
): Promise<void> {
  const { sessions, streams, chunks, bodies, refs, resources, tombstones } = database
  const { digests, thumbnails, keyframes, drafts } = database
  await database.transaction(
    'rw',
    [
      sessions,
      streams,
      chunks,
      bodies,
      refs,
      resources,
      tombstones,
      digests,
      thumbnails,
      keyframes,
      drafts,
    ],
    async () => {
      const session = parseSession(await sessions.get(sessionId).catch(() => undefined))
      const hashes = new Set<string>()
      for (const ref of await refs.where({ sessionId }).toArray()) {
        if (ref.hash !== undefined) hashes.add(ref.hash)
      }
      await Promise.all([
        sessions.delete(sessionId),
        streams.where({ sessionId }).delete(),
        chunks.where({ sessionId }).delete(),
        bodies.where({ sessionId }).delete(),
        keyframes.where({ sessionId }).delete(),
        refs.where({ sessionId }).delete(),
        digests.delete(sessionId),
        thumbnails.delete(sessionId),
        drafts.delete(sessionId),
      ])
      for (const hash of hashes) {
        if ((await refs.where({ hash }).count()) === 0) await resources.delete(hash)
      }
      // Of private windows nothing stays, whoever deletes it.
      if (session && reason && !session.isPrivate)
        await tombstones.put(tombstoneOf(session, reason))
    },
  )
}

/** Removes every session, and with them what they left behind: resources and tombstones. */
export async function clearSessions(): Promise<void> {
  for (const { sessionId } of await readRows(database.sessions))
    await purgeSession(sessionId, 'user', { tombstone: false })
  await database.tombstones.clear()
}

interface PurgeOptions {
  onProgress?: (done: number, total: number) => Promise<void>
  /** Otherwise what was cleaned up by itself stays: its day may not have passed. */
  isClockTrusted?: boolean
}

/** Purges what can no longer be brought back at `now` (epoch ms). Returns them. */
export async function purgeDeleted(
  now: number,
  { onProgress = async () => {}, isClockTrusted = true }: PurgeOptions = {},
): Promise<Session[]> {
  const deleted = (await readRows(database.sessions)).filter((row) => row.deletedAt !== undefined)
  // Deleted under a clock that was ahead: its time begins when that is known.
  for (const { sessionId, deletedAt } of deleted)
    if ((deletedAt ?? 0) > now) await updateSession(sessionId, { deletedAt: now })
  const due = deleted.filter(({ deletedAt = now, deletedBy }) =>
    deletedBy === 'retention'
      ? isClockTrusted && now - deletedAt >= CLEANED_WINDOW_MS
      : now - deletedAt >= UNDO_WINDOW_MS,
  )
  const opened = await openSessions(due)
  for (const [index, { sessionId, deletedBy }] of due.entries()) {
    await onProgress(index, due.length)
    await purgeSession(sessionId, deletedBy ?? 'user')
  }
  return opened
}

/** What is sealed of the session's site stays sealed, and is still the session's. */
function tombstoneOf(session: SessionRow, reason: Tombstone['reason']): TombstoneRow {
  const origin = session.sealed?.origin
  return {
    ...(origin ? { sealed: { origin } } : {}),
    sessionId: session.sessionId,
    origin: session.origin,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    bytes: session.storedBytes + session.resourceBytes,
    deletedAt: Date.now(),
    reason,
  }
}
