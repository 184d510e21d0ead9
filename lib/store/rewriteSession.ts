import type { RecordEvent } from '../format/events'
import type { ChunkHeader, ResourceRef, Session } from '../format/session'
import type { RecordingSource } from '../format/source'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { type BodyRow, database, type RefRow, type ResourceRow } from './database'
import { dropKeyframes } from './keyframes'
import { sealRef, sealResourceRow } from './resources'
import { sealBytes } from './sealedBytes'
import { mergeFields, SESSION_FIELDS, sealFields } from './sealedRows'
import { sealStream } from './streams'
import { type Writing, writeRows } from './vault'

/**
 * What was derived from a session's events and has to go with them: thumbnails, a text index. Each forgets what it has
 * of the session, inside the transaction that swaps the events (so it awaits nothing but the database), and builds it
 * anew later as it did at first. A table that holds anything of a page belongs in this list.
 */
export interface Derived {
  table: { name: string }
  forget(sessionId: string): Promise<unknown>
}

export const DERIVED: readonly Derived[] = [
  { table: database.digests, forget: (sessionId) => database.digests.delete(sessionId) },
  { table: database.thumbnails, forget: (sessionId) => database.thumbnails.delete(sessionId) },
  { table: database.keyframes, forget: dropKeyframes },
]

export type RewriteOutcome = 'rewritten' | 'gone' | 'changed'

/**
 * Replaces a stored session by `source` (the same session, masked more strictly). Everything is made first; then one
 * transaction swaps all rows, so that whatever is killed when leaves the session either as it was or rewritten.
 * `alsoWrite` runs in that transaction.
 */
export async function rewriteSession(
  sessionId: string,
  source: RecordingSource,
  {
    signal,
    onProgress = () => {},
    alsoWrite = async () => {},
  }: {
    signal?: AbortSignal
    /** 0 to 1. */
    onProgress?: (share: number) => void
    alsoWrite?: () => Promise<unknown>
  } = {},
): Promise<RewriteOutcome> {
  return await writeRows(async (writing) => {
    return await rewriteAs(writing, { sessionId, source, signal, onProgress, alsoWrite })
  })
}

interface Rewriting {
  sessionId: string
  source: RecordingSource
  signal: AbortSignal | undefined
  onProgress: (share: number) => void
  alsoWrite: () => Promise<unknown>
}

async function rewriteAs(
  writing: Writing,
  { sessionId, source, signal, onProgress, alsoWrite }: Rewriting,
): Promise<RewriteOutcome> {
  const before = await database.sessions.get(sessionId)
  if (!before) return 'gone'
  const old = await source.chunks()
  const headers: ChunkHeader[] = []
  const bodies: BodyRow[] = []
  for (const [index, header] of old.entries()) {
    signal?.throwIfAborted()
    const { streamId, seq } = header
    const chunk = await toRows(header, await source.events({ streamId, seq }))
    headers.push(chunk.header)
    bodies.push(await sealBytes(writing, 'body', chunk.body))
    onProgress((index + 1) / (old.length + 1))
  }
  const session = await sealFields(writing.sealer, {
    fields: SESSION_FIELDS,
    id: sessionId,
    patch: masked(await source.session()),
  })
  const streams = await Promise.all(
    (await source.streams()).map((stream) => sealStream(writing.sealer, { ...stream, sessionId })),
  )
  const plain = await toResources(source, sessionId)
  const { resourceBytes } = plain
  const refs = await Promise.all(plain.refs.map((ref) => sealRef(writing, ref)))
  const resources = await Promise.all(plain.resources.map((row) => sealResourceRow(writing, row)))
  signal?.throwIfAborted()

  const tables = database
  return await database.transaction(
    'rw',
    [
      tables.sessions,
      tables.streams,
      tables.chunks,
      tables.bodies,
      tables.refs,
      tables.resources,
      tables.settings,
      ...DERIVED.map(({ table }) => database.table(table.name)),
    ],
    async () => {
      await writing.check()
      const now = await tables.sessions.get(sessionId)
      if (!now) return 'gone'
      const count = await tables.chunks.where({ sessionId }).count()
      if (count !== old.length || now.status === 'recording') return 'changed'
      await tables.bodies.bulkPut(bodies)
      await tables.chunks.bulkPut(headers)
      await tables.streams.bulkPut(streams)
      await replaceResources(sessionId, refs, resources)
      for (const { forget } of DERIVED) await forget(sessionId)
      await tables.sessions.put({
        ...mergeFields(now, session),
        ...sizes(headers),
        resourceBytes,
        // Whatever is being derived from the old events at this moment is refused when it comes.
        revision: (now.revision ?? 0) + 1,
      })
      await alsoWrite()
      return 'rewritten'
    },
  )
}

