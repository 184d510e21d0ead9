import { DOCUMENT_ID } from '../../format/events'
import { listen } from '../../platform/listen'
import { delayedTask } from '../../platform/schedule'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'
import { scrollOf } from '../snapshot'

/** A few offsets per second make a smooth line in the replay. */
const SCROLL_INTERVAL_MS = 100

/** Offsets of the window and of every element that scrolls. */
export function trackScroll(scope: Scope): Stoppable & { flush(): void } {
  const moved = new Set<Node>()
  const later = delayedTask(
    scope.guard(() => flush()),
    SCROLL_INTERVAL_MS,
  )

  function flush(): void {
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
    stop() {
      later.stop()
      listener.stop()
    },
  }
}

function offsetOf(element: Element): [number, number] {
  return [Math.round(element.scrollLeft), Math.round(element.scrollTop)]
}
