import { listen } from '../../platform/listen'
import type { Stoppable } from '../../platform/stoppable'
import type { Scope } from '../scope'

/** Whether the page is on show. `onHidden` runs after the event is written. */
export function trackVisibility(scope: Scope, onHidden: () => void): Stoppable {
  const onChange = scope.guard(() => {
    const visible = scope.document.visibilityState === 'visible'
    scope.emit({ kind: 'visibility', time: scope.now(), visible })
    if (!visible) onHidden()
  })
  return listen(scope.document, 'visibilitychange', onChange, { passive: true })
}
