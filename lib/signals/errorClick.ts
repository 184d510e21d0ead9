import { clickOf, clickSignal, type PlacedClick, type SignalFold } from './signal'

/** An error this soon after a click is its doing; later ones may have other causes. */
const BLAME_WINDOW_MS = 1000

interface State {
  click: PlacedClick | undefined
}

/** A click that is followed by an uncaught error. Each click is blamed once. */
export const errorClick: SignalFold<State> = {
  initial: { click: undefined },
  next(state, placed) {
    const click = clickOf(placed)
    if (click) return { state: { click }, signals: [] }
    const { event } = placed
    if (!state.click || event.kind !== 'error') return { state, signals: [] }
    if (event.what !== 'uncaught' && event.what !== 'rejection') return { state, signals: [] }
    if (placed.atMs - state.click.atMs > BLAME_WINDOW_MS) return { state, signals: [] }
    const signal = clickSignal('error-click', state.click, {
      untilMs: placed.atMs,
      amount: 1,
      message: event.message,
    })
    return { state: { click: undefined }, signals: [signal] }
  },
  end: () => [],
}
