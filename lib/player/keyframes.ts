/**
 * Known states of one stream, from which any other moment is near. They share what they have in common
 * (`sparseVector.ts`), so one costs what changed since the one before; when all together cost too much, every second
 * one goes and the next are made further apart.
 */
import type { DocumentState } from '../replay/documentState'

/** A place in a stream: all events before `index` of chunk `seq` are in the state. */
export interface Position {
  seq: number
  index: number
  state: DocumentState
}

/** Work (see `DocumentState.work` and events) between two keyframes: a few milliseconds to redo. */
export const KEYFRAME_WORK = 1500
/** Beyond this the budget is for less than one document; what is there is kept. */
const MOST_WORK = 1e9
/**
 * Bytes one unit of work keeps alive in Chromium (156), rounded up. Measured after garbage collection with all states kept: 51
 * in a table of rows that come and go (200,000 events) and in a growing log, 55 where attributes change, 22 where texts do.
 */
const BYTES_PER_WORK = 60
/** For all streams of a session together. */
const BUDGET_BYTES = 128_000_000

export interface Keyframes {
  /** The last known position at or before a place, by time of its last event. */
  before(time: number): Position | undefined
  /** Work that should lie between two of them now. */
  readonly spacing: number
  add(position: Position, work: number): void
}

export interface KeyframeStore {
  of(streamId: string): Keyframes
  readonly bytes: number
}

interface Entry {
  position: Position
  bytes: number
}

export function createKeyframeStore(budgetBytes = BUDGET_BYTES): KeyframeStore {
  const streams = new Map<string, Entry[]>()
  let spacing = KEYFRAME_WORK
  let bytes = 0

  function thin(): void {
    spacing *= 2
    bytes = 0
    for (const [streamId, entries] of streams) {
      const left: Entry[] = []
      entries.forEach((entry, index) => {
        const last = left.at(-1)
        // What the dropped one held alone is gone; what it shared with the next is the next one's now.
        if (index % 2 === 0) left.push(entry)
        else if (last) last.bytes += entry.bytes / 4
      })
      for (const entry of left) bytes += entry.bytes
      streams.set(streamId, left)
    }
  }

  return {
    get bytes() {
      return bytes
    },
    of(streamId) {
      const list = () => streams.get(streamId) ?? []
      return {
        get spacing() {
          return spacing
        },
        before: (time) => list()[lastAtOrBefore(list(), time)]?.position,
        add(position, work) {
          const entries = list()
          const at = lastAtOrBefore(entries, position.state.time)
          const known = entries[at]?.position
          if (known && known.seq === position.seq && known.index === position.index) return
          // Never more than a copy of all would cost.
          const kept = Math.min(work, position.state.nodeCount * 3)
          const entry = { position, bytes: 400 + kept * BYTES_PER_WORK }
          entries.splice(at + 1, 0, entry)
          streams.set(streamId, entries)
          bytes += entry.bytes
          while (bytes > budgetBytes && spacing < MOST_WORK) thin()
        },
      }
    },
  }
}

function lastAtOrBefore(entries: readonly Entry[], time: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.position.state.time ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
