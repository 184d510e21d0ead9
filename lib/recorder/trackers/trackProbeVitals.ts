import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { VitalEvent } from '../../format/events'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Shifts below are not seen by a person and many on some pages. */
const MIN_SHIFT = 0.001

/** Web vitals, long tasks, layout shifts and the load, by the browser's own observers. */
export function trackVitals(scope: Scope): Stoppable {
  // web-vitals cannot be told to stop: what it says later is ignored.
  let isOn = true
  const report = scope.guard((metric: Metric) => {
    if (isOn) emit(metric.name, metric.value, metric.rating)
  })

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

  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB]) watch(report)

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
    stop() {
      isOn = false
      observer.disconnect()
    },
  }
}
