import { type HighlightEvent, MOST_HIGHLIGHTS } from '../../format/events'
import { pacedTask } from '../../platform/schedule'
import type { Stoppable } from '../../platform/stoppable'
import { nameInSelector } from '../../privacy/nameInSelector'
import { placesOf } from '../placesOf'
import type { Scope } from '../scope'

/** As the selection's: fast enough to follow what is typed into a search field. */
const CAP_MS = 150
/** A page that marks thousands of words has them compared seldom. */
const SHARE = 0.015
/** More in one highlight are left out. */
const MOST_RANGES = 2_000

export interface HighlightTracker extends Stoppable {
  /** They may have changed. */
  request(): void
  /** Tells at once what waits. */
  flush(): void
  /** The tree was written anew, with other numbers: all is told again. */
  reset(): void
}

/** Custom highlights (`CSS.highlights`). As with the selection, only places are told. */
export function trackHighlights(scope: Scope): HighlightTracker {
  /** Name -> what was told, in the registry's order: of two with the same priority the later one wins. */
  let told = new Map<string, string>()
  let isLooking = false
  const task = pacedTask(
    scope.guard(() => {
      const startedAt = performance.now()
      look()
      task.took(performance.now() - startedAt)
    }),
    { capMs: CAP_MS, share: SHARE },
  )

  function request(): void {
    if (!isLooking && (told.size > 0 || registryOf().size > 0)) task.request()
  }

  function look(): void {
    // Ranges may speak of nodes that are not written yet. Writing them asks for another look, which this one is.
    isLooking = true
    const isWhole = scope.settled()
    isLooking = false
    if (!isWhole) {
      request()
      return
    }
    const now = highlightsNow(scope)
    const kept = [...told.keys()].filter((name) => now.has(name))
    const before = [...now.keys()].filter((name) => told.has(name))
    // Another order: from the beginning.
    const isSameOrder = kept.every((name, index) => name === before[index])
    for (const name of told.keys()) {
      if (!isSameOrder || !now.has(name)) emit({ name, priority: 0, ranges: [] })
    }
    const known = isSameOrder ? told : new Map<string, string>()
    told = new Map()
    for (const [name, highlight] of now) {
      const text = JSON.stringify(highlight)
      told.set(name, text)
      if (known.get(name) !== text) emit({ name, ...highlight })
    }
  }

  function emit(highlight: Omit<HighlightEvent, 'kind' | 'time'>): void {
    scope.emit({ kind: 'highlight', time: scope.now(), ...highlight })
  }

  return {
    request,
    flush() {
      if (task.pending) look()
      task.cancel()
    },
    reset() {
      told = new Map()
      request()
    },
    stop: () => task.stop(),
  }
}

type Highlighted = Pick<HighlightEvent, 'priority' | 'ranges'>

function registryOf(): ReadonlyMap<string, Highlight> {
  // Absent in browsers without them.
  return (CSS.highlights as typeof CSS.highlights | undefined) ?? new Map()
}

function highlightsNow(scope: Scope): Map<string, Highlighted> {
  const found = new Map<string, Highlighted>()
  for (const [name, highlight] of registryOf()) {
    if (found.size >= MOST_HIGHLIGHTS) break
    const kept = nameInSelector(scope.masker, '::highlight', name)
    if (kept === undefined) continue
    const ranges = placesOf(scope, highlight, MOST_RANGES)
    if (ranges.length > 0) found.set(kept, { priority: highlight.priority, ranges })
  }
  return found
}
