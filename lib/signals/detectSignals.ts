import type { PlacedEvent } from '../format/placed'
import { deadClick } from './deadClick'
import { errorClick } from './errorClick'
import { rageClick } from './rageClick'
import { repeatedReload } from './repeatedReload'
import type { Signal, SignalFold } from './signal'
import { slowInteraction } from './slowInteraction'
import { thrashScroll } from './thrashScroll'

/** All signals of the events of one session, of all streams together. Both are in order of time. */
export function detectSignals(events: readonly PlacedEvent[]): Signal[] {
  const found = [
    ...run(rageClick, events),
    ...run(deadClick, events),
    ...run(errorClick, events),
    ...run(slowInteraction, events),
    ...run(repeatedReload, events),
    ...run(thrashScroll, events),
  ]
  return oncePerRage(found.sort((a, b) => a.atMs - b.atMs))
}

function run<State>(fold: SignalFold<State>, events: readonly PlacedEvent[]): Signal[] {
  let { initial: state } = fold
  const found: Signal[] = []
  for (const placed of events) {
    const result = fold.next(state, placed)
    state = result.state
    found.push(...result.signals)
  }
  return [...found, ...fold.end(state)]
}

/** Datadog's rule: the clicks of a rage click are one action, which is dead, or an error, once. */
function oncePerRage(signals: readonly Signal[]): Signal[] {
  const rages = new Map<string, { untilMs: number; told: Set<string> }>()
  return signals.filter(({ kind, streamId, atMs, untilMs }) => {
    if (kind === 'rage-click') rages.set(streamId, { untilMs, told: new Set() })
    const rage = rages.get(streamId)
    if (!rage || atMs > rage.untilMs || (kind !== 'dead-click' && kind !== 'error-click')) {
      return true
    }
    const isFirst = !rage.told.has(kind)
    rage.told.add(kind)
    return isFirst
  })
}
