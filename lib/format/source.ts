import type { RecordEvent } from './events'
import type { ChunkHeader, ResourceRef, Session, Stream } from './session'

/** Where a player or exporter reads a session from: the store, an imported file, or a single-file export. */
export interface RecordingSource {
  session(): Promise<Session>
  streams(): Promise<Stream[]>
  /** All chunk headers, ordered by stream and number. Small: the events themselves stay where they are. */
  chunks(): Promise<ChunkHeader[]>
  /** Parsed events of one chunk. Rejects with a sentence for the person when the chunk cannot be read. */
  events(chunk: Pick<ChunkHeader, 'streamId' | 'seq'>): Promise<RecordEvent[]>
  /** What the session knows about each resource key. */
  resourceRefs(): Promise<ResourceRef[]>
  /** Bytes of a resource by hash, undefined when it is not kept. */
  resource(hash: string): Promise<{ mimeType: string; bytes: Uint8Array } | undefined>
}

/** The state of a document before one of its chunks, kept so that a far moment does not need all that came before. */
export interface KeyframeKey {
  streamId: string
  seq: number
}

/**
 * Whole states kept beside a stored session. Not part of `RecordingSource` on purpose: a source made from another one
 * (masked again, cut to a span) must not hand on what the other has.
 */
export interface KeptKeyframes {
  list(): Promise<KeyframeKey[]>
  /** Text for `unpackState`. */
  read(key: KeyframeKey): Promise<string | undefined>
}
