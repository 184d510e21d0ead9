import type { EndReason } from '../format/session'
import type { ChunkMessage } from '../messages/protocol'
import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import type { Chunk } from './chunker'

/** What the page may hold while the worker does not answer: more would be felt in the page's memory. */
const MAX_WAITING_CHARS = 16_000_000
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000

export type AppendReply = { acked: number } | { stop: EndReason }

export interface UplinkOptions {
  sessionId: string
  streamId: string
  send: (message: ChunkMessage) => Promise<AppendReply>
  /** The worker ended the session. */
  onStop: (reason: EndReason) => void
  /** Chunks were given up because too many wait. What follows needs a new beginning once `onRoom` came. */
  onOverflow: () => void
  onRoom: () => void
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
 * again in order; the worker drops what it has already.
 */
export function createUplink(options: UplinkOptions): Uplink {
  const waiting = new Map<number, ChunkMessage>()
  const inFlight = new Set<number>()
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
    inFlight.add(message.seq)
    attempt(message).then(
      (reply) => {
        inFlight.delete(message.seq)
        if (isStopped) return
        if ('stop' in reply) return options.onStop(reply.stop)
        retryMs = FIRST_RETRY_MS
        settle(message)
      },
      () => {
        inFlight.delete(message.seq)
        if (isStopped) return
        if (options.isGone()) return options.onGone()
        retry.request()
      },
    )
  }

  /** An invalidated extension throws at once instead of rejecting. */
  async function attempt(message: ChunkMessage): Promise<AppendReply> {
    return await options.send(message)
  }

  function settle(message: ChunkMessage): void {
    if (!waiting.delete(message.seq)) return
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
    add(chunk) {
      if (isStopped || (isFull && !chunk.final)) return
      const { sessionId, streamId } = options
      const message: ChunkMessage = { ...chunk, sessionId, streamId, seq: nextSeq }
      if (waitingChars + sizeOf(message) > MAX_WAITING_CHARS && waiting.size > 0) {
        isFull = true
        return options.onOverflow()
      }
      nextSeq++
      waiting.set(message.seq, message)
      waitingChars += sizeOf(message)
      // While a retry is due the worker is away: the retry takes this one along, in order.
      if (!retry.pending) post(message)
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

function sizeOf(message: ChunkMessage): number {
  let size = message.body.length
  for (const resource of message.resources ?? [])
    size += resource.text?.length ?? resource.base64?.length ?? 0
  return size
}
