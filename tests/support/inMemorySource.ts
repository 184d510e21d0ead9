import { FORMAT_VERSION, type RecordEvent } from '../../lib/format/events'
import type { ChunkHeader, ResourceRef, Session, Stream } from '../../lib/format/session'
import type { RecordingSource } from '../../lib/format/source'
import { sha256 } from '../../lib/platform/bytes'

/** Epoch of every recording made up in a test. */
export const TEST_EPOCH = Date.UTC(2026, 0, 2, 3, 4, 5)

export interface TestRecording {
  session?: Partial<Session>
  /** One list per stream. The first is the top document; the others are later top documents unless they say else. */
  streams: { stream?: Partial<Stream>; events: RecordEvent[] }[]
  /** Key -> resource; a string is the reason why there is none. */
  resources?: Record<string, { mimeType: string; bytes: Uint8Array } | ResourceRef['missing']>
  /** Events per chunk; a snapshot always begins one. */
  chunkSize?: number
}

/** A recording without a store: chunks are cut as the recorder would, at snapshots and after `chunkSize` events. */
export function inMemorySource(recording: TestRecording): RecordingSource {
  const streams = recording.streams.map(({ stream }, index) => makeStream(index, stream))
  const chunks = new Map<string, RecordEvent[]>()
  const headers: ChunkHeader[] = []
  for (const [index, { events }] of recording.streams.entries()) {
    const stream = streams[index]
    if (!stream) continue
    for (const [seq, part] of cut(events, recording.chunkSize ?? 100).entries()) {
      chunks.set(`${stream.streamId}/${seq}`, part)
      headers.push(makeHeader(stream, seq, part))
    }
  }
  headers.sort((a, b) =>
    a.streamId === b.streamId ? a.seq - b.seq : order(a.streamId, b.streamId),
  )
  const session = makeSession(streams, headers, recording.session)
  const hashed = Promise.all(Object.entries(recording.resources ?? {}).map(withHash))
  return {
    session: () => Promise.resolve(session),
    streams: () => Promise.resolve(streams),
    chunks: () => Promise.resolve(headers),
    events: ({ streamId, seq }) => {
      const events = chunks.get(`${streamId}/${seq}`)
      return events ? Promise.resolve(events) : Promise.reject(new Error('No such chunk'))
    },
    resourceRefs: async () =>
      (await hashed).map(({ key, value, hash }) =>
        typeof value === 'object'
          ? { sessionId: session.sessionId, key, hash, mimeType: value.mimeType }
          : { sessionId: session.sessionId, key, missing: value },
      ),
    resource: async (hash) => {
      const found = (await hashed).find((each) => each.hash === hash)?.value
      return typeof found === 'object' ? found : undefined
    },
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

async function withHash([key, value]: [string, NonNullable<TestRecording['resources']>[string]]) {
  const hash = typeof value === 'object' ? await sha256(new Uint8Array(value.bytes)) : undefined
  return { key, value, hash }
}

function cut(events: RecordEvent[], size: number): RecordEvent[][] {
  const parts: RecordEvent[][] = []
  for (const event of events) {
    const last = parts.at(-1)
    if (last && last.length < size && event.kind !== 'snapshot') last.push(event)
    else parts.push([event])
  }
  return parts
}

function makeStream(index: number, given: Partial<Stream> = {}): Stream {
  return {
    streamId: `s${index}`,
    sessionId: 'test-session',
    framePath: [],
    frameId: 0,
    url: 'https://shop.example/',
    title: 'Shop',
    startedAt: TEST_EPOCH,
    endedAt: null,
    level: 'allow',
    ...given,
  }
}

function makeHeader(stream: Stream, seq: number, events: RecordEvent[]): ChunkHeader {
  const bytes = JSON.stringify(events).length
  return {
    sessionId: stream.sessionId,
    streamId: stream.streamId,
    seq,
    firstTime: events[0]?.time ?? 0,
    lastTime: events.at(-1)?.time ?? 0,
    events: events.length,
    errors: events.filter((event) => event.kind === 'error').length,
    snapshot: events[0]?.kind === 'snapshot',
    rawBytes: bytes,
    storedBytes: bytes,
  }
}

function makeSession(
  streams: Stream[],
  headers: ChunkHeader[],
  given: Partial<Session> = {},
): Session {
  const startOf = new Map(streams.map((stream) => [stream.streamId, stream.startedAt]))
  const end = Math.max(
    TEST_EPOCH,
    ...headers.map((header) => (startOf.get(header.streamId) ?? 0) + header.lastTime),
  )
  const sum = (of: (header: ChunkHeader) => number) =>
    headers.reduce((total, header) => total + of(header), 0)
  const [first] = streams
  return {
    sessionId: 'test-session',
    formatVersion: FORMAT_VERSION,
    title: first?.title ?? '',
    url: first?.url ?? '',
    origin: 'https://shop.example',
    tabId: 1,
    status: 'complete',
    endReason: 'user',
    startedAt: Math.min(TEST_EPOCH, ...streams.map((stream) => stream.startedAt)),
    endedAt: end,
    level: first?.level ?? 'allow',
    pinned: false,
    events: sum((header) => header.events),
    frames: streams.filter((stream) => stream.framePath.length > 0).length,
    errors: sum((header) => header.errors),
    pages: streams.filter((stream) => stream.framePath.length === 0).length,
    rawBytes: sum((header) => header.rawBytes),
    storedBytes: sum((header) => header.storedBytes),
    resourceBytes: 0,
    lastActivityAt: end,
    startReason: 'test',
    ...given,
  }
}
