import type { GapEvent } from '../format/events'
import type { ChunkHeader, ResourceRef } from '../format/session'
import { gunzip, gzip } from '../platform/bytes'
import { gunzipNow } from '../platform/gunzipNow'
import { type BodyRow, database, type ResourceRow } from './database'
import { parseChunkHeader } from './parseRows'
import { readRows } from './readRows'
import { type SealedResource, sealResource } from './resources'
import { openBytes, sealBytes } from './sealedBytes'
import { type Writing, writeRows } from './vault'

/** A chunk as the downlink hands it over, already compressed: nothing but IndexedDB may be awaited in a transaction. */
export interface NewChunk {
  header: ChunkHeader
  body: Uint8Array<ArrayBuffer>
  /** Resources that came along, by key. */
  resources: (ResourceRow & { key: string })[]
  lastActivityAt: number
  actions: number
  maskFailures?: number
  /** Epoch ms: the stream ends with this chunk. */
  endedAt?: number
}

/** `early`: the chunk before it is not there. A stream never has a hole, so all that is stored of it can be played. */
export type AppendOutcome = 'stored' | 'duplicate' | 'early' | 'no-session' | 'no-stream'

/** Writes a chunk, its resources and the counters of stream and session, all or nothing. Puts if absent. */
export async function appendChunk(chunk: NewChunk): Promise<AppendOutcome> {
  return await writeRows(async (writing) => await append(await sealChunk(chunk, writing), writing))
}

interface SealedChunk extends Omit<NewChunk, 'resources'> {
  row: BodyRow
  resources: SealedResource[]
}

async function sealChunk(chunk: NewChunk, writing: Writing): Promise<SealedChunk> {
  const { sessionId } = chunk.header
  const row = await sealBytes(writing, 'body', { ...keyOf(chunk.header), bytes: chunk.body })
  const resources = await Promise.all(
    chunk.resources.map(({ key, ...resource }) =>
      sealResource(writing, {
        ref: { sessionId, key, hash: resource.hash, mimeType: resource.mimeType },
        resource,
      }),
    ),
  )
  const header = { ...chunk.header, storedBytes: row.bytes.length }
  return { ...chunk, header, row, resources }
}

function keyOf({ sessionId, streamId, seq }: ChunkHeader): Omit<BodyRow, 'bytes'> {
  return { sessionId, streamId, seq }
}

async function append(chunk: SealedChunk, { check }: Writing): Promise<AppendOutcome> {
  const { sessions, streams, chunks, bodies, refs, resources, settings } = database
  const { sessionId, streamId, seq } = chunk.header
  return await database.transaction(
    'rw',
    [sessions, streams, chunks, bodies, refs, resources, settings],
    async () => {
      await check()
      const session = await sessions.get(sessionId)
      if (!session) return 'no-session'
      const stream = await streams.get(streamId)
      if (stream?.sessionId !== sessionId) return 'no-stream'
      if (await chunks.get([streamId, seq])) return 'duplicate'
      if (seq > 0 && !(await chunks.get([streamId, seq - 1]))) return 'early'
      let resourceBytes = 0
      for (const resource of chunk.resources) resourceBytes += await putResource(resource)
      await chunks.add(chunk.header)
      await bodies.add(chunk.row)
      if (chunk.endedAt !== undefined) await streams.put({ ...stream, endedAt: chunk.endedAt })
      await sessions.put({
        ...session,
        events: session.events + chunk.header.events,
        errors: session.errors + chunk.header.errors,
        actions: (session.actions ?? 0) + chunk.actions,
        ...(chunk.maskFailures
          ? { maskFailures: (session.maskFailures ?? 0) + chunk.maskFailures }
          : {}),
        rawBytes: session.rawBytes + chunk.header.rawBytes,
        storedBytes: session.storedBytes + chunk.header.storedBytes,
        resourceBytes: session.resourceBytes + resourceBytes,
        lastEventAt: Math.max(session.lastEventAt ?? 0, stream.startedAt + chunk.header.lastTime),
        lastActivityAt: Math.max(session.lastActivityAt, chunk.lastActivityAt),
      })
      return 'stored'
    },
  )
}