async function toRows(
  before: ChunkHeader,
  events: RecordEvent[],
): Promise<{ header: ChunkHeader; body: BodyRow }> {
  const { sessionId, streamId, seq } = before
  const text = JSON.stringify(events)
  const bytes = await gzip(text)
  return {
    header: {
      ...before,
      events: events.length,
      errors: events.filter(({ kind }) => kind === 'error').length,
      rawBytes: utf8(text).length,
      storedBytes: bytes.length,
    },
    body: { sessionId, streamId, seq, bytes },
  }
}

async function toResources(source: RecordingSource, sessionId: string) {
  const refs = new Map<string, ResourceRef>()
  const resources = new Map<string, ResourceRow>()
  /** Old hash -> new one. */
  const renamed = new Map<string, string | undefined>()
  for (const ref of await source.resourceRefs()) {
    const { hash, ...rest } = { ...ref, sessionId }
    if (hash !== undefined && !renamed.has(hash)) {
      const found = await source.resource(hash)
      if (found) {
        const body = new Uint8Array(found.bytes)
        const own = await sha256(body)
        renamed.set(hash, own)
        resources.set(own, { hash: own, mimeType: found.mimeType, bytes: body.length, body })
      } else renamed.set(hash, undefined)
    }
    const own = hash === undefined ? undefined : renamed.get(hash)
    // Two addresses may be one now that both are masked: the one that has bytes counts.
    if (own === undefined && refs.has(ref.key)) continue
    refs.set(ref.key, own === undefined ? rest : { ...rest, hash: own })
  }
  const resourceBytes = [...resources.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  return { refs: [...refs.values()], resources: [...resources.values()], resourceBytes }
}

/** Inside the transaction. Bytes that no session refers to any more go. */
async function replaceResources(
  sessionId: string,
  refs: RefRow[],
  resources: ResourceRow[],
): Promise<void> {
  const earlier = await database.refs.where({ sessionId }).toArray()
  await database.refs.where({ sessionId }).delete()
  await database.refs.bulkPut(refs)
  for (const row of resources) {
    const { hash } = row
    const isThere = (await database.resources.where({ hash }).count()) > 0
    if (!isThere) await database.resources.add(row)
  }
  for (const hash of new Set(earlier.flatMap((ref) => ref.hash ?? []))) {
    if ((await database.refs.where({ hash }).count()) === 0) await database.resources.delete(hash)
  }
}

/** What of a session says something of its pages. */
function masked({ title, url, level }: Session): Pick<Session, 'title' | 'url' | 'level'> {
  return { title, url, level }
}

function sizes(
  headers: ChunkHeader[],
): Pick<Session, 'events' | 'errors' | 'rawBytes' | 'storedBytes'> {
  const sum = (of: (header: ChunkHeader) => number) =>
    headers.reduce((total, header) => total + of(header), 0)
  return {
    events: sum(({ events }) => events),
    errors: sum(({ errors }) => errors),
    rawBytes: sum(({ rawBytes }) => rawBytes),
    storedBytes: sum(({ storedBytes }) => storedBytes),
  }
}
