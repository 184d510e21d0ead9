import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import { parseEvent } from '../format/parse'
import type { ChunkHeader, ResourceRef, Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { type BodyRow, database } from './database'
import { keepKeyframes } from './keyframes'
import { sealRef, sealResource } from './resources'
import { sealBytes } from './sealedBytes'
import { createSession, purgeSession } from './sessions'
import { sealStream } from './streams'
import { writeRows } from './vault'

/** Chunks written together: a transaction takes as long as a dozen of them. */
const CHUNKS_AT_ONCE = 50

/**
 * Keeps a copy of a recording that came from a file, under ids of its own: nothing that is stored is ever overwritten.
 * The session appears when everything else is written. Everything that can be counted is counted again.
 */
export async function importSession(source: RecordingSource): Promise<{ sessionId: string }> {
  const original = await source.session()
  const sessionId = mintId()
  const streams = await source.streams()
  const names = new Map(streams.map(({ streamId }) => [streamId, mintId()]))
  try {
    const headers: ChunkHeader[] = []
    let waiting: NewRows = []
    // Each piece in the form that holds when it is written: turned on meanwhile, the rest is found and encrypted.
    for (const { streamId, seq } of await source.chunks()) {
      const events = (await source.events({ streamId, seq }))
        .map(parseEvent)
        .filter((event) => event !== undefined)
        .map((event) => renamed(event, names))
      const key = { sessionId, streamId: names.get(streamId) ?? '', seq }
      const rows = await toRows(events, key)
      headers.push(rows.header)
      waiting.push(rows)
      if (waiting.length < CHUNKS_AT_ONCE) continue
      await keepChunks(waiting)
      waiting = []
    }
    await keepChunks(waiting)
    const resourceBytes = await keepResources(source, sessionId)
    await writeRows(async (writing) => {
      const rows = await Promise.all(
        streams.map((stream) => sealStream(writing.sealer, ownStream(stream, names, sessionId))),
      )
      await database.transaction('rw', database.streams, database.settings, async () => {
        await writing.check()
        await database.streams.bulkAdd(rows)
      })
    })
    await createSession({ ...ownSession(original, headers), sessionId, resourceBytes })
    // What cannot be made of a damaged document is its player's to tell.
    await keepKeyframes(sessionId).catch(() => undefined)
    return { sessionId }
  } catch (error) {
    await purgeSession(sessionId, 'corrupt', { tombstone: false })
    throw error
  }
}

type NewRows = { header: ChunkHeader; body: BodyRow }[]

async function toRows(
  events: RecordEvent[],
  key: { sessionId: string; streamId: string; seq: number },
): Promise<NewRows[number]> {
  const text = textOf(events)
  const bytes = await gzip(text)
  const times = events.map(({ time }) => time)
  const header: ChunkHeader = {
    ...key,
    firstTime: least(times),
    lastTime: most(times),
    events: events.length,
    errors: events.filter(({ kind }) => kind === 'error').length,
    snapshot: events[0]?.kind === 'snapshot',
    rawBytes: utf8(text).length,
    storedBytes: bytes.length,
  }
  return { header, body: { ...key, bytes } }
}

/** The engine's stack is what ends first; no page is as deep. */
function textOf(events: RecordEvent[]): string {
  try {
    return JSON.stringify(events)
  } catch {
    throw new Error('The recording is nested too deeply, or too large, to be read.')
  }
}

async function keepChunks(rows: NewRows): Promise<void> {
  const { chunks, bodies, settings } = database
  await writeRows(async (writing) => {
    const sealed = await Promise.all(rows.map(({ body }) => sealBytes(writing, 'body', body)))
    await database.transaction('rw', chunks, bodies, settings, async () => {
      await writing.check()
      await chunks.bulkAdd(rows.map(({ header }) => header))
      await bodies.bulkAdd(sealed)
    })
  })
}

/** Bytes are shared between sessions by their hash: one that lies would put its picture into another recording. */
async function keepResources(source: RecordingSource, sessionId: string): Promise<number> {
  const { refs, resources, settings } = database
  const sizes = new Map<string, number>()
  for (const ref of await source.resourceRefs()) {
    const { hash, mimeType = '' } = ref
    const own: ResourceRef = { ...ref, sessionId }
    if (hash === undefined || sizes.has(hash)) {
      await putRef(own)
      continue
    }
    const found = await source.resource(hash)
    if (!found) {
      const { hash: _, ...rest } = own
      await putRef({ ...rest, missing: ref.missing ?? 'failed' })
      continue
    }
    const body = new Uint8Array(found.bytes)
    if ((await sha256(body)) !== hash)
      throw new Error('A resource in the file is not what it says.')
    await writeRows(async (writing) => {
      const plain = { hash, mimeType, bytes: body.length, body }
      const sealed = await sealResource(writing, { ref: own, resource: plain })
      await database.transaction('rw', refs, resources, settings, async () => {
        await writing.check()
        const isThere = (await resources.where({ hash: sealed.resource.hash }).count()) > 0
        if (!isThere) await resources.add(sealed.resource)
        await refs.put(sealed.ref)
      })
    })
    sizes.set(hash, body.length)
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

async function putRef(ref: ResourceRef): Promise<void> {
  const { refs, settings } = database
  await writeRows(async (writing) => {
    const row = await sealRef(writing, ref)
    await database.transaction('rw', refs, settings, async () => {
      await writing.check()
      await refs.put(row)
    })
  })
}

function ownSession(original: Session, headers: ChunkHeader[]): Session {
  const { deletedAt: _, continues: __, ...rest } = original
  const sum = (of: (header: ChunkHeader) => number) =>
    headers.reduce((total, header) => total + of(header), 0)
  return {
    ...rest,
    // The source has brought the events to the present version.
    formatVersion: FORMAT_VERSION,
    tabId: -1,
    status: original.status === 'recording' ? 'interrupted' : original.status,
    // It may be older than the retention allows, and was brought here on purpose.
    pinned: true,
    events: sum(({ events }) => events),
    errors: sum(({ errors }) => errors),
    rawBytes: sum(({ rawBytes }) => rawBytes),
    storedBytes: sum(({ storedBytes }) => storedBytes),
  }
}

function ownStream(stream: Stream, names: Map<string, string>, sessionId: string): Stream {
  const { parentStreamId, tabId: _, ...rest } = stream
  const parent = parentStreamId === undefined ? undefined : names.get(parentStreamId)
  return {
    ...rest,
    sessionId,
    streamId: names.get(stream.streamId) ?? mintId(),
    frameId: -1,
    ...(parent === undefined ? {} : { parentStreamId: parent }),
  }
}

/** Frames name the stream they show. */
function renamed(event: RecordEvent, names: Map<string, string>): RecordEvent {
  if (event.kind !== 'frame') return event
  return { ...event, stream: names.get(event.stream) ?? event.stream }
}

function mintId(): string {
  return crypto.randomUUID()
}

function least(times: number[]): number {
  return times.reduce((a, b) => Math.min(a, b), times[0] ?? 0)
}

function most(times: number[]): number {
  return times.reduce((a, b) => Math.max(a, b), 0)
}
