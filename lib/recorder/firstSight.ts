import { listen } from '../platform/listen'
import { delayedTask } from '../platform/schedule'
import { type Stoppable, stopAll } from '../platform/stoppable'

/**
 * While a page is parsed every node would arrive as a mutation of its own, which costs more than one walk at the end.
 * A page that takes longer to parse than this is worth watching while it grows.
 */
const LOADING_CAP_MS = 500

/** Calls once: when the document is parsed, at the latest after the cap, and at once when somebody acts or leaves. */
export function atFirstSight(window: Window, run: () => void): Stoppable {
  const { document } = window
  if (document.readyState !== 'loading') {
    run()
    return { stop() {} }
  }
  const go = () => {
    stopAll(parts)
    run()
  }
  const cap = delayedTask(go, LOADING_CAP_MS)
  cap.request()
  const options = { capture: true, passive: true }
  const parts: Stoppable[] = [
    cap,
    listen(document, 'DOMContentLoaded', go, options),
    listen(window, ['pagehide', 'pointerdown', 'keydown'], go, options),
  ]
  return { stop: () => stopAll(parts) }
}
