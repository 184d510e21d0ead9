import type { Stoppable } from '../lib/platform/stoppable'

/**
 * Runs in the inspected page, with `$0` of DevTools: the shortest path of ids, test ids and positions that finds the
 * element and nothing else. It only reads; what the page makes of it is text, which is parsed as a selector before use.
 */
const SELECTOR_OF_SELECTED = `(() => {
  const element = typeof $0 === 'object' && $0 && $0.nodeType === 1 ? $0 : undefined
  if (!element) return undefined
  const parts = []
  for (let at = element; at && at.nodeType === 1; at = at.parentElement) {
    const id = at.getAttribute('id')
    if (id) parts.unshift('#' + CSS.escape(id))
    else {
      const tag = at.localName
      const same = at.parentElement ? [...at.parentElement.children].filter((e) => e.localName === tag) : [at]
      parts.unshift(same.length > 1 ? tag + ':nth-of-type(' + (same.indexOf(at) + 1) + ')' : tag)
    }
    const path = parts.join(' > ')
    if (element.getRootNode().querySelectorAll(path).length === 1) return path
  }
  return parts.join(' > ')
})()`

/** Calls with a selector of the element chosen in the Elements panel, now and whenever another one is chosen. */
export function watchSelectedElement(listener: (selector: string | undefined) => void): Stoppable {
  // `chrome` and not `browser`: in Firefox only this one takes a callback here, as Chromium does.
  const devtools = globalThis.chrome?.devtools
  if (!devtools?.inspectedWindow) {
    listener(undefined)
    return { stop() {} }
  }
  const ask = () => {
    devtools.inspectedWindow.eval(SELECTOR_OF_SELECTED, (...[result]: unknown[]) =>
      listener(typeof result === 'string' && result !== '' ? result : undefined),
    )
  }
  ask()
  devtools.panels.elements.onSelectionChanged.addListener(ask)
  return { stop: () => devtools.panels.elements.onSelectionChanged.removeListener(ask) }
}
