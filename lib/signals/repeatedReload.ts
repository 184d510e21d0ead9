import type { PlacedEvent } from '../format/placed'
import type { Signal, SignalFold } from './signal'

/** Once may be a habit; twice within half a minute of each other is somebody who does not believe the page. */
const RELOADS = 2
const BETWEEN_RELOADS_MS = 30_000

interface State {
  url: string
  reloads: PlacedEvent[]
}

/** The same page loaded again and again. */
export const repeatedReload: SignalFold<State> = {
  initial: { url: '', reloads: [] },
  next(state, placed) {
    const { event } = placed
    if (event.kind !== 'snapshot' || event.reached === undefined) return { state, signals: [] }
    if (event.reached !== 'reload' || (state.url !== '' && event.url !== state.url)) {
      return { state: { url: event.url, reloads: [] }, signals: judge(state) }
    }
    const last = state.reloads.at(-1)
    const fresh = last !== undefined && placed.atMs - last.atMs > BETWEEN_RELOADS_MS
    return {
      state: { url: event.url, reloads: fresh ? [placed] : [...state.reloads, placed] },
      signals: fresh ? judge(state) : [],
    }
  },
  end: judge,
}

function judge({ reloads }: State): Signal[] {
  const [first] = reloads
  const last = reloads.at(-1)
  if (!first || !last || reloads.length < RELOADS) return []
  return [
    {
      kind: 'repeated-reload',
      atMs: first.atMs,
      untilMs: last.atMs,
      streamId: first.streamId,
      id: 0,
      amount: reloads.length,
    },
  ]
}
