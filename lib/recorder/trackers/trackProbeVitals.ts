import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { VitalEvent } from '../../format/events'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Shifts below are not seen by a person and many on some pages. */
const MIN_SHIFT = 0.001

export interface VitalsTracker extends Stoppable {
  /** Tells the vitals as they stand: they are final only when the page is left, and a recording may end before. */
  flush(): void
}

/** Web vitals, long tasks, layout shifts and the load, by the browser's own observers. */
export function trackVitals(scope: Scope): VitalsTracker {
  const latest = new Map<VitalEvent['name'], Metric>()
  // web-vitals cannot be told to stop: what it says later is ignored.
  let isOn = true
  const note = (metric: Metric): void => {
    if (isOn) latest.set(metric.name, metric)
  }

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

  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB]) watch(note, { reportAllChanges: true })

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
      isOn = false
      observer.disconnect()
    },
  }
}
