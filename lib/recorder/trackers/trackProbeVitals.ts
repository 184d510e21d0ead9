import type { VitalEvent } from '../../format/events'
import type { Stoppable } from '../../platform/stoppable'
import { createPageVitals, type PageVitals, type Vital } from '../pageVitals'
import type { Scope } from '../scope'

/** Shifts below are not seen by a person and many on some pages. */
const MIN_SHIFT = 0.001

export interface VitalsTracker extends Stoppable {
  /** Tells the vitals as they stand: they are final only when the page is left, and a recording may end before. */
  flush(): void
}

/** Web vitals, long tasks, layout shifts and the load, by the browser's own observers. */
export function trackVitals(scope: Scope, vitals: PageVitals = createPageVitals()): VitalsTracker {
  const latest = new Map<VitalEvent['name'], Vital>()
  function flush(): void {
    for (const { name, value, rating } of latest.values()) emit(name, value, rating)
    latest.clear()
  }

  function emit(
    name: VitalEvent['name'],
    value: number,
    rating?: VitalEvent['rating'],
    atMs?: number,
  ): void {
    const ago = atMs === undefined ? 0 : performance.now() - atMs
    scope.emit({
      kind: 'vital',
      time: Math.max(0, Math.round(scope.now() - ago)),
      name,
      value: Math.round(value * 1000) / 1000,
      ...(rating ? { rating } : {}),
    })
  }

  const telling = vitals.tell((vital) => latest.set(vital.name, vital))

  const observer = new PerformanceObserver(
    scope.guard((list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === 'longtask') {
          emit('longtask', entry.duration, undefined, entry.startTime)
        } else if ('value' in entry && typeof entry.value === 'number') {
          if (entry.value >= MIN_SHIFT) emit('shift', entry.value, undefined, entry.startTime)
        } else if (entry instanceof PerformanceNavigationTiming && entry.loadEventEnd > 0) {
          emit('load', entry.loadEventEnd, undefined, entry.loadEventEnd)
        }
      }
    }),
  )
  for (const type of ['longtask', 'layout-shift', 'navigation']) {
    if (PerformanceObserver.supportedEntryTypes.includes(type))
      observer.observe({ type, buffered: true })
  }
  return {
    flush,
    stop() {
      flush()
      telling.stop()
      observer.disconnect()
    },
  }
}
