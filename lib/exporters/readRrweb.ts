/** rrweb recordings as recorders and vendors write them. */
import { strToU8, unzlibSync } from 'fflate'
import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import type { ChunkHeader, Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { chunkEvents } from './chunkEvents'
import { importRrwebEvents } from './importRrweb'
import { loose } from './importRrwebNodes'
import type { ImportedStream } from './importRrwebStreams'

/** A packed event that unpacks to more is a bomb. */
const MAX_PACKED_CHARS = 64 * 1024 * 1024

/** Opens rrweb events in whatever wrapping a tool gave them; undefined where there are none. */
export function openRrweb(fileName: string, value: unknown): RecordingSource | undefined {
  const events = findEvents(value).map(unpackEvent)
  if (events.length === 0) return undefined
  const streams = importRrwebEvents(events)
  if (streams.length === 0) {
    throw new Error(`${fileName} holds no recording: there is no full snapshot of a page in it.`)
  }
  return sourceOf(streams, fileName)
}

/** The list of events, wherever tools put it: bare, `events`, `snapshots`, in segments, or with a window's name. */
function findEvents(value: unknown, depth = 0): unknown[] {
  if (depth > 5) return []
  if (Array.isArray(value)) {
    if (value.length === 2 && typeof value[0] === 'string' && isEvent(value[1])) return [value[1]]
    return value.flatMap((each: unknown) => {
      const isPlain = isEvent(each) || typeof each === 'string'
      return isPlain ? [each] : findEvents(each, depth + 1)
    })
  }
  const { events, snapshots, data, recording } = loose(value)
  for (const inner of [events, snapshots, data, recording]) {
    const found = inner === undefined ? [] : findEvents(inner, depth + 1)
    if (found.length > 0) return found
  }
  return []
}

function isEvent(value: unknown): boolean {
  const { type, timestamp } = loose(value)
  return typeof type === 'number' && typeof timestamp === 'number'
}

/** rrweb's `pack` writes an event as zlib bytes, one character each. */
function unpackEvent(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    try {
      const limited = unzlibSync(strToU8(value, true))
      if (limited.length > MAX_PACKED_CHARS) return undefined
      return JSON.parse(new TextDecoder().decode(limited))
    } catch {
      return undefined
    }
  }
}

function sourceOf(imported: ImportedStream[], fileName: string): RecordingSource {
  const sessionId = crypto.randomUUID()
  const startedAt = Math.min(...imported.map((stream) => stream.startedAt))
  const chunks = new Map<string, RecordEvent[]>()
  const headers: ChunkHeader[] = []
  for (const { streamId, events } of imported) {
    for (const chunk of chunkEvents({ sessionId, streamId }, events)) {
      chunks.set(`${streamId}/${chunk.header.seq}`, chunk.events)
      headers.push(chunk.header)
    }
  }
  const streams = imported.map((stream, index) => toStream(sessionId, stream, index))
  const session = toSession({ sessionId, startedAt, fileName }, imported, headers)
  return {
    session: () => Promise.resolve(session),
    streams: () => Promise.resolve(streams),
    chunks: () => Promise.resolve(headers),
    events: ({ streamId, seq }) => {
      const events = chunks.get(`${streamId}/${seq}`)
      return events ? Promise.resolve(events) : Promise.reject(new Error('There is no such part.'))
    },
    resourceRefs: () => Promise.resolve([]),
    resource: () => Promise.resolve(undefined),
  }
}

function toStream(sessionId: string, stream: ImportedStream, index: number): Stream {
  const first = stream.events[0]
  return {
    streamId: stream.streamId,
    sessionId,
    framePath: stream.isTop ? [] : [index],
    frameId: stream.isTop ? 0 : index,
    url: stream.url,
    title: first?.kind === 'snapshot' ? first.title : '',
    startedAt: stream.startedAt,
    endedAt: stream.startedAt + (stream.events.at(-1)?.time ?? 0),
    level: 'allow',
  }
}

function toSession(
  known: { sessionId: string; startedAt: number; fileName: string },
  streams: ImportedStream[],
  headers: ChunkHeader[],
): Session {
  const endedAt = Math.max(
    ...streams.map((stream) => stream.startedAt + Math.max(0, ...lastTimes(stream, headers))),
  )
  const rawBytes = headers.reduce((sum, each) => sum + each.rawBytes, 0)
  const top = streams.filter((stream) => stream.isTop)
  const first = top[0]?.events[0]
  const url = top[0]?.url ?? ''
  return {
    sessionId: known.sessionId,
    formatVersion: FORMAT_VERSION,
    title: (first?.kind === 'snapshot' && first.title) || known.fileName,
    url,
    origin: originOf(url),
    tabId: -1,
    status: 'complete',
    startedAt: known.startedAt,
    endedAt,
    level: 'allow',
    pinned: false,
    events: headers.reduce((sum, each) => sum + each.events, 0),
    frames: streams.length - top.length,
    errors: headers.reduce((sum, each) => sum + each.errors, 0),
    pages: top.length,
    rawBytes,
    storedBytes: rawBytes,
    resourceBytes: 0,
    lastActivityAt: endedAt,
    startReason: 'imported',
  }
}

function lastTimes(stream: ImportedStream, headers: ChunkHeader[]): number[] {
  return headers.filter((each) => each.streamId === stream.streamId).map((each) => each.lastTime)
}

function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return ''
  }
}
