/** What is derived from a session's events so that the library need not read them: a digest and a small picture. */
import { type DigestRow, database, type ThumbnailRow } from './database'
import { readRows } from './readRows'

export type Digest = DigestRow
export type Thumbnail = ThumbnailRow

/**
 * Forgets all that was derived from a session's events. To be called whenever stored events are rewritten, for one
 * when masking was tightened: whatever is being derived at that moment from the old ones is refused when it comes.
 * Takes part in a transaction around it that covers `sessions`, `digests` and `thumbnails`.
 */
export async function dropDerived(sessionId: string): Promise<void> {
  const { sessions, digests, thumbnails } = database
  await database.transaction('rw', sessions, digests, thumbnails, async () => {
    const session = await sessions.get(sessionId)
    if (session) await sessions.put({ ...session, revision: (session.revision ?? 0) + 1 })
    await digests.delete(sessionId)
    await thumbnails.delete(sessionId)
  })
}

/** All of them: 10,000 are read in one go, and searched in memory. */
export async function listDigests(): Promise<Digest[]> {
  return await readRows(database.digests)
}

export async function getDigest(sessionId: string): Promise<Digest | undefined> {
  return await database.digests.get(sessionId)
}

/** Returns false, and keeps nothing, when the session is gone or was rewritten since `digest.revision`. */
export async function putDigest(digest: Digest): Promise<boolean> {
  const { sessions, digests } = database
  return await database.transaction('rw', sessions, digests, async () => {
    if (!isCurrent(await sessions.get(digest.sessionId), digest)) return false
    await digests.put(digest)
    return true
  })
}

export async function getThumbnail(sessionId: string): Promise<Thumbnail | undefined> {
  return await database.thumbnails.get(sessionId)
}

/** As `putDigest`. */
export async function putThumbnail(thumbnail: Thumbnail): Promise<boolean> {
  const { sessions, thumbnails } = database
  return await database.transaction('rw', sessions, thumbnails, async () => {
    if (!isCurrent(await sessions.get(thumbnail.sessionId), thumbnail)) return false
    await thumbnails.put(thumbnail)
    return true
  })
}

function isCurrent(session: { revision?: number } | undefined, made: { revision: number }) {
  return session !== undefined && (session.revision ?? 0) === made.revision
}
