import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import type { ChunkHeader, Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { chunkEvents } from './chunkEvents'

/** One document with its events, made from a file of another tool. */
export interface MadeStream {
  streamId: string
  url: string
  title: string
  /** Epoch milliseconds. */
  startedAt: number
  framePath: number[]
  events: RecordEvent[]
}

/** A recording from events in memory, for files that hold less than a session does. */
export function eventsSource(title: string, made: MadeStream[]): RecordingSource {
  const bodies = new Map<string, RecordEvent[]>()
  const headers: ChunkHeader[] = []
  const streams = made.map(toStream)
  for (const { streamId, events } of made) {
    for (const chunk of chunkEvents({ sessionId: IMPORTED, streamId }, events)) {
      bodies.set(`${streamId}/${chunk.header.seq}`, chunk.events)
      headers.push(chunk.header)
    }
  }
  const session = toSession(title, streams, headers)
  return {
    session: () => Promise.resolve(session),
    streams: () => Promise.resolve(streams),
    chunks: () => Promise.resolve(headers),
    events: ({ streamId, seq }) => Promise.resolve(bodies.get(`${streamId}/${seq}`) ?? []),
    resourceRefs: () => Promise.resolve([]),
    resource: () => Promise.resolve(undefined),
  }
}

/** A page of which nothing is known but its address. */
export function blankPage(url: string, title: string): RecordEvent {
  return {
    time: 0,
    kind: 'snapshot',
    url,
    title,
    viewport: { width: 1280, height: 720 },
    scroll: [0, 0],
    children: [{ doctype: ['html', '', ''] }, ['html', 0, 0, ['head', 0, 0], ['body', 0, 0]]],
  }
}

function toStream({ streamId, url, title, startedAt, framePath }: MadeStream): Stream {
  const place = { framePath, frameId: -1, sessionId: IMPORTED }
  return { streamId, ...place, url, title, startedAt, endedAt: null, level: 'allow' }
}

/** Whoever stores it gives it an id of its own. */
const IMPORTED = 'imported'

function toSession(title: string, streams: Stream[], headers: ChunkHeader[]): Session {
  const starts = new Map(streams.map(({ streamId, startedAt }) => [streamId, startedAt]))
  const startedAt = streams.reduce(
    (first, stream) => Math.min(first, stream.startedAt),
    streams[0]?.startedAt ?? 0,
  )
  const endedAt = headers.reduce(
    (last, header) => Math.max(last, (starts.get(header.streamId) ?? 0) + header.lastTime),
    startedAt,
  )
  const sum = (of: (header: ChunkHeader) => number) =>
    headers.reduce((total, header) => total + of(header), 0)
  const url = streams[0]?.url ?? ''
  return {
    sessionId: IMPORTED,
    formatVersion: FORMAT_VERSION,
    title: title || streams[0]?.title || url,
    url,
    origin: URL.canParse(url) ? new URL(url).origin : '',
    tabId: -1,
    status: 'complete',
    startedAt,
    endedAt,
    level: 'allow',
    pinned: false,
    events: sum(({ events }) => events),
    frames: new Set(streams.map(({ framePath }) => framePath.join('.'))).size,
    errors: sum(({ errors }) => errors),
    pages: streams.filter(({ framePath }) => framePath.length === 0).length,
    rawBytes: sum(({ rawBytes }) => rawBytes),
    storedBytes: sum(({ storedBytes }) => storedBytes),
    resourceBytes: 0,
    lastActivityAt: endedAt,
    startReason: 'import',
  }
}
