import type { PlacedEvent } from '../format/placed'
import { deadClick } from './deadClick'
import { errorClick } from './errorClick'
import { rageClick } from './rageClick'
import { repeatedReload } from './repeatedReload'
import type { Signal, SignalFold } from './signal'
import { slowInteraction } from './slowInteraction'
import { thrashScroll } from './thrashScroll'

export interface SignalDetector {
  /** Signals that are certain now. Events come in order of time, of all streams together. */
  take(placed: PlacedEvent): Signal[]
  /** What was still open at the end. */
  end(): Signal[]
}

/** Runs every detector over the events of one session: live, or over a stored one. */
export function createSignalDetector(): SignalDetector {
  const detectors = [
    run(rageClick),
    run(deadClick),
    run(errorClick),
    run(slowInteraction),
    run(repeatedReload),
    run(thrashScroll),
  ]
  return {
    take: (placed) => detectors.flatMap((detector) => detector.take(placed)),
    end: () => detectors.flatMap((detector) => detector.end()),
  }
}

/** All signals of a list of events, in order of time. */
export function detectSignals(events: Iterable<PlacedEvent>): Signal[] {
  const detector = createSignalDetector()
  const found: Signal[] = []
  for (const placed of events) found.push(...detector.take(placed))
  found.push(...detector.end())
  return found.sort((a, b) => a.atMs - b.atMs)
}

function run<State>(fold: SignalFold<State>): SignalDetector {
  let { initial: state } = fold
  return {
    take(placed) {
      const result = fold.next(state, placed)
      state = result.state
      return result.signals
    },
    end: () => fold.end(state),
  }
}
