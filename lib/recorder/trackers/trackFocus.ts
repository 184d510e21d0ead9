import type { FocusEvent as FocusRecord } from '../../format/events'
import { listen } from '../../platform/listen'
import { isMatch } from '../../platform/reads'
import { delayedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Which element has the focus, through open shadow roots. */
export function trackFocus(scope: Scope): Stoppable {
  let told: Element | null = null
  // Blur and focus come in pairs: the pair is one move of the focus.
  const later = delayedTask(
    scope.guard(() => {
      const element = focusedElement(scope)
      if (element === told) return
      told = element
      const record: FocusRecord = { kind: 'focus', time: scope.now(), id: scope.idOf(element) }
      if (element && isMatch(element, ':focus-visible')) record.visible = true
      scope.emit(record)
    }),
    0,
  )
  const request = () => later.request()
  const options = { capture: true, passive: true }
  const parts = [later, listen(scope.window, ['focus', 'blur'], request, options)]
  return { stop: () => stopAll(parts) }
}

function focusedElement(scope: Scope): Element | null {
  let element = scope.document.activeElement
  if (element === scope.document.body) return null
  while (element) {
    const inner: Element | null = scope.shadowRootOf(element)?.activeElement ?? null
    if (inner === null) return element
    element = inner
  }
  return null
}
