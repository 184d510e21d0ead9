import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { describeError } from '../platform/describeError'
import { chunkText, listChunks } from './chunks'
import { getResource, listRefs } from './resources'
import { getSession } from './sessions'
import { listStreams } from './streams'
import { getTombstone } from './tombstones'

/** Reads a stored session for player and exporters. */
export function createStoreSource(sessionId: string): RecordingSource {
  return {
    async session() {
      const session = await getSession(sessionId)
      if (session) return session
      const tombstone = await getTombstone(sessionId)
      if (!tombstone) throw new Error(`There is no session ${sessionId}`)
      const when = new Date(tombstone.deletedAt).toISOString()
      throw new Error(`Session ${sessionId} was deleted on ${when} (${tombstone.reason})`)
    },
    streams: () => listStreams(sessionId),
    chunks: () => listChunks(sessionId),
    events: ({ streamId, seq }) => chunkEvents(streamId, seq),
    resourceRefs: () => listRefs(sessionId),
    async resource(hash) {
      const row = await getResource(hash)
      return row && { mimeType: row.mimeType, bytes: row.body }
    },
  }
}

async function chunkEvents(streamId: string, seq: number): Promise<RecordEvent[]> {
  const name = `Part ${seq} of document ${streamId}`
  const text = await chunkText(streamId, seq).catch((error: unknown) => {
    throw new Error(`${name} is damaged: ${describeError(error)}`)
  })
  if (text === undefined) throw new Error(`${name} is not stored`)
  const events: unknown = JSON.parse(text)
  if (!Array.isArray(events)) throw new Error(`${name} holds no list of events`)
  return events.filter(isEvent)
}

/** The downlink looked at the body before it was stored; this only keeps a damaged entry from stopping the rest. */
function isEvent(value: unknown): value is RecordEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'time' in value &&
    typeof value.time === 'number'
  )
}
