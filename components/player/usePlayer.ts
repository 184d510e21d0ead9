import { type ReadonlySignal, signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Session, Tombstone } from '../../lib/format/session'
import type { RecordingSource } from '../../lib/format/source'
import { describeError } from '../../lib/platform/describeError'
import type { Overview, Player, PlayerState } from '../../lib/player/player'
import { type Services, useServices } from '../services'
import type { SessionsView } from '../sessionsView'

/** A player with what its controls watch. */
export interface OpenPlayer {
  player: Player
  session: Session
  source: RecordingSource
  state: ReadonlySignal<PlayerState>
}

/** Who is told how opening went. */
export type Watcher = Pick<SessionsView, 'ready' | 'failed' | 'closed'>

export type Opening =
  | { status: 'loading' }
  | { status: 'ready'; open: OpenPlayer }
  | {
      status: 'gone'
      tombstone: Tombstone | undefined
      /** It can still be brought back: what the person deleted, what cleaned itself up. */
      deleted: false | 'person' | 'retention'
    }
  | { status: 'failed'; error: string }

/** Opens a session's player in the container, and stops it when the session changes or the view goes. */
export function usePlayer(
  sessionId: string,
  container: RefObject<HTMLElement | null>,
  view: Watcher,
): Opening {
  const services = useServices()
  const [opening, setOpening] = useState<Opening>({ status: 'loading' })

  useEffect(() => {
    const element = container.current
    if (!element) return
    let stop = () => {}
    let isOver = false
    setOpening({ status: 'loading' })
    open(services, sessionId, element).then(
      (result) => {
        if (result.status === 'ready') stop = result.stop
        if (isOver) {
          stop()
          return
        }
        setOpening(result)
        tell(view, sessionId, result)
      },
      (error: unknown) => {
        if (isOver) return
        setOpening({ status: 'failed', error: describeError(error) })
        view.failed(sessionId, describeError(error))
      },
    )
    return () => {
      isOver = true
      view.closed(sessionId)
      stop()
    }
  }, [services, sessionId, container, view])

  return opening
}

function tell(view: Watcher, sessionId: string, result: Opened): void {
  if (result.status !== 'ready') {
    view.failed(sessionId, result.status === 'gone' ? 'it was deleted' : result.error)
    return
  }
  const { status, error = '' } = result.open.player.state.value
  if (status === 'failed') view.failed(sessionId, error)
  else view.ready(sessionId, result.open.player)
}

type Opened = Exclude<Opening, { status: 'ready' | 'loading' }> | ReadyOpening
interface ReadyOpening {
  status: 'ready'
  open: OpenPlayer
  stop: () => void
}

async function open(
  services: Services,
  sessionId: string,
  container: HTMLElement,
): Promise<Opened> {
  const session = await services.getSession(sessionId)
  if (!session || session.deletedAt !== undefined) {
    const tombstone = await services.getTombstone(sessionId)
    const deleted = session !== undefined && (session.deletedBy ?? 'person')
    return { status: 'gone', tombstone, deleted }
  }
  const source = services.openSource(sessionId)
  const kept = services.openKept?.(sessionId)
  const player = await services.createPlayer({ source, container, ...(kept && { kept }) })
  const state = signal(player.state.value)
  const unsubscribe = player.state.subscribe((next) => {
    state.value = next
  })
  return {
    status: 'ready',
    open: { player, session, source, state },
    stop: () => {
      unsubscribe()
      player.stop()
    },
  }
}

export type OverviewState =
  | { status: 'loading' }
  | { status: 'ready'; overview: Overview }
  | { status: 'failed'; error: string }

/** What timeline and panes draw; read in the background while the first frame is already shown. */
export function useOverview(player: Player): OverviewState {
  const [state, setState] = useState<OverviewState>({ status: 'loading' })
  useEffect(() => {
    let isOver = false
    player.overview().then(
      (overview) => !isOver && setState({ status: 'ready', overview }),
      (error: unknown) => !isOver && setState({ status: 'failed', error: describeError(error) }),
    )
    return () => {
      isOver = true
    }
  }, [player])
  return state
}
