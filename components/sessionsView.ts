import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { AutomationPlayer } from '../lib/automation/automation'
import type { Player } from '../lib/player/player'
import type { PlayerHost } from './createPageAutomation'
import type { Skip } from './player/skips'
import { formatRoute, parseRoute, type Route } from './routes'

/** The sessions page as a program or a person drives it: one route, at most one open player. */
export interface SessionsView {
  readonly route: ReadonlySignal<Route>
  /** Another number: the session is opened anew, also where it is shown already. */
  readonly attempt: ReadonlySignal<number>
  go(route: Route): void
  /** Shows the session as a click in the library would. Resolves when its first frame is shown. */
  open(sessionId: string, options?: { scale?: number }): Promise<Player>
  readonly player: Player | undefined
  readonly scale: Signal<Scale>
  /** A device is drawn around the recorded page. */
  readonly isFramed: Signal<boolean>
  /** Pauses that are jumped over, in the next session as well; undefined while nobody chose. */
  readonly skip: Signal<Skip | undefined>
  /** The same, as `globalThis.recount` uses it. */
  readonly automation: PlayerHost
  /** The view of a session tells how opening it went. */
  ready(sessionId: string, player: Player): void
  failed(sessionId: string, reason: string): void
  closed(sessionId: string): void
  stop(): void
}

/** How large the recorded page is shown. */
export type Scale = number | 'fit'

interface Waiting {
  sessionId: string
  scale: Scale
  resolve: (player: Player) => void
  reject: (error: Error) => void
}

/** Keeps the page's fragment and what is shown the same, in both directions. */
export function createSessionsView(
  page: Pick<Window, 'location' | 'addEventListener' | 'removeEventListener'>,
): SessionsView {
  const route = signal(parseRoute(page.location.hash))
  const attempt = signal(0)
  const scale = signal<Scale>('fit')
  const isFramed = signal(false)
  const skip = signal<Skip>()
  let shown: { sessionId: string; player: Player } | undefined
  let waiting: Waiting | undefined

  const read = () => {
    route.value = parseRoute(page.location.hash)
  }
  page.addEventListener('hashchange', read)

  const go = (next: Route) => {
    page.location.hash = formatRoute(next)
    read()
  }

  const setScale = (player: Player, next: Scale) => {
    scale.value = next
    player.setScale(next)
  }

  const view: SessionsView = {
    route,
    attempt,
    scale,
    isFramed,
    skip,
    go,
    get player() {
      return shown?.player
    },
    open(sessionId, options = {}) {
      const wanted = options.scale ?? 'fit'
      waiting?.reject(new Error(`Session ${waiting.sessionId} was replaced by another one`))
      waiting = undefined
      // The fragment may have changed, and what is shown be left, before the browser told of it.
      read()
      if (shown?.sessionId === sessionId && isAt(route.value, sessionId)) {
        setScale(shown.player, wanted)
        return Promise.resolve(shown.player)
      }
      return new Promise<Player>((resolve, reject) => {
        waiting = { sessionId, scale: wanted, resolve, reject }
        // A view that failed, or was left and is still drawn, is the same place: going there would change nothing.
        attempt.value++
        go({ view: 'session', sessionId })
      })
    },
    ready(sessionId, player) {
      shown = { sessionId, player }
      const isAwaited = waiting?.sessionId === sessionId
      setScale(player, isAwaited && waiting ? waiting.scale : 'fit')
      if (!isAwaited) return
      waiting?.resolve(player)
      waiting = undefined
    },
    failed(sessionId, reason) {
      if (waiting?.sessionId !== sessionId) return
      waiting.reject(new Error(`Session ${sessionId} cannot be shown: ${reason}`))
      waiting = undefined
    },
    closed(sessionId) {
      if (shown?.sessionId === sessionId) shown = undefined
    },
    automation: {
      async openPlayer(sessionId, options) {
        const player = await view.open(sessionId, options)
        return { durationMs: player.state.value.durationMs }
      },
      currentPlayer: () => shown && automationPlayer(shown.player),
    },
    stop: () => page.removeEventListener('hashchange', read),
  }
  return view
}

function isAt(route: Route, sessionId: string): boolean {
  return route.view === 'session' && route.sessionId === sessionId
}

function automationPlayer(player: Player): AutomationPlayer {
  return {
    seek: (ms) => player.seek(ms),
    play: (speed) => player.play(speed),
    pause: () => player.pause(),
    get timeMs() {
      return player.state.value.timeMs
    },
  }
}
