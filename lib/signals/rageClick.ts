import type { PlacedEvent } from '../format/placed'
import { clickOf, clickSignal, type PlacedClick, type Signal, type SignalFold } from './signal'

/** Datadog's numbers: three clicks in a second, each within 100 px of the one before. */
const RAGE_CLICKS = 3
const RAGE_WINDOW_MS = 1000
const RAGE_DISTANCE_PX = 100

interface State {
  chain: PlacedClick[]
  /** Selecting a paragraph takes three clicks and is not rage; neither is clicking while scrolling. */
  excused: boolean
}

const EMPTY: State = { chain: [], excused: false }

/** Several clicks in the same place in a short time. */
export const rageClick: SignalFold<State> = {
  initial: EMPTY,
  next(state, placed) {
    const click = clickOf(placed)
    if (!click) return { state: excuse(state, placed), signals: [] }
    const last = state.chain.at(-1)
    if (last && continues(last, click)) {
      return { state: { ...state, chain: [...state.chain, click] }, signals: [] }
    }
    return { state: { chain: [click], excused: false }, signals: judge(state) }
  },
  end: judge,
}

function continues(last: PlacedClick, next: PlacedClick): boolean {
  return (
    last.streamId === next.streamId &&
    next.atMs - last.atMs <= RAGE_WINDOW_MS &&
    Math.hypot(next.event.x - last.event.x, next.event.y - last.event.y) <= RAGE_DISTANCE_PX
  )
}

function excuse(state: State, { event, streamId }: PlacedEvent): State {
  const [first] = state.chain
  if (!first || first.streamId !== streamId || state.excused) return state
  const selects =
    event.kind === 'selection' && event.ranges.some(([a, i, b, j]) => a !== b || i !== j)
  return selects || event.kind === 'scroll' ? { ...state, excused: true } : state
}

function judge({ chain, excused }: State): Signal[] {
  const [first] = chain
  const last = chain.at(-1)
  const isRage = chain.some(({ atMs }, index) => {
    const third = chain[index + RAGE_CLICKS - 1]
    return third !== undefined && third.atMs - atMs <= RAGE_WINDOW_MS
  })
  if (!first || !last || !isRage || excused) return []
  return [clickSignal('rage-click', first, { untilMs: last.atMs, amount: chain.length })]
}
