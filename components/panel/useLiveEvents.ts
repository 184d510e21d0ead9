import { useEffect, useState } from 'preact/hooks'
import type { RecordEvent } from '../../lib/format/events'
import type { Session } from '../../lib/format/session'
import type { RecordingSource } from '../../lib/format/source'
import { describeError } from '../../lib/platform/describeError'
import { useServices } from '../services'

export interface LiveEvent {
  id: number
  /** Milliseconds since the session's start. */
  atMs: number
  bytes: number
  event: RecordEvent
}

/** What recording has taken so far. */
export interface LiveCost {
  /** Milliseconds of the page's time, and the most of one batch of events. */
  totalMs: number
  mostMs: number
  /** Over so many milliseconds of recording. */
  overMs: number
  rawBytes: number
  storedBytes: number
}

export interface Live {
  session: Session | undefined
  events: LiveEvent[]
  cost: LiveCost
  problem: string
}

const NO_COST: LiveCost = { totalMs: 0, mostMs: 0, overMs: 0, rawBytes: 0, storedBytes: 0 }
const NOTHING_YET: Live = { session: undefined, events: [], cost: NO_COST, problem: '' }

/** Older ones leave the list; the session has them all. */
const KEPT = 5_000

/** The events of a running session as they become durable: what is shown here is also stored. */
export function useLiveEvents(sessionId: string | undefined): Live {
  const services = useServices()
  const [live, setLive] = useState<Live>(NOTHING_YET)

  useEffect(() => {
    setLive(NOTHING_YET)
    if (sessionId === undefined) return
    const reader = createReader(services.openSource(sessionId))
    let isOver = false
    let working: Promise<void> = Promise.resolve()
    const watch = services.watchSession(sessionId, (session) => {
      // One after the other: two readers would read the same chunk twice.
      working = working
        .then(async () => {
          const fresh = session ? await reader.read(session) : []
          if (isOver) return
          setLive((before) => ({
            session,
            events: [...before.events, ...fresh].slice(-KEPT),
            cost: reader.cost,
            problem: '',
          }))
        })
        .catch((error: unknown) => {
          if (!isOver) setLive((before) => ({ ...before, problem: describeError(error) }))
        })
    })
    return () => {
      isOver = true
      watch.stop()
    }
  }, [services, sessionId])

  return live
}

/** Reads each chunk of a growing session once. */
function createReader(source: RecordingSource) {
  const seen = new Set<string>()
  let lastId = 0
  let cost = NO_COST
  return {
    get cost() {
      return cost
    },
    async read(session: Session): Promise<LiveEvent[]> {
      const starts = new Map(
        (await source.streams()).map((stream) => [stream.streamId, stream.startedAt]),
      )
      const fresh: LiveEvent[] = []
      for (const chunk of await source.chunks()) {
        const key = `${chunk.streamId}/${chunk.seq}`
        if (seen.has(key)) continue
        seen.add(key)
        const offset = (starts.get(chunk.streamId) ?? session.startedAt) - session.startedAt
        cost = {
          totalMs: cost.totalMs + (chunk.costMs ?? 0),
          mostMs: Math.max(cost.mostMs, chunk.costMs ?? 0),
          overMs: Math.max(cost.overMs, offset + chunk.lastTime),
          rawBytes: cost.rawBytes + chunk.rawBytes,
          storedBytes: cost.storedBytes + chunk.storedBytes,
        }
        for (const event of await source.events(chunk)) {
          lastId += 1
          const bytes = JSON.stringify(event).length
          fresh.push({ id: lastId, atMs: offset + event.time, bytes, event })
        }
      }
      return fresh.sort((a, b) => a.atMs - b.atMs)
    },
  }
}
