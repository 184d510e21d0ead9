/** One stream as a function of time: which state its document is in at a moment. */
import type { RecordEvent } from '../format/events'
import type { ChunkHeader, Stream } from '../format/session'
import { applyEvent } from './apply'
import type { ChunkCache } from './chunkCache'
import { type DocumentState, emptyState, fork } from './documentState'
import type { Keyframes, Position } from './keyframes'

/** Longest stretch of work before others get their turn. */
const SLICE_MS = 24

export interface Track {
  readonly stream: Stream
  readonly headers: readonly ChunkHeader[]
  /** The position after all events up to `time` (of the stream). Reads what it needs; rejects when cancelled. */
  at(time: number, signal?: AbortSignal): Promise<Position>
  /** The same without waiting: undefined when a chunk has to be read first. */
  tryAt(time: number): Position | undefined
  /** Events later than `from` up to `to` that are at hand. */
  upcoming(from: number, to: number): RecordEvent[]
  /** Goes over the whole stream once, leaving keyframes; `visit` sees each event. */
  index(visit: (event: RecordEvent) => void, signal: AbortSignal): Promise<void>
}

export function createTrack(deps: {
  stream: Stream
  headers: readonly ChunkHeader[]
  chunks: ChunkCache
  keyframes: Keyframes
}): Track {
  const { stream, headers, chunks, keyframes } = deps
  const bySeq = new Map(headers.map((header, index) => [header.seq, index]))
  let last: Position | undefined

  function start(time: number): Position {
    const known = keyframes.before(time)
    const near = last && last.state.time <= time ? last : undefined
    if (near && (!known || known.state.time <= near.state.time)) return near
    return known ?? { seq: headers[0]?.seq ?? 0, index: 0, state: emptyState() }
  }

  /** Works through events at hand; stops at `time`, at a chunk that is missing, or when the slice is over. */
  function advance(
    walk: Walk,
    time: number,
    visit?: (event: RecordEvent) => void,
  ): 'done' | 'chunk' | 'slice' {
    const until = performance.now() + SLICE_MS
    for (;;) {
      const header = headers[walk.chunk]
      if (!header || header.firstTime > time) return 'done'
      const events = chunks.peek(header)
      if (!events) return 'chunk'
      for (; walk.index < events.length; walk.index++) {
        const event = events[walk.index]
        if (!event) continue
        // What went wrong before the first snapshot (a picture that was not there) lies earlier, and shows nothing.
        const isFirst = walk.chunk === 0 && walk.index === 0
        if (event.time > time && !isFirst) return 'done'
        visit?.(event)
        applyEvent(walk.state, event)
        walk.work += 2
        const work = walk.work + walk.state.work
        if (work >= keyframes.spacing) {
          walk.index++
          mark(walk)
          if (performance.now() > until) return 'slice'
          walk.index--
        }
      }
      // The last chunk stays the place to go on from: more may be written to it while the session is recorded.
      if (walk.chunk === headers.length - 1) return 'done'
      walk.chunk++
      walk.index = 0
      if (performance.now() > until) return 'slice'
    }
  }

  function mark(walk: Walk): void {
    keyframes.add(position(walk), walk.work + walk.state.work)
    walk.state = fork(walk.state)
    walk.work = 0
  }

  function position(walk: Walk): Position {
    return { seq: headers[walk.chunk]?.seq ?? 0, index: walk.index, state: walk.state }
  }

  function walkFrom(from: Position): Walk {
    return { chunk: bySeq.get(from.seq) ?? 0, index: from.index, state: fork(from.state), work: 0 }
  }

  function finish(walk: Walk, from: Position): Position {
    const end = position(walk)
    // Nothing happened in between: the same state, so that nothing is compared or written.
    last = end.seq === from.seq && end.index === from.index ? from : end
    return last
  }

  async function read(walk: Walk): Promise<void> {
    const header = headers[walk.chunk]
    if (header) await chunks.read(header)
    const next = headers[walk.chunk + 1]
    if (next) void chunks.read(next).catch(() => undefined)
  }

  return {
    stream,
    headers,
    tryAt(time) {
      const from = start(time)
      const walk = walkFrom(from)
      return advance(walk, time) === 'done' ? finish(walk, from) : undefined
    },
    async at(time, signal) {
      const from = start(time)
      const walk = walkFrom(from)
      for (;;) {
        const result = advance(walk, time)
        if (result === 'done') return finish(walk, from)
        if (result === 'chunk') await read(walk)
        else await nextTask()
        signal?.throwIfAborted()
      }
    },
    upcoming(from, to) {
      const found: RecordEvent[] = []
      for (let index = firstChunkEndingAfter(headers, from); index < headers.length; index++) {
        const header = headers[index]
        if (!header || header.firstTime > to) break
        for (const event of chunks.peek(header) ?? []) {
          if (event.time > from && event.time <= to) found.push(event)
        }
      }
      return found
    },
    async index(visit, signal) {
      const walk = walkFrom({ seq: headers[0]?.seq ?? 0, index: 0, state: emptyState() })
      for (;;) {
        const result = advance(walk, Number.POSITIVE_INFINITY, visit)
        if (result === 'done') return
        if (result === 'chunk') {
          const header = headers[walk.chunk]
          if (header) await chunks.read(header)
        }
        await nextTask()
        signal.throwIfAborted()
      }
    },
  }
}

interface Walk {
  chunk: number
  index: number
  state: DocumentState
  work: number
}

function firstChunkEndingAfter(headers: readonly ChunkHeader[], time: number): number {
  let low = 0
  let high = headers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((headers[middle]?.lastTime ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** Lets input and painting have their turn. A message is not slowed down in nested calls like a timer is. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
}
