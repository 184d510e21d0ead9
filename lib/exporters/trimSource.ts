import type { RecordEvent } from '../format/events'
import type { ChunkHeader, Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { createKeyframeBuilder, renameIds } from './documentKeyframe'
import type { Span } from './exporter'

/** What is left of one stream. */
interface Part {
  stream: Stream
  /** Original zero to new zero of the stream. */
  shiftMs: number
  /** In original time of the stream. */
  fromMs: number
  toMs: number
  /** What the document was when the span began; empty where the stream began within it. */
  keyframe: RecordEvent[]
  rename: (id: number) => number
  chunks: Piece[]
}

interface Piece {
  original: ChunkHeader
  header: ChunkHeader
  /** Ids are still those of before the span at its start: a snapshot within the span begins them anew. */
  renamed: boolean
}

/**
 * Only what happened within the span. What came before is there as one snapshot per document that was still shown,
 * not as events: neither what was typed nor where it was clicked before goes along. Reads what comes before once.
 */
export async function trimSource(source: RecordingSource, span: Span): Promise<RecordingSource> {
  const session = await source.session()
  const streams = await source.streams()
  const chunks = await source.chunks()
  const parts: Part[] = []
  for (const stream of streams) {
    const own = chunks
      .filter(({ streamId }) => streamId === stream.streamId)
      .sort((a, b) => a.seq - b.seq)
    const replacedAt = replacement(streams, stream)
    const part = await trimStream(source, { stream, chunks: own, replacedAt, session, span })
    if (part) parts.push(part)
  }
  const byId = new Map(parts.map((part) => [part.stream.streamId, part]))
  const headers = parts.flatMap((part) => part.chunks.map(({ header }) => header))
  return {
    ...source,
    session: () => Promise.resolve(trimSession(session, span, parts)),
    streams: () => Promise.resolve(parts.map(({ stream }) => stream)),
    chunks: () => Promise.resolve(headers),
    async events({ streamId, seq }) {
      const part = byId.get(streamId)
      const chunk = part?.chunks[seq]
      if (!part || !chunk) throw new Error('This part of the recording is outside of the span.')
      const events = within(part, await source.events(chunk.original), chunk.renamed)
      return seq === 0 ? [...part.keyframe, ...events] : events
    },
  }
}

async function trimStream(
  source: RecordingSource,
  given: {
    stream: Stream
    chunks: ChunkHeader[]
    replacedAt: number
    session: Session
    span: Span
  },
): Promise<Part | undefined> {
  const { stream, chunks, session, span } = given
  const offsetMs = stream.startedAt - session.startedAt
  const fromMs = span.fromMs - offsetMs
  const toMs = span.toMs - offsetMs
  if (toMs < 0 || given.replacedAt - session.startedAt <= span.fromMs) return undefined
  const shiftMs = Math.max(0, fromMs)
  const part: Part = {
    stream: { ...stream, startedAt: stream.startedAt + shiftMs },
    shiftMs,
    fromMs,
    toMs,
    keyframe: [],
    rename: (id) => id,
    chunks: [],
  }
  const builder = createKeyframeBuilder()
  let started = fromMs <= 0
  let ended = false
  let renamed = !started
  for (const original of chunks) {
    const events = await source.events(original)
    if (!started) {
      const before = events.filter((event) => event.time < fromMs)
      for (const event of before) {
        // A stream that ended shows nothing more; one in the back-forward cache may come back with a snapshot.
        if (event.kind === 'end') ended = true
        if (event.kind === 'snapshot') ended = false
        builder.apply(event)
      }
      if (before.length === events.length && original !== chunks.at(-1)) continue
      started = true
      const keyframe = ended ? undefined : builder.build(0)
      part.keyframe = keyframe?.events ?? []
      part.rename = keyframe?.rename ?? part.rename
    }
    const inside = within(part, events, renamed)
    const all = part.chunks.length === 0 ? [...part.keyframe, ...inside] : inside
    if (all.length === 0) continue
    part.chunks.push({ original, header: headerOf(part, original, all), renamed })
    if (inside.some((event) => event.kind === 'snapshot')) renamed = false
    if (events.every((event) => event.time > toMs)) break
  }
  return part.chunks.length > 0 ? part : undefined
}

/** The events within the span, with the ids and times of the trimmed stream. */
function within(part: Part, events: RecordEvent[], renamed: boolean): RecordEvent[] {
  let old = renamed
  return events
    .filter((event) => event.time >= Math.max(0, part.fromMs) && event.time <= part.toMs)
    .map((event) => {
      if (event.kind === 'snapshot') old = false
      const named = old ? renameIds(event, part.rename) : event
      return { ...named, time: event.time - part.shiftMs }
    })
}

function headerOf(part: Part, original: ChunkHeader, events: RecordEvent[]): ChunkHeader {
  const times = events.map((event) => event.time)
  const bytes = new TextEncoder().encode(JSON.stringify(events)).byteLength
  return {
    ...original,
    seq: part.chunks.length,
    firstTime: Math.min(...times),
    lastTime: Math.max(...times),
    events: events.length,
    errors: events.filter((event) => event.kind === 'error').length,
    snapshot: events[0]?.kind === 'snapshot',
    rawBytes: bytes,
    storedBytes: bytes,
  }
}

/** When another document took the stream's place. */
function replacement(streams: Stream[], stream: Stream): number {
  const place = stream.framePath.join()
  return streams
    .filter((other) => other.framePath.join() === place && other.startedAt > stream.startedAt)
    .reduce((first, other) => Math.min(first, other.startedAt), Number.POSITIVE_INFINITY)
}

function trimSession(session: Session, span: Span, parts: Part[]): Session {
  const headers = parts.flatMap((part) => part.chunks.map(({ header }) => header))
  const sum = (of: (header: ChunkHeader) => number) =>
    headers.reduce((total, header) => total + of(header), 0)
  const endedAt = session.endedAt ?? Number.POSITIVE_INFINITY
  const tops = parts.filter(({ stream }) => stream.framePath.length === 0)
  return {
    ...session,
    startedAt: session.startedAt + Math.max(0, span.fromMs),
    endedAt: Math.min(endedAt, session.startedAt + span.toMs),
    events: sum((header) => header.events),
    errors: sum((header) => header.errors),
    rawBytes: sum((header) => header.rawBytes),
    storedBytes: sum((header) => header.storedBytes),
    frames: parts.length - tops.length,
    pages: tops.length,
    url: tops[0]?.stream.url ?? session.url,
  }
}
