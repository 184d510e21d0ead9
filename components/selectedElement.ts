import type { PickedElement } from '../lib/messages/protocol'
import type { Stoppable } from '../lib/platform/stoppable'
import { selectorsOf } from '../lib/privacy/selectorsOf'
import { isSelector } from './isSelector'

/**
 * Runs in the inspected page, with `$0` of DevTools. It only reads; what the page makes of it is text, which is parsed as
 * a selector before use.
 */
const SELECTORS_OF_SELECTED = `(() => {
  const element = typeof $0 === 'object' && $0 && $0.nodeType === 1 ? $0 : undefined
  return element && (${selectorsOf.toString()})(element)
})()`

/** Longer ones are no selectors somebody would keep. */
const LONGEST = 1000
const MOST = 10

/** Calls with the element chosen in the Elements panel, now and whenever another one is chosen. */
export function watchSelectedElement(
  listener: (element: PickedElement | undefined) => void,
): Stoppable {
  // `chrome` and not `browser`: in Firefox only this one takes a callback here, as Chromium does.
  const devtools = globalThis.chrome?.devtools
  if (!devtools?.inspectedWindow) {
    listener(undefined)
    return { stop() {} }
  }
  const ask = () => {
    devtools.inspectedWindow.eval(SELECTORS_OF_SELECTED, (...[result]: unknown[]) =>
      listener(parsePicked(result)),
    )
  }
  ask()
  devtools.panels.elements.onSelectionChanged.addListener(ask)
  return { stop: () => devtools.panels.elements.onSelectionChanged.removeListener(ask) }
}

/** What comes from a page is text of unknown length. */
export function parsePicked(value: unknown): PickedElement | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { element, similar } = value as Record<string, unknown>
  if (!isShortSelector(element)) return undefined
  const others = Array.isArray(similar) ? similar.slice(0, MOST).filter(isShortSelector) : []
  return { element, similar: others }
}

function isShortSelector(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST && isSelector(value)
}
