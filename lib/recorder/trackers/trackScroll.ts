import { DOCUMENT_ID } from '../../format/events'
import { localNameOf, plain } from '../../platform/reads'
import { delayedTask, idleTask } from '../../platform/schedule'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'
import { scrollOf } from '../snapshot'
import { targetOf } from '../targetOf'

/** A few offsets per second make a smooth line in the replay. */
const SCROLL_INTERVAL_MS = 100
const SWEEP_CAP_MS = 1000

/** Offsets of the window and of every element that scrolls. */
export interface ScrollTracker extends Stoppable {
  flush(): void
  /** What scrolled before we were there: looks at every element, in idle slices, for that needs a clean layout. */
  sweep(root: Document | ShadowRoot): void
}

/** Elements asked in one idle slice. To ask one takes two microseconds, for the browser makes sure of its layout. */
const SWEEP_SLICE = 500
/** Elements asked in all, and children of one parent: rows of a long list do not scroll one by one. */
const SWEEP_MAX = 5000
const SWEEP_CHILDREN = 50

export function trackScroll(scope: Scope): ScrollTracker {
  let unswept: Element[] = []
  let sweptCount = 0
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
    for (let left = count; left > 0 && sweptCount < SWEEP_MAX; left--) {
      const element = unswept.pop()
      if (element === undefined) break
      addChildren(element)
      // What holds no element hardly scrolls.
      const box = plain(element)
      if (box.firstElementChild === null && localNameOf(element) !== 'textarea') continue
      sweptCount++
      if (box.scrollTop !== 0 || box.scrollLeft !== 0) moved.add(element)
    }
    if (sweptCount >= SWEEP_MAX) unswept = []
    if (moved.size > 0) later.request()
    if (unswept.length > 0) sweeping.request()
  }

  function addChildren(parent: ParentNode): void {
    let child = plain(parent as Element).firstElementChild
    for (let count = 0; child !== null && count < SWEEP_CHILDREN; count++) {
      unswept.push(child)
      child = plain(child).nextElementSibling
    }
  }

  function flush(): void {
    later.cancel()
    sweepSlice(Number.POSITIVE_INFINITY)
    sweeping.cancel()
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
    const target = targetOf(event)
    if (!(target instanceof Node)) return
    moved.add(target)
    later.request()
  })

  scope.rootEvents.on(['scroll'], onScroll)
  return {
    flush,
    sweep(root) {
      addChildren(root)
      if (unswept.length > 0) sweeping.request()
    },
    stop() {
      later.stop()
      sweeping.stop()
      unswept = []
    },
  }
}

function offsetOf(element: Element): [number, number] {
  const { scrollLeft, scrollTop } = plain(element)
  return [Math.round(scrollLeft), Math.round(scrollTop)]
}
