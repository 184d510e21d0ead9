import { listen } from '../platform/listen'
import type { Stoppable } from '../platform/stoppable'

/** Calls once, with the next thing the person does in the page; what scripts dispatch is nothing done. */
export function onNextActivity(window: Window, run: () => void): Stoppable {
  const listening = listen(
    window,
    ['pointerdown', 'keydown', 'wheel', 'touchstart'],
    (event) => {
      if (!event.isTrusted) return
      listening.stop()
      run()
    },
    { capture: true, passive: true },
  )
  return listening
}
