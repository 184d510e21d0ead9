import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { useServices } from '../services'
import { inIdleTime, PACE_WHILE_RECORDING_MS } from './inIdleTime'
import { type Digests, freshDigests, type LibraryDigest, toLibraryDigest } from './libraryDigest'
import { usePolicies } from './usePolicies'

/** So often the list is told about newly read sessions; each telling searches anew. */
const TELL_EVERY_MS = 500

export interface DigestState {
  digests: Digests
  /** Sessions whose content is not known yet. */
  pending: number
}

/**
 * What the sessions say, for search and filters. Known ones are read from the store at once; the others are read one by
 * one while the page is idle, and seldom while something is being recorded.
 */
export function useDigests(sessions: readonly Session[]): DigestState {
  const services = useServices()
  const [digests, setDigests] = useState<Digests>()
  const failed = useRef(new Set<string>())
  const known = useRef<Map<string, LibraryDigest>>(new Map())

  const queue = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      setDigests(new Map(known.current))
    }
    const idle = inIdleTime<Session>(async (session) => {
      try {
        const digest = await services.makeDigest(session)
        known.current.set(session.sessionId, toLibraryDigest(digest))
      } catch {
        // A damaged session is still found by its title and address.
        failed.current.add(session.sessionId)
      }
      timer ??= setTimeout(tell, TELL_EVERY_MS)
    })
    return {
      ...idle,
      stop() {
        clearTimeout(timer)
        idle.stop()
      },
    }
  }, [services])
  useEffect(() => () => queue.stop(), [queue])

  useEffect(() => {
    let isOver = false
    services.listDigests().then(
      (rows) => {
        if (isOver) return
        for (const row of rows) known.current.set(row.sessionId, toLibraryDigest(row))
        setDigests(new Map(known.current))
      },
      // Without digests the library still searches what the sessions themselves say.
      () => !isOver && setDigests(new Map()),
    )
    return () => {
      isOver = true
    }
  }, [services])

  const policyOf = usePolicies()
  const fresh = useMemo(
    () => (digests && policyOf ? freshDigests(digests, sessions, policyOf) : undefined),
    [digests, sessions, policyOf],
  )
  const wanted = useMemo(() => {
    if (!fresh) return []
    return sessions.filter(
      ({ sessionId, status }) =>
        status !== 'recording' && !failed.current.has(sessionId) && !fresh.has(sessionId),
    )
  }, [fresh, sessions])
  const isRecording = sessions.some((session) => session.status === 'recording')
  useEffect(() => {
    queue.pace(isRecording ? PACE_WHILE_RECORDING_MS : 0)
    queue.set(wanted)
  }, [queue, wanted, isRecording])

  return { digests: fresh ?? NONE, pending: wanted.length }
}

const NONE: Digests = new Map()
