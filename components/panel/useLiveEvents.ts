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

export interface Live {
  session: Session | undefined
  events: LiveEvent[]
  problem: string
}

/** Older ones leave the list; the session has them all. */
const KEPT = 5_000

/** The events of a running session as they become durable: what is shown here is also stored. */
export function useLiveEvents(sessionId: string | undefined): Live {
  const services = useServices()
  const [live, setLive] = useState<Live>({ session: undefined, events: [], problem: '' })

  useEffect(() => {
    setLive({ session: undefined, events: [], problem: '' })
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
  return {
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
