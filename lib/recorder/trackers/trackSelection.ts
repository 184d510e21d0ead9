import { listen } from '../../platform/listen'
import { delayedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import { placesOf } from '../placesOf'
import type { Scope } from '../scope'

/** Fast enough to follow a hand that drags over text. */
const SELECTION_INTERVAL_MS = 150

const NOTHING = '[]'

export interface SelectionTracker extends Stoppable {
  /** The tree was written anew, with other numbers. */
  reset(): void
}

/** What is selected. Only places are told, never the text. */
export function trackSelection(scope: Scope): SelectionTracker {
  let told = NOTHING
  const later = delayedTask(
    scope.guard(() => {
      const ranges = placesOf(scope, rangesNow(scope), Number.POSITIVE_INFINITY)
      const text = JSON.stringify(ranges)
      if (text === told) return
      told = text
      scope.emit({ kind: 'selection', time: scope.now(), ranges })
    }),
    SELECTION_INTERVAL_MS,
  )
  const onChange = (event: Event) => {
    // In a field nothing is selected that could be told, and asking for a selection costs a layout.
    if (event.target === scope.document || told !== NOTHING) later.request()
  }
  const parts = [later, listen(scope.document, 'selectionchange', onChange, { passive: true })]
  return {
    reset() {
      if (told !== NOTHING) later.request()
      told = NOTHING
    },
    stop: () => stopAll(parts),
  }
}

function rangesNow({ document }: Scope): Range[] {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed) return []
  return Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index))
}
