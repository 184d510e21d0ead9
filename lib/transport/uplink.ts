import type { GapEvent } from '../format/events'
import type { EndReason } from '../format/session'
import type { AppendReply, ChunkMessage } from '../messages/protocol'
import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import { within } from '../platform/within'
import type { Chunk } from './chunker'

/** What the page may hold while the worker does not answer: more would be felt in the page's memory. */
const MAX_WAITING_CHARS = 16_000_000
/**
 * The browser refuses messages over 64 MiB, and quotes inside a body count twice there. Such a chunk would be sent again
 * and again, and everything behind it would wait for ever.
 */
const MAX_CHUNK_CHARS = 24_000_000
const FIRST_RETRY_MS = 250
/** What a page does while the worker fails again and again is lost if the browser is killed before the next try. */
const LAST_RETRY_MS = 4000
/** A worker that hangs never rejects. Storing the largest chunk takes a few seconds on a slow machine. */
const ANSWER_LIMIT_MS = 60_000
/** Damage on the way is healed by sending again; what is refused so often is wrong in itself. */
const MAX_REFUSALS = 3

export interface UplinkOptions {
  sessionId: string
  streamId: string
  send: (message: ChunkMessage) => Promise<AppendReply>
  /** The worker ended the session. */
  onStop: (reason: EndReason) => void
  /** This chunk and those after it are not taken: too many wait. What follows `onRoom` needs a new beginning. */
  onOverflow: (chunk: Chunk) => void
  onRoom: () => void
  /** A chunk could not be handed over, and a gap stands in its place: what follows needs a new beginning. */
  onGivenUp: (chunk: Chunk) => void
  /** The extension is gone (reloaded, removed): nobody will ever answer. */
  isGone: () => boolean
  onGone: () => void
}

export interface Uplink extends Stoppable {
  add(chunk: Chunk): void
  /** Resolves when every chunk is acked; answers how many there were. */
  drained(): Promise<number>
  readonly waitingChars: number
}

/**
 * Numbers chunks and keeps each until the worker has acked it. After a failure everything that is not acked is sent
 * again in order; the worker drops what it has already, and takes none before those that come before it.
 */
export function createUplink(options: UplinkOptions): Uplink {
  const waiting = new Map<number, ChunkMessage>()
  const inFlight = new Map<number, symbol>()
  const refusals = new Map<number, number>()
  let drainers: ((chunks: number) => void)[] = []
  let nextSeq = 0
  let waitingChars = 0
  let retryMs = FIRST_RETRY_MS
  let isFull = false
  let isStopped = false
  const retry = delayedRetry()

  function delayedRetry() {
    let task = delayedTask(resend, retryMs)
    return {
      request() {
        if (task.pending) return
        // Spread: all frames of a page lose the worker at the same moment.
        task = delayedTask(resend, retryMs * (0.75 + Math.random() / 2))
        task.request()
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      },
      get pending() {
        return task.pending
      },
      stop: () => task.stop(),
    }
  }

  function resend(): void {
    for (const message of waiting.values()) if (!inFlight.has(message.seq)) post(message)
  }

  function post(message: ChunkMessage): void {
    const { seq } = message
    const attempt = Symbol()
    inFlight.set(seq, attempt)
    /** Whether this was the last attempt to answer. An ack counts, however late. */
    const isCurrent = () => {
      if (inFlight.get(seq) !== attempt) return false
      inFlight.delete(seq)
      return true
    }
    send(message).then(
      (reply) => {
        const current = isCurrent()
        if (isStopped) return
        if ('stop' in reply) return options.onStop(reply.stop)
        if ('acked' in reply) {
          retryMs = FIRST_RETRY_MS
          return settle(message)
        }
        if (!current) return
        if (reply.refused === 'damaged') refuse(seq)
        retry.request()
      },
      () => {
        const current = isCurrent()
        if (isStopped) return
        if (options.isGone()) return options.onGone()
        if (current) retry.request()
      },
    )
  }

  /** An invalidated extension throws at once instead of rejecting. */
  async function send(message: ChunkMessage): Promise<AppendReply> {
    const reply = await within(options.send(message), ANSWER_LIMIT_MS)
    if (!reply) throw new Error('No answer')
    return reply
  }

  function refuse(seq: number): void {
    const count = (refusals.get(seq) ?? 0) + 1
    refusals.set(seq, count)
    const message = waiting.get(seq)
    if (!message || count !== MAX_REFUSALS) return
    const { sessionId, streamId } = options
    const gap: ChunkMessage = { ...gapInPlaceOf(message, 'error'), sessionId, streamId, seq }
    waiting.set(seq, gap)
    waitingChars += sizeOf(gap) - sizeOf(message)
    options.onGivenUp(message)
  }

  function settle({ seq }: ChunkMessage): void {
    const message = waiting.get(seq)
    if (!message) return
    waiting.delete(seq)
    refusals.delete(seq)
    waitingChars -= sizeOf(message)
    if (isFull && waitingChars < MAX_WAITING_CHARS / 2) {
      isFull = false
      options.onRoom()
    }
    if (waiting.size > 0) return
    for (const resolve of drainers) resolve(nextSeq)
    drainers = []
  }

  return {
    add(whole) {
      if (isStopped || (isFull && !whole.final)) return
      const { sessionId, streamId } = options
      const isTooLarge = sizeOf(whole) > MAX_CHUNK_CHARS
      const chunk = isTooLarge ? gapInPlaceOf(whole, 'too-large') : whole
      const message: ChunkMessage = { ...chunk, sessionId, streamId, seq: nextSeq }
      if (waitingChars + sizeOf(message) > MAX_WAITING_CHARS && waiting.size > 0 && !chunk.final) {
        isFull = true
        return options.onOverflow(chunk)
      }
      nextSeq++
      waiting.set(message.seq, message)
      waitingChars += sizeOf(message)
      if (chunk.final) {
        // The page may be gone the next moment and never try again. What is on its way already goes a second time: if
        // the first one is lost, the worker would not take what comes after it.
        for (const each of waiting.values()) post(each)
      } else if (!retry.pending) post(message)
      // While a retry is due the worker is away: the retry takes this one along, in order.
      if (isTooLarge) options.onGivenUp(whole)
    },
    drained() {
      if (waiting.size === 0) return Promise.resolve(nextSeq)
      return new Promise((resolve) => drainers.push(resolve))
    },
    get waitingChars() {
      return waitingChars
    },
    stop() {
      isStopped = true
      retry.stop()
      waiting.clear()
    },
  }
}

/** Says at the chunk's place in the stream that something is missing. */
function gapInPlaceOf(chunk: Chunk, reason: GapEvent['reason']): Chunk {
  const { firstTime, lastTime } = chunk
  // Without its snapshot nothing that follows can be shown.
  const duration = chunk.snapshot ? {} : { durationMs: lastTime - firstTime }
  const gap: GapEvent = { kind: 'gap', time: firstTime, reason, ...duration }
  return {
    firstTime,
    lastTime,
    events: 1,
    errors: 0,
    actions: 0,
    snapshot: false,
    body: JSON.stringify([gap]),
    lastActivityAt: chunk.lastActivityAt,
    ...(chunk.final ? { final: true } : {}),
  }
}

function sizeOf(chunk: Chunk): number {
  let size = chunk.body.length
  for (const resource of chunk.resources ?? [])
    size += resource.text?.length ?? resource.base64?.length ?? 0
  return size
}
