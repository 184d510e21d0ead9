/** What is derived from a session's events so that the library need not read them: a digest and a small picture. */
import type { Opener, Sealer } from '../crypto/hybrid'
import { utf8 } from '../platform/bytes'
import { lettersOf } from '../platform/letterIndex'
import { type DigestRow, database, type ThumbnailRow } from './database'
import { readRows } from './readRows'
import { digestContext, openJson, sealJson, thumbnailContext } from './sealedRows'
import { openerNow, writeRows } from './vault'

export type Digest = Omit<DigestRow, 'sealed'>
export type Thumbnail = Omit<ThumbnailRow, 'sealed'>

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
  const rows = await readRows(database.digests)
  const opener = rows.some(({ sealed }) => sealed) ? await openerNow() : undefined
  const opened = await Promise.all(rows.map((row) => openDigest(row, opener)))
  return opened.flatMap((row) => row ?? [])
}

/** Undefined where it cannot be read: it is made again. */
async function openDigest(
  { sealed, ...row }: DigestRow,
  opener: Opener | undefined,
): Promise<Digest | undefined> {
  if (!sealed) return row
  if (!opener) return undefined
  const inside = await openJson(opener, digestContext(row.sessionId), sealed).catch(() => undefined)
  if (inside === undefined) return undefined
  const digest: Digest = { ...row, ...(inside as Partial<Digest>) }
  return { ...digest, letters: lettersOf(digest.text) }
}

export async function getDigest(sessionId: string): Promise<Digest | undefined> {
  const row = await database.digests.get(sessionId)
  return row && (await openDigest(row, await openerNow()))
}

/** Returns false, and keeps nothing, when the session is gone or was rewritten since `digest.revision`. */
export async function putDigest(digest: Digest): Promise<boolean> {
  const { sessions, digests, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const row = sealer ? await sealDigest(sealer, digest) : digest
    return await database.transaction('rw', sessions, digests, settings, async () => {
      await check()
      if (!isCurrent(await sessions.get(digest.sessionId), digest)) return false
      await digests.put(row)
      return true
    })
  })
}

async function sealDigest(sealer: Sealer, digest: Digest): Promise<DigestRow> {
  const { sessionId, revision, events, ...inside } = digest
  const blank = { policy: '', text: '', signals: {}, failedRequests: 0 }
  const sealed = await sealJson(sealer, digestContext(sessionId), { ...inside, letters: undefined })
  return { sessionId, revision, events, ...blank, sealed }
}

export async function getThumbnail(sessionId: string): Promise<Thumbnail | undefined> {
  const row = await database.thumbnails.get(sessionId)
  if (!row?.sealed) return row
  const opener = await openerNow()
  const { sealed, ...rest } = row
  const whole = await opener
    ?.open(thumbnailContext(sessionId), new Uint8Array(sealed))
    .catch(() => undefined)
  if (!whole) return undefined
  const end = whole.indexOf(0x0a)
  const inside = JSON.parse(new TextDecoder().decode(whole.subarray(0, end))) as Partial<Thumbnail>
  return { ...rest, ...inside, bytes: whole.slice(end + 1) }
}

/** As `putDigest`. */
export async function putThumbnail(thumbnail: Thumbnail): Promise<boolean> {
  const { sessions, thumbnails, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const row = sealer ? await sealThumbnail(sealer, thumbnail) : thumbnail
    return await database.transaction('rw', sessions, thumbnails, settings, async () => {
      await check()
      if (!isCurrent(await sessions.get(thumbnail.sessionId), thumbnail)) return false
      await thumbnails.put(row)
      return true
    })
  })
}

async function sealThumbnail(sealer: Sealer, thumbnail: Thumbnail): Promise<ThumbnailRow> {
  const { sessionId, revision, policy, mimeType, bytes } = thumbnail
  const head = utf8(`${JSON.stringify({ policy, mimeType })}\n`)
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  const sealed = await sealer.seal(thumbnailContext(sessionId), whole)
  return { sessionId, revision, policy: '', mimeType: '', bytes: new Uint8Array(), sealed }
}

function isCurrent(session: { revision?: number } | undefined, made: { revision: number }) {
  return session !== undefined && (session.revision ?? 0) === made.revision
}
