import type { NodeId } from '../format/events'
import type { Signal, SignalFold } from './signal'

/** Up and down and up and down again, each of a good part of a screen: looking for something that is not found. */
const REVERSALS = 4
const LEAST_TRAVEL_PX = 200
/** A pause this long ends the search. */
const PAUSE_MS = 2000

interface State {
  streamId: string
  id: NodeId
  /** Extreme of the travel under way, and its direction (0: not known yet). */
  turnedAt: number
  top: number
  direction: -1 | 0 | 1
  reversals: number
  startedAtMs: number
  lastMs: number
}

const IDLE: State = {
  streamId: '',
  id: -1,
  turnedAt: 0,
  top: 0,
  direction: 0,
  reversals: 0,
  startedAtMs: 0,
  lastMs: 0,
}

/** Scrolling to and fro on the same element. */
export const thrashScroll: SignalFold<State> = {
  initial: IDLE,
  next(state, { event, streamId, atMs }) {
    if (event.kind !== 'scroll') return { state, signals: [] }
    const same = state.id === event.id && state.streamId === streamId
    if (!same || atMs - state.lastMs > PAUSE_MS) {
      const { id, top } = event
      const fresh = { ...IDLE, streamId, id, top, turnedAt: top, startedAtMs: atMs, lastMs: atMs }
      return { state: fresh, signals: judge(state) }
    }
    return { state: travel(state, event.top, atMs), signals: [] }
  },
  end: judge,
}

function travel(state: State, top: number, atMs: number): State {
  const next = { ...state, top, lastMs: atMs }
  // Still the same way: the point of return moves along.
  if (state.direction !== 0 && (top - state.turnedAt) * state.direction > 0) {
    return { ...next, turnedAt: top }
  }
  if (Math.abs(top - state.turnedAt) < LEAST_TRAVEL_PX) return next
  const direction = top > state.turnedAt ? 1 : -1
  const reversals = state.direction === 0 ? 0 : state.reversals + 1
  return { ...next, direction, turnedAt: top, reversals }
}

function judge(state: State): Signal[] {
  if (state.reversals < REVERSALS) return []
  const { startedAtMs, lastMs, streamId, id, reversals } = state
  return [
    { kind: 'thrash-scroll', atMs: startedAtMs, untilMs: lastMs, streamId, id, amount: reversals },
  ]
}
