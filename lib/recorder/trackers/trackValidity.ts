import type { ElementState } from '../../format/tree'
import { listen } from '../../platform/listen'
import { delayedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import { validityOf } from '../elementState'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

/** Controls that script called invalid, and those that the browser shows as such because the person has been there. */
export interface ValidityTracker extends Stoppable {
  look(element: Element): void
}

export function trackValidity(scope: Scope): ValidityTracker {
  const told = new WeakMap<Element, string>()
  let left = new Set<Element>()
  // The browser makes up its mind after the event.
  const later = delayedTask(
    scope.guard(() => {
      const elements = left
      left = new Set()
      for (const element of elements) look(element)
    }),
    0,
  )

  function look(element: Element): void {
    const validity = validityOf(element)
    const user = userValidityOf(element)
    const text = `${validity} ${user}`
    const id = scope.idOf(element)
    // Most looks are at controls whose value alone has changed.
    if (id === 0 || (told.get(element) ?? NOTHING) === text) return
    told.set(element, text)
    const state = { validity: validity ?? null, user: user ?? null }
    scope.emit({ kind: 'state', time: scope.now(), id, state })
  }

  const onUsed = scope.guard((event: Event) => {
    if (!event.isTrusted) return
    const target = targetOf(event)
    if (!(target instanceof Element) || !('validity' in target)) return
    left.add(target)
    later.request()
  })
  const options = { capture: true, passive: true }
  scope.rootEvents.on(['input'], onUsed)
  const parts = [later, listen(scope.window, ['focusout', 'invalid'], onUsed, options)]
  return { look, stop: () => stopAll(parts) }
}

const NOTHING = 'undefined undefined'

function userValidityOf(element: Element): ElementState['user'] {
  if (element.matches(':user-invalid')) return 'invalid'
  return element.matches(':user-valid') ? 'valid' : undefined
}
