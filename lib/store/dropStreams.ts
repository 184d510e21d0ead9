import type { ResourceRef } from '../format/session'
import { database } from './database'
import { dropDerived } from './derived'

/**
 * Drops the streams of a session that began before `before` (epoch ms), with what only they needed, and counts the
 * session anew. Streams that began later are not touched.
 */
export async function dropStreamsBefore(sessionId: string, before: number): Promise<void> {
  const { sessions, streams, chunks, bodies, keyframes, refs, resources, digests, thumbnails } =
    database
  await database.transaction(
    'rw',
    [sessions, streams, chunks, bodies, keyframes, refs, resources, digests, thumbnails],
    async () => {
      const session = await sessions.get(sessionId)
      if (!session) return
      const all = await streams.where({ sessionId }).toArray()
      const old = new Set(
        all.flatMap((stream) => (stream.startedAt < before ? stream.streamId : [])),
      )
      const kept = all.filter((stream) => !old.has(stream.streamId))
      if (old.size === 0 || kept.length === 0) return
      await streams.bulkDelete([...old])
      const headers = await chunks.where({ sessionId }).toArray()
      const goneKeys = headers.flatMap(({ streamId, seq }): [string, number][] =>
        old.has(streamId) ? [[streamId, seq]] : [],
      )
      await chunks.bulkDelete(goneKeys)
      await bodies.bulkDelete(goneKeys)
      await keyframes.bulkDelete(goneKeys)
      const left = await dropRefs(sessionId, (ref) => isUnused(ref, old, before))
      const stay = headers.filter((header) => !old.has(header.streamId))
      const sum = (member: 'events' | 'errors' | 'rawBytes' | 'storedBytes') =>
        stay.reduce((total, header) => total + header[member], 0)
      await sessions.put({
        ...session,
        startedAt: Math.floor(Math.min(...kept.map((stream) => stream.startedAt))),
        events: sum('events'),
        errors: sum('errors'),
        rawBytes: sum('rawBytes'),
        storedBytes: sum('storedBytes'),
        resourceBytes: left,
        pages: kept.filter((stream) => stream.framePath.length === 0).length,
      })
      await dropDerived(sessionId)
    },
  )
}

/** Minted by a stream that is gone, or not asked for since. */
function isUnused(ref: ResourceRef, old: ReadonlySet<string>, before: number): boolean {
  const minter = ref.key.split('/', 1)[0] ?? ''
  return old.has(minter) || (ref.askedAt !== undefined && ref.askedAt < before)
}

/** Inside a transaction. Returns the bytes of what is left to the session. */
async function dropRefs(sessionId: string, isGone: (ref: ResourceRef) => boolean): Promise<number> {
  const { refs, resources } = database
  const all = await refs.where({ sessionId }).toArray()
  const gone = all.filter(isGone)
  await refs.bulkDelete(gone.map((ref): [string, string] => [sessionId, ref.key]))
  for (const { hash } of gone) {
    if (hash !== undefined && (await refs.where({ hash }).count()) === 0)
      await resources.delete(hash)
  }
  const hashes = all.flatMap((ref) => (gone.includes(ref) ? [] : (ref.hash ?? [])))
  let bytes = 0
  for (const hash of new Set(hashes)) bytes += (await resources.get(hash))?.bytes ?? 0
  return bytes
}
