import { DOCUMENT_ID } from '../../format/events'
import { listen } from '../../platform/listen'
import { delayedTask, idleTask } from '../../platform/schedule'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'
import { scrollOf } from '../snapshot'

/** A few offsets per second make a smooth line in the replay. */
const SCROLL_INTERVAL_MS = 100
const SWEEP_CAP_MS = 1000

/** Offsets of the window and of every element that scrolls. */
export interface ScrollTracker extends Stoppable {
  flush(): void
  /** What scrolled before we were there: looks at every element, in idle slices, for that needs a clean layout. */
  sweep(root: Document | ShadowRoot): void
}

/** Elements looked at in one idle slice: about a millisecond. */
const SWEEP_SLICE = 2000

export function trackScroll(scope: Scope): ScrollTracker {
  let swept: { elements: NodeListOf<Element>; at: number }[] = []
  const moved = new Set<Node>()
  const later = delayedTask(
    scope.guard(() => flush()),
    SCROLL_INTERVAL_MS,
  )

  const sweeping = idleTask(
    scope.guard(() => sweepSlice(SWEEP_SLICE)),
    SWEEP_CAP_MS,
  )

  function sweepSlice(count: number): void {
    const [first] = swept
    if (first === undefined) return
    const end = Math.min(first.elements.length, first.at + count)
    for (; first.at < end; first.at++) {
      const element = first.elements[first.at]
      if (element && (element.scrollTop !== 0 || element.scrollLeft !== 0)) moved.add(element)
    }
    if (first.at >= first.elements.length) swept.shift()
    if (moved.size > 0) later.request()
    if (swept.length > 0) sweeping.request()
  }

  function flush(): void {
    later.cancel()
    while (swept.length > 0) sweepSlice(Number.POSITIVE_INFINITY)
    later.cancel()
    for (const node of moved) {
      const isWindow = node === scope.document || node === scope.document.scrollingElement
      const id = isWindow ? DOCUMENT_ID : scope.idOf(node)
      if (id === 0) continue
      const [left, top] = isWindow ? scrollOf(scope.window) : offsetOf(node as Element)
      scope.emit({ kind: 'scroll', time: scope.now(), id, left, top })
    }
    moved.clear()
  }

  const onScroll = scope.guard((event: Event) => {
    const target = event.composedPath()[0]
    if (!(target instanceof Node)) return
    moved.add(target)
    later.request()
  })

  const listener = listen(scope.document, 'scroll', onScroll, { capture: true, passive: true })
  return {
    flush,
    sweep(root) {
      swept.push({ elements: root.querySelectorAll('*'), at: 0 })
      sweeping.request()
    },
    stop() {
      later.stop()
      sweeping.stop()
      swept = []
      listener.stop()
    },
  }
}

function offsetOf(element: Element): [number, number] {
  return [Math.round(element.scrollLeft), Math.round(element.scrollTop)]
}
