import type { ChunkHeader, EndReason, Session, Stream } from '../format/session'
import type { AppendReply } from '../messages/protocol'
import type { Sender } from '../messages/runtime'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { causedBy } from '../platform/causedBy'
import { createKeyedQueue } from '../platform/keyedQueue'
import { type ParsedChunk, parseChunk } from './parseChunk'

/**
 * Chunks that were on their way when their session ended (a closing page sends its last one while the tab goes) are
 * still taken for so long.
 */
export const LATE_CHUNK_MS = 15_000

/** What the person took back, or what there is no room for, is not taken late. */
const FINAL_ENDS: readonly EndReason[] = ['consent-withdrawn', 'quota']

export interface StoredResource {
  key: string
  hash: string
  mimeType: string
  bytes: number
  body: Uint8Array<ArrayBuffer>
}

export interface DownlinkChunk {
  header: ChunkHeader
  body: Uint8Array<ArrayBuffer>
  resources: StoredResource[]
  lastActivityAt: number
  actions: number
  maskFailures?: number
  endedAt?: number
}

export interface DownlinkDeps {
  session(sessionId: string): Promise<Session | undefined>
  stream(streamId: string): Promise<Stream | undefined>
  /** Writes everything in one transaction; the promise resolves when it is complete. */
  append(chunk: DownlinkChunk): Promise<AppendOutcome>
  /** After the transaction. */
  onStored(chunk: ParsedChunk): void
  /** The browser has no room left. Ends the session. */
  onFull(sessionId: string): void
  now(): number
}

/** `early`: the chunk before it is not stored yet. */
export type AppendOutcome = 'stored' | 'duplicate' | 'early' | 'no-session' | 'no-stream'

/**
 * The worker's end of the transport: checks, compresses, stores, then acks. A stream is stored without holes, so whatever
 * moment the browser is killed at, what is there plays up to its end.
 */
export function createDownlink(deps: DownlinkDeps): {
  append(payload: unknown, sender: Sender): Promise<AppendReply>
} {
  /** Without it a small chunk would overtake a large one while that is compressed, and be refused. */
  const inStream = createKeyedQueue<string>()

  async function append(chunk: ParsedChunk, sender: Sender): Promise<AppendReply> {
    const [session, stream] = await Promise.all([
      deps.session(chunk.sessionId),
      deps.stream(chunk.streamId),
    ])
    // A session that is gone was deleted: its recorder ends too.
    if (!session || session.deletedAt !== undefined) return { stop: 'user' }
    if (!stream || !isSameDocument(stream, session, sender))
      throw new Error('This stream belongs to another document')
    if (!takesChunks(session, deps.now())) return { stop: session.endReason ?? 'user' }
    try {
      const outcome = await deps.append(await pack(chunk, stream))
      if (outcome === 'no-session' || outcome === 'no-stream') return { stop: 'user' }
      if (outcome === 'early') return { refused: 'early' }
      if (outcome === 'stored') deps.onStored(chunk)
      return { acked: chunk.seq }
    } catch (error) {
      if (!causedBy(error, 'QuotaExceededError')) throw error
      deps.onFull(session.sessionId)
      return { stop: 'quota' }
    }
  }

  return {
    async append(payload, sender) {
      const chunk = parseChunk(payload, deps.now())
      if (!chunk) return { refused: 'damaged' }
      return await inStream(chunk.streamId, () => append(chunk, sender))
    },
  }
}

/** The document that said hello for the stream, in the tab of its session. */
export function isSameDocument(stream: Stream, session: Session, sender: Sender): boolean {
  if (stream.sessionId !== session.sessionId) return false
  if ((stream.tabId ?? session.tabId) !== sender.tab?.id) return false
  // A prerendered page gets another frame id when it is shown; its document stays the same.
  if (stream.documentId !== undefined) return stream.documentId === sender.documentId
  return stream.frameId === sender.frameId
}

function takesChunks(session: Session, now: number): boolean {
  if (session.status === 'recording') return true
  if (session.endReason && FINAL_ENDS.includes(session.endReason)) return false
  return session.endedAt !== null && now - session.endedAt <= LATE_CHUNK_MS
}

/** Everything slow happens here, before the transaction, which may await nothing but the database. */
async function pack(chunk: ParsedChunk, stream: Stream): Promise<DownlinkChunk> {
  const body = await gzip(chunk.body)
  const resources = await Promise.all(
    chunk.resources.map(async ({ key, mimeType, bytes }) => ({
      key,
      mimeType,
      hash: await sha256(bytes),
      bytes: bytes.length,
      body: bytes,
    })),
  )
  const { sessionId, streamId, seq, firstTime, lastTime, events, errors, snapshot } = chunk
  return {
    header: {
      sessionId,
      streamId,
      seq,
      firstTime,
      lastTime,
      events,
      errors,
      snapshot,
      rawBytes: utf8(chunk.body).length,
      storedBytes: body.length,
      ...(chunk.costMs === undefined ? {} : { costMs: chunk.costMs }),
    },
    body,
    resources,
    lastActivityAt: chunk.lastActivityAt,
    actions: chunk.actions,
    ...(chunk.maskFailures === undefined ? {} : { maskFailures: chunk.maskFailures }),
    ...(chunk.final ? { endedAt: stream.startedAt + lastTime } : {}),
  }
}
