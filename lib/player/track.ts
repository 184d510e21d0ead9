/** One stream as a function of time: which state its document is in at a moment. */
import type { RecordEvent } from '../format/events'
import type { ChunkHeader, Stream } from '../format/session'
import { applyEvent } from '../replay/apply'
import { type DocumentState, emptyState, fork } from '../replay/documentState'
import { unpackState } from '../replay/packState'
import type { ChunkCache } from './chunkCache'
import type { Keyframes, Position } from './keyframes'

/** Longest stretch of work before others get their turn. */
const SLICE_MS = 24
/** What applying events takes of reading and applying them. */
const APPLY_PART = 1 / 4
/** Chunks asked for together. */
const READ_AT_ONCE = 128

export interface Track {
  readonly stream: Stream
  readonly headers: readonly ChunkHeader[]
  /** The position after all events up to `time` (of the stream). Reads what it needs; rejects when cancelled. */
  at(time: number, signal?: AbortSignal): Promise<Position>
  /** The same without waiting: undefined when a chunk has to be read first. */
  tryAt(time: number): Position | undefined
  /** Events later than `from` up to `to` that are at hand. */
  upcoming(from: number, to: number): RecordEvent[]
  /** Goes over the whole stream once, leaving keyframes; `visit` sees each event. Waits for `turn` before each slice. */
  index(
    visit: (event: RecordEvent) => void,
    how: { signal: AbortSignal; turn(): Promise<unknown> | undefined },
  ): Promise<void>
}

/** States of the stream that its store keeps. */
export interface KeptStates {
  /** Numbers of the chunks they lie before, ascending. */
  seqs: readonly number[]
  /** Events of so many bytes are read and applied as fast as one of these. */
  worthBytes: number
  read(seq: number): Promise<string | undefined>
}

export function createTrack(deps: {
  stream: Stream
  headers: readonly ChunkHeader[]
  chunks: ChunkCache
  keyframes: Keyframes
  kept?: KeptStates
}): Track {
  const { stream, headers, chunks, keyframes, kept } = deps
  const unreadable = new Set<number>()
  const bySeq = new Map(headers.map((header, index) => [header.seq, index]))
  const keptTimes = timesOf(headers, kept?.seqs ?? [])
  let last: Position | undefined
  /** The newest answer: what it took may be forgotten already, where many documents are on show. */
  let answer: { time: number; position: Position } | undefined

  function start(time: number): Position {
    const known = keyframes.before(time)
    const near = last && last.state.time <= time ? last : undefined
    if (near && (!known || known.state.time <= near.state.time)) return near
    return known ?? { seq: headers[0]?.seq ?? 0, index: 0, state: emptyState() }
  }

  /** Number of the kept state that saves reading, if there is one. */
  function keptBefore(time: number, from: Position): number | undefined {
    const seq = keptTimes.findLast((each) => each.time <= time && !unreadable.has(each.seq))?.seq
    if (!kept || seq === undefined || seq <= from.seq) return undefined
    let bytes = 0
    for (let at = bySeq.get(from.seq) ?? 0; headers[at] && (headers[at]?.seq ?? 0) < seq; at++) {
      const header = headers[at]
      if (header) bytes += header.rawBytes * (chunks.has(header) ? APPLY_PART : 1)
      if (bytes > kept.worthBytes) return seq
    }
    return undefined
  }

  async function readKept(seq: number): Promise<void> {
    const text = await kept?.read(seq).catch(() => undefined)
    const state = text === undefined ? undefined : unpackState(text, last?.state)
    if (state) keyframes.add({ seq, index: 0, state }, state.work)
    else unreadable.add(seq)
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

  function finish(walk: Walk, from: Position, time: number): Position {
    const end = position(walk)
    // Nothing happened in between: the same state, so that nothing is compared or written.
    last = end.seq === from.seq && end.index === from.index ? from : end
    answer = { time, position: last }
    return last
  }

  /** Reads what the walk needs next, and one more: a store takes longer to answer than to read. */
  async function read(walk: Walk, time: number): Promise<void> {
    const needed: ChunkHeader[] = []
    let bytes = 0
    for (let at = walk.chunk; at < walk.chunk + READ_AT_ONCE; at++) {
      const header = headers[at]
      if (!header || header.firstTime > time) break
      bytes += header.rawBytes
      if (needed.length > 0 && bytes > chunks.atOnceBytes) break
      needed.push(header)
    }
    await Promise.all(needed.map((header) => chunks.read(header)))
    const next = headers[walk.chunk + needed.length]
    if (next) void chunks.read(next).catch(() => undefined)
  }

  return {
    stream,
    headers,
    tryAt(time) {
      if (answer?.time === time) return answer.position
      const from = start(time)
      if (keptBefore(time, from) !== undefined) return undefined
      const walk = walkFrom(from)
      return advance(walk, time) === 'done' ? finish(walk, from, time) : undefined
    },
    async at(time, signal) {
      const seq = keptBefore(time, start(time))
      if (seq !== undefined) await readKept(seq)
      signal?.throwIfAborted()
      const from = start(time)
      const walk = walkFrom(from)
      for (;;) {
        const result = advance(walk, time)
        if (result === 'done') return finish(walk, from, time)
        if (result === 'chunk') await read(walk, time)
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
    async index(visit, { signal, turn }) {
      const walk = walkFrom({ seq: headers[0]?.seq ?? 0, index: 0, state: emptyState() })
      for (;;) {
        const result = advance(walk, Number.POSITIVE_INFINITY, visit)
        if (result === 'done') return
        await turn()
        if (result === 'chunk') await read(walk, Number.POSITIVE_INFINITY)
        await nextTask()
        signal.throwIfAborted()
      }
    },
  }
}

/** By when all events before a kept state are over. */
function timesOf(
  headers: readonly ChunkHeader[],
  seqs: readonly number[],
): { seq: number; time: number }[] {
  const wanted = new Set(seqs)
  const found: { seq: number; time: number }[] = []
  let time = Number.NEGATIVE_INFINITY
  for (const { seq, lastTime } of headers) {
    if (wanted.has(seq)) found.push({ seq, time })
    time = Math.max(time, lastTime)
  }
  return found
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
