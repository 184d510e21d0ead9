import { listen } from '../../platform/listen'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Scope } from '../scope'

const QUERIES = [
  '(prefers-color-scheme: dark)',
  '(prefers-reduced-motion: reduce)',
  '(prefers-contrast: more)',
  '(prefers-contrast: less)',
]

/** The person switched to dark, or the like: rare, and everything looks different, so the recording begins anew. */
export function trackMediaFeatures(scope: Scope, onChange: () => void): Stoppable {
  const parts = QUERIES.map((query) =>
    listen(scope.window.matchMedia(query), 'change', scope.guard(onChange)),
  )
  return { stop: () => stopAll(parts) }
}
