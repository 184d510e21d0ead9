/** Chunks are read when they are needed and forgotten when others are needed more. */
import type { RecordEvent } from '../format/events'
import { parseEvent } from '../format/parse'
import type { ChunkHeader } from '../format/session'
import type { RecordingSource } from '../format/source'
import { withEarlySheets } from './earlySheets'

/** Text of events kept in memory; as objects they take about three times that. */
const BUDGET_BYTES = 48_000_000

export interface ChunkCache {
  /** So much may be read together without one pushing out the other. */
  readonly atOnceBytes: number
  read(header: ChunkHeader): Promise<RecordEvent[]>
  /** Whether the events are at hand. */
  has(header: ChunkHeader): boolean
  /** The events if they are at hand; they count as used. */
  peek(header: ChunkHeader): RecordEvent[] | undefined
}

/**
 * A cache by least recent use. One chunk larger than the budget is still kept while it is the newest. `next`: the chunk
 * after one in its stream.
 */
export function createChunkCache(
  source: RecordingSource,
  next: (header: ChunkHeader) => ChunkHeader | undefined,
  budgetBytes = BUDGET_BYTES,
): ChunkCache {
  const kept = new Map<string, { events: RecordEvent[]; bytes: number }>()
  const reading = new Map<string, Promise<RecordEvent[]>>()
  let total = 0

  function keep(key: string, events: RecordEvent[], bytes: number): void {
    kept.set(key, { events, bytes })
    total += bytes
    for (const [oldest, entry] of kept) {
      if (total <= budgetBytes || oldest === key) break
      kept.delete(oldest)
      total -= entry.bytes
    }
  }

  const keyOf = ({ streamId, seq }: ChunkHeader) => `${streamId}/${seq}`

  function peek(header: ChunkHeader): RecordEvent[] | undefined {
    const key = keyOf(header)
    const entry = kept.get(key)
    if (!entry) return undefined
    kept.delete(key)
    kept.set(key, entry)
    return entry.events
  }

  /** Whatever the source is, only what a reader can work with gets further. */
  async function parsed(header: ChunkHeader): Promise<RecordEvent[]> {
    const events: unknown = await source.events(header)
    if (!Array.isArray(events)) return []
    return events.map(parseEvent).filter((event) => event !== undefined)
  }

  async function read(header: ChunkHeader): Promise<RecordEvent[]> {
    return await withEarlySheets(await parsed(header), async (untilMs) => {
      const following = next(header)
      if (!following || following.firstTime > untilMs) return []
      // One that is damaged is a gap when its turn comes, and takes nothing with it.
      return await parsed(following).catch(() => [])
    })
  }

  return {
    atOnceBytes: budgetBytes / 8,
    has: (header) => kept.has(keyOf(header)),
    peek,
    async read(header) {
      const known = peek(header)
      if (known) return known
      const key = keyOf(header)
      const pending = reading.get(key)
      if (pending) return pending
      const work = read(header).finally(() => reading.delete(key))
      reading.set(key, work)
      const events = await work
      if (!kept.has(key)) keep(key, events, header.rawBytes)
      return events
    },
  }
}
