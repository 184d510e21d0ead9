import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { following, isWhole, panned, type TimeWindow, wholeOf, zoomed } from './timeWindow'
import type { OpenPlayer } from './usePlayer'

export interface Zoom {
  shown: TimeWindow
  isWhole: boolean
  /** Closer by a factor below 1, around a time; around the current one where none is given. */
  around(factor: number, atMs?: number): void
  pan(byMs: number): void
  reset(): void
}

/** Which stretch the timeline shows. It follows the time: whoever jumps or plays out of it sees where that is. */
export function useZoom({ state }: OpenPlayer): Zoom {
  const durationMs = useComputed(() => state.value.durationMs).value
  const [shown, setShown] = useState<TimeWindow>()

  useEffect(
    () =>
      state.subscribe(({ timeMs, durationMs: length }) => {
        setShown((before) => before && following(before, timeMs, length))
      }),
    [state],
  )

  const current = shown ?? wholeOf(durationMs)
  const set = (next: TimeWindow) => setShown(isWhole(next, durationMs) ? undefined : next)
  return {
    shown: current,
    isWhole: shown === undefined,
    around: (factor, atMs = state.peek().timeMs) =>
      set(zoomed(current, { factor, atMs, durationMs })),
    pan: (byMs) => set(panned(current, byMs, durationMs)),
    reset: () => setShown(undefined),
  }
}
