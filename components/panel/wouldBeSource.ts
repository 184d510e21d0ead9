import { FORMAT_VERSION, type RecordEvent } from '../../lib/format/events'
import type { ChunkHeader, Session, Stream } from '../../lib/format/session'
import type { PrivacyLevel } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import type { WouldBeDocument } from '../../lib/format/wouldBe'
import type { WouldBe } from '../services'

export interface WouldBeResource {
  key: string
  mimeType: string
  bytes: Uint8Array
}

/** A recording of one moment, in memory, as the player and the scanner read recordings. */
export function wouldBeSource(
  wouldBe: WouldBe,
  level: PrivacyLevel,
  resources: readonly WouldBeResource[],
): RecordingSource {
  const sessionId = 'would-be'
  const streams = wouldBe.documents.map(
    (each): Stream => ({
      streamId: streamIdOf(each.framePath),
      sessionId,
      framePath: each.framePath,
      frameId: 0,
      url: wouldBe.url,
      title: wouldBe.title,
      startedAt: 0,
      endedAt: null,
      level,
    }),
  )
  const events = new Map(
    wouldBe.documents.map((each) => [streamIdOf(each.framePath), eventsOf(each)]),
  )
  const chunks = streams.map(
    ({ streamId }): ChunkHeader => ({
      sessionId,
      streamId,
      seq: 0,
      firstTime: 0,
      lastTime: 0,
      events: events.get(streamId)?.length ?? 0,
      errors: 0,
      snapshot: true,
      rawBytes: 0,
      storedBytes: 0,
    }),
  )
  const session: Session = {
    sessionId,
    formatVersion: FORMAT_VERSION,
    title: wouldBe.title,
    url: wouldBe.url,
    origin: wouldBe.origin,
    tabId: -1,
    status: 'complete',
    startedAt: 0,
    endedAt: 0,
    level,
    pinned: false,
    events: 0,
    frames: streams.length - 1,
    errors: 0,
    pages: 1,
    rawBytes: 0,
    storedBytes: 0,
    resourceBytes: 0,
    lastActivityAt: 0,
    startReason: 'explicit',
  }
  // The key is as good as a hash here: nothing is shared with another recording.
  const bytes = new Map(resources.map((resource) => [resource.key, resource]))
  return {
    session: async () => session,
    streams: async () => streams,
    chunks: async () => chunks,
    events: async ({ streamId }) => events.get(streamId) ?? [],
    resourceRefs: async () =>
      resources.map(({ key, mimeType }) => ({ sessionId, key, hash: key, mimeType })),
    resource: async (hash) => {
      const found = bytes.get(hash)
      return found && { mimeType: found.mimeType, bytes: found.bytes }
    },
  }
}

function streamIdOf(framePath: readonly number[]): string {
  return `would-be-${framePath.join('-') || 'top'}`
}

/** The documents of frames are told to the one around them, as the worker would. */
function eventsOf({ events, frames, framePath }: WouldBeDocument): RecordEvent[] {
  const placed = frames.map(
    ({ index, id }): RecordEvent => ({
      kind: 'frame',
      time: 0,
      id,
      stream: streamIdOf([...framePath, index]),
    }),
  )
  return [...events, ...placed]
}
