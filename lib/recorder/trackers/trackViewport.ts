import { listen } from '../../platform/listen'
import { delayedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Scope } from '../scope'
import { viewportOf } from '../snapshot'

const RESIZE_INTERVAL_MS = 100

/** Size of the window and pinch zoom. */
export function trackViewport(scope: Scope): Stoppable {
  let told = JSON.stringify(viewportOf(scope.window))
  const later = delayedTask(
    scope.guard(() => {
      const viewport = viewportOf(scope.window)
      const text = JSON.stringify(viewport)
      if (text === told) return
      told = text
      scope.emit({ kind: 'viewport', time: scope.now(), viewport })
    }),
    RESIZE_INTERVAL_MS,
  )
  const request = () => later.request()
  const parts: Stoppable[] = [later, listen(scope.window, 'resize', request)]
  const visual = scope.window.visualViewport
  if (visual) parts.push(listen(visual, ['resize', 'scroll'], request, { passive: true }))
  return { stop: () => stopAll(parts) }
}
