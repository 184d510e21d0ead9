import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import type { ChunkHeader } from '../format/session'
import type { RecordingSource } from '../format/source'
import { newerFormatError, upgradeEvents } from '../format/upgrade'
import { type ChunkReader, createChunkReader, getChunk, listChunks } from './chunks'
import { getResource, listRefs } from './resources'
import { getSession } from './sessions'
import { listStreams } from './streams'
import { getTombstone } from './tombstones'
import { LOCKED } from './vault'

type ChunkKey = Pick<ChunkHeader, 'streamId' | 'seq'>

/** Reads a stored session for player and exporters. */
export function createStoreSource(sessionId: string): RecordingSource {
  const read = createChunkReader()
  let version: Promise<number> | undefined
  /** That the events of the session were written in. */
  const formatVersion = () => {
    version ??= getSession(sessionId).then((session) => session?.formatVersion ?? FORMAT_VERSION)
    return version
  }
  return {
    async session() {
      const session = await getSession(sessionId)
      if (session) {
        if (session.formatVersion > FORMAT_VERSION) throw newerFormatError(session.formatVersion)
        // Events are brought to the present version when they are read.
        return { ...session, formatVersion: FORMAT_VERSION }
      }
      const tombstone = await getTombstone(sessionId)
      if (!tombstone) throw new Error(`There is no session ${sessionId}`)
      const when = new Date(tombstone.deletedAt).toISOString()
      throw new Error(`Session ${sessionId} was deleted on ${when} (${tombstone.reason})`)
    },
    streams: () => listStreams(sessionId),
    chunks: () => listChunks(sessionId),
    events: async (key) => chunkEvents(read, key, await formatVersion()),
    resourceRefs: () => listRefs(sessionId),
    async resource(hash) {
      const row = await getResource(hash)
      return row && { mimeType: row.mimeType, bytes: row.body }
    },
  }
}

/** A part that cannot be read is a gap: the rest of the recording is still there. */
async function chunkEvents(
  read: ChunkReader,
  key: ChunkKey,
  formatVersion: number,
): Promise<RecordEvent[]> {
  const events = await storedEvents(read, key).catch((error: unknown) => {
    // What nobody may read now is not damaged: it must not be taken for a gap, and kept as one.
    if (error instanceof Error && error.name === LOCKED) throw error
    return undefined
  })
  return events ? upgradeEvents(events, formatVersion) : [await damagedPart(key)]
}

async function storedEvents(
  read: ChunkReader,
  { streamId, seq }: ChunkKey,
): Promise<unknown[] | undefined> {
  const events: unknown = JSON.parse((await read(streamId, seq)) ?? '')
  return Array.isArray(events) ? events : undefined
}

async function damagedPart({ streamId, seq }: ChunkKey): Promise<RecordEvent> {
  const { firstTime = 0, lastTime = 0 } = (await getChunk(streamId, seq)) ?? {}
  const durationMs = Math.max(0, lastTime - firstTime)
  return { kind: 'gap', time: firstTime, reason: 'damaged', durationMs }
}