/** Inside a transaction: keeps bytes and reference; returns the bytes that are new to this session. */
async function putResource({ ref, resource }: SealedResource): Promise<number> {
  const { refs, resources } = database
  const { hash, bytes } = resource
  const before = await refs.get([ref.sessionId, ref.key])
  const known = await refs.where({ hash }).filter(isOf(ref.sessionId)).count()
  if ((await resources.where({ hash }).count()) === 0) await resources.add(resource)
  if (before?.hash === hash) return 0
  await refs.put(ref)
  return known > 0 ? 0 : bytes
}

/** Writes at the end of a session's last top document that something is missing from there on. */
export async function appendGap(
  sessionId: string,
  gap: Pick<GapEvent, 'reason' | 'durationMs'>,
): Promise<void> {
  const streams = await database.streams.where({ sessionId }).toArray()
  const top = streams.filter((stream) => stream.framePath.length === 0)
  const tops = new Map(top.map((stream) => [stream.streamId, stream.startedAt]))
  const endOf = (header: ChunkHeader) => (tops.get(header.streamId) ?? 0) + header.lastTime
  const headers = (await listChunks(sessionId)).filter((header) => tops.has(header.streamId))
  const end = headers.reduce<ChunkHeader | undefined>(
    (latest, header) => (latest && endOf(latest) > endOf(header) ? latest : header),
    undefined,
  )
  // Requests are told once they are over: a later chunk may hold nothing but earlier moments.
  const last = headers.findLast((header) => header.streamId === end?.streamId)
  if (!end || !last) return
  const time = end.lastTime
  const text = JSON.stringify([{ kind: 'gap', time, ...gap }])
  const body = await gzip(text)
  await appendChunk({
    header: {
      ...last,
      seq: last.seq + 1,
      firstTime: time,
      lastTime: time,
      events: 1,
      errors: 0,
      snapshot: false,
      rawBytes: text.length,
      storedBytes: body.length,
    },
    body,
    resources: [],
    lastActivityAt: 0,
    actions: 0,
  })
}

function isOf(sessionId: string): (ref: ResourceRef) => boolean {
  return (ref) => ref.sessionId === sessionId
}

/** Headers ordered by stream and number. */
export async function listChunks(sessionId: string): Promise<ChunkHeader[]> {
  const among = database.chunks.where({ sessionId })
  const rows = await readRows(database.chunks, { among })
  const headers = rows.flatMap((row) => parseChunkHeader(row) ?? [])
  return headers.sort((a, b) =>
    a.streamId === b.streamId ? a.seq - b.seq : a.streamId < b.streamId ? -1 : 1,
  )
}

export async function getChunk(streamId: string, seq: number): Promise<ChunkHeader | undefined> {
  return await database.chunks.get([streamId, seq])
}

/** JSON text of a chunk's events, undefined when it is not there. Rejects when the bytes are damaged. */
export type ChunkReader = (streamId: string, seq: number) => Promise<string | undefined>

/** Packed bytes that are worked off in a few milliseconds. What is larger is unpacked beside the page's own work. */
const MOST_AT_ONCE = 32_000

/** What is asked for in the same moment is read together: asking costs more than reading. */
export function createChunkReader(): ChunkReader {
  let asked: { key: [string, number]; answer: (row: Promise<BodyRow | undefined>) => void }[] = []

  function readAsked(): void {
    const now = asked
    asked = []
    const together = database.bodies.bulkGet(now.map(({ key }) => key))
    for (const [index, { key, answer }] of now.entries()) {
      // One that cannot be read must not take the others with it.
      answer(
        together.then(
          (rows) => rows[index],
          () => database.bodies.get(key),
        ),
      )
    }
  }

  return async (streamId, seq) => {
    const row = await new Promise<BodyRow | undefined>((answer) => {
      asked.push({ key: [streamId, seq], answer })
      if (asked.length === 1) queueMicrotask(readAsked)
    })
    if (!row) return undefined
    const { bytes } = await openBytes('body', row)
    return bytes.length > MOST_AT_ONCE ? await gunzip(bytes) : gunzipNow(bytes)
  }
}

export async function listBodies(sessionId: string): Promise<BodyRow[]> {
  const among = database.bodies.where({ sessionId })
  return await readRows(database.bodies, { among })
}
