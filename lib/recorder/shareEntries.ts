import { listen } from '../platform/listen'
import { delayedTask } from '../platform/schedule'
import { type Stoppable, stopAll } from '../platform/stoppable'

/** Typing tells no mark for every letter. */
const DELAY_MS = 200

export interface EntryShare extends Stoppable {
  now(): void
}

/** Tells what was entered before the page is left for one that repeats it. */
export function shareEntries(
  window: Window,
  news: () => string[],
  tell: (marks: string[]) => void,
): EntryShare {
  const later = delayedTask(now, DELAY_MS)

  function now(): void {
    later.cancel()
    const marks = news()
    if (marks.length > 0) tell(marks)
  }

  const options = { passive: true }
  const parts = [
    later,
    listen(window, ['change', 'submit'], now, options),
    listen(window, ['input', 'keydown', 'paste', 'drop'], () => later.request(), options),
  ]
  return { now, stop: () => stopAll(parts) }
}
