import type { RecordEvent } from '../format/events'
import type { ChunkHeader } from '../format/session'

/** Events of a chunk: small enough that a player need not hold more than it shows. */
const CHUNK_EVENTS = 500

/** Cuts the events of one imported stream into chunks; each snapshot begins one. */
export function chunkEvents(
  stream: { sessionId: string; streamId: string },
  events: RecordEvent[],
): { header: ChunkHeader; events: RecordEvent[] }[] {
  return cut(events).map((part, seq) => ({ header: toHeader(stream, seq, part), events: part }))
}

function cut(events: RecordEvent[]): RecordEvent[][] {
  const parts: RecordEvent[][] = []
  for (const event of events) {
    const last = parts.at(-1)
    if (last && last.length < CHUNK_EVENTS && event.kind !== 'snapshot') last.push(event)
    else parts.push([event])
  }
  return parts
}

function toHeader(
  { sessionId, streamId }: { sessionId: string; streamId: string },
  seq: number,
  events: RecordEvent[],
): ChunkHeader {
  const times = events.map(({ time }) => time)
  const rawBytes = JSON.stringify(events).length
  return {
    sessionId,
    streamId,
    seq,
    firstTime: times.reduce((a, b) => Math.min(a, b), times[0] ?? 0),
    lastTime: times.reduce((a, b) => Math.max(a, b), 0),
    events: events.length,
    errors: events.filter(({ kind }) => kind === 'error').length,
    snapshot: events[0]?.kind === 'snapshot',
    rawBytes,
    storedBytes: rawBytes,
  }
}
