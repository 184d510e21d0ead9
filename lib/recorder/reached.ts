import type { SnapshotEvent } from '../format/events'
import type { Scope } from './scope'

/** How much of a document may be over before its recording counts as begun with it. */
const SAME_START_MS = 100

/** How the document was reached; only of a top document that is recorded from its beginning. */
export function reachedFrom(window: Window, scope: Scope): Pick<SnapshotEvent, 'reached'> {
  if (window !== window.parent) return {}
  if (Math.abs(window.performance.now() - scope.now()) > SAME_START_MS) return {}
  const [entry] = window.performance.getEntriesByType('navigation')
  const type = entry && 'type' in entry ? entry.type : undefined
  return type === 'reload' || type === 'back_forward' ? { reached: type } : { reached: 'navigate' }
}
