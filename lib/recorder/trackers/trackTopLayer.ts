import { listen } from '../../platform/listen'
import type { Stoppable } from '../../platform/stoppable'
import { topOf } from '../elementState'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

/** Popovers, dialogs and fullscreen: what lies on top of the page changes without a mutation. */
export function trackTopLayer(scope: Scope): Stoppable {
  const { document } = scope
  let fullscreen: Element | null = document.fullscreenElement

  function tell(element: Element): void {
    const id = scope.idOf(element)
    if (id === 0) return
    scope.emit({ kind: 'state', time: scope.now(), id, state: { top: topOf(element) ?? null } })
  }

  const onToggle = scope.guard((event: Event) => {
    const target = targetOf(event)
    // A <details> toggles its attribute, which is a mutation.
    if (target instanceof Element && target.localName !== 'details') tell(target)
  })
  scope.rootEvents.on(['toggle'], onToggle)

  const onFullscreen = scope.guard(() => {
    const before = fullscreen
    fullscreen = document.fullscreenElement
    if (before) tell(before)
    if (fullscreen) tell(fullscreen)
  })
  return listen(document, 'fullscreenchange', onFullscreen, { passive: true })
}
