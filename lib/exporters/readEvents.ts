import type { RecordEvent } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import type { ChunkHeader, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'

interface Cursor {
  streamId: string
  /** Session time of the stream's own zero. */
  offsetMs: number
  chunks: ChunkHeader[]
  events: RecordEvent[]
  index: number
  /** Session time of the next event; a stream's events keep their order even where their times do not. */
  nextMs: number
}

/**
 * Events of all streams in order of time, one chunk of each stream in memory at a time. Within a stream the order is
 * that of recording: a request is told when it is over and carries the time of its start.
 */
export async function* readEvents(source: RecordingSource): AsyncGenerator<PlacedEvent> {
  const session = await source.session()
  const streams = await source.streams()
  const cursors = openCursors(streams, await source.chunks(), session.startedAt)
  while (cursors.length > 0) {
    const cursor = earliest(cursors)
    const limit = Math.min(...cursors.map((each) => (each === cursor ? Infinity : each.nextMs)))
    do {
      if (cursor.index >= cursor.events.length) {
        const chunk = cursor.chunks.shift()
        if (!chunk) break
        cursor.events = await source.events(chunk)
        cursor.index = 0
        continue
      }
      const event = cursor.events[cursor.index++]
      if (!event) break
      yield { atMs: cursor.offsetMs + event.time, streamId: cursor.streamId, event }
      advance(cursor)
    } while (cursor.nextMs <= limit)
    if (cursor.index >= cursor.events.length && cursor.chunks.length === 0) {
      cursors.splice(cursors.indexOf(cursor), 1)
    }
  }
}

function openCursors(streams: Stream[], chunks: ChunkHeader[], startedAt: number): Cursor[] {
  const byStream = new Map<string, ChunkHeader[]>()
  for (const chunk of chunks) {
    const list = byStream.get(chunk.streamId)
    if (list) list.push(chunk)
    else byStream.set(chunk.streamId, [chunk])
  }
  return streams.flatMap((stream) => {
    const own = (byStream.get(stream.streamId) ?? []).sort((a, b) => a.seq - b.seq)
    const [first] = own
    if (!first) return []
    const offsetMs = stream.startedAt - startedAt
    const nextMs = offsetMs + first.firstTime
    return [{ streamId: stream.streamId, offsetMs, chunks: own, events: [], index: 0, nextMs }]
  })
}

function earliest(cursors: Cursor[]): Cursor {
  return cursors.reduce((best, cursor) => (cursor.nextMs < best.nextMs ? cursor : best))
}

function advance(cursor: Cursor): void {
  const next = cursor.events[cursor.index]?.time ?? cursor.chunks[0]?.firstTime
  if (next !== undefined) cursor.nextMs = Math.max(cursor.nextMs, cursor.offsetMs + next)
}
