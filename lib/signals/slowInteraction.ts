import {
  clickOf,
  clickSignal,
  isVisibleResponse,
  type PlacedClick,
  type SignalFold,
} from './signal'

/** Past a second a person's flow of thought is interrupted (Nielsen); the action still feels connected up to ten. */
const SLOW_RESPONSE_MS = 1000
const LONGEST_ACTION_MS = 10_000
/** web.dev calls an interaction poor when the next paint takes longer than this. */
const POOR_BLOCK_MS = 500
/** A long task that starts this soon after a click belongs to it. */
const BLOCK_STARTS_WITHIN_MS = 100

interface State {
  click: PlacedClick | undefined
  /** The page asked for something: an answer may still come. */
  asked: boolean
}

const IDLE: State = { click: undefined, asked: false }

/** A click whose visible effect comes late, or during which the page was blocked. */
export const slowInteraction: SignalFold<State> = {
  initial: IDLE,
  next(state, placed) {
    const click = clickOf(placed)
    if (click) return { state: { click, asked: false }, signals: [] }
    if (!state.click) return { state, signals: [] }
    const waited = placed.atMs - state.click.atMs
    if (waited > LONGEST_ACTION_MS) return { state: IDLE, signals: [] }
    const { event } = placed
    if (event.kind === 'vital' && event.name === 'longtask') {
      if (waited > BLOCK_STARTS_WITHIN_MS || event.value < POOR_BLOCK_MS)
        return { state, signals: [] }
      return { state: IDLE, signals: [slow(state.click, waited + event.value)] }
    }
    if (event.kind === 'network') return { state: { ...state, asked: true }, signals: [] }
    if (!isVisibleResponse(placed)) return { state, signals: [] }
    const late = waited >= SLOW_RESPONSE_MS && (state.asked || event.kind === 'snapshot')
    return { state: IDLE, signals: late ? [slow(state.click, waited)] : [] }
  },
  end: () => [],
}

function slow(click: PlacedClick, waitedMs: number) {
  const amount = Math.round(waitedMs)
  return clickSignal('slow-interaction', click, { untilMs: click.atMs + amount, amount })
}
