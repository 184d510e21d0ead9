import { plain } from './reads'

/** Overlays of ours: what they hold is nobody's page. */
export const OVERLAY_TAG = 'recount-overlay'

/** Something of ours in the page: no recording holds it, and nothing that is done to it. */
export function isOverlay(node: Node): boolean {
  return node.nodeType === 1 && (node as Element).localName === OVERLAY_TAG
}

interface ExtensionDom {
  openOrClosedShadowRoot(element: Element): ShadowRoot | null
}

/** Root of a shadow tree, a closed one included: Chromium offers it to extensions, Firefox as a member of the element. */
export function closedShadowRootOf(element: Element): ShadowRoot | null {
  if (element.localName === OVERLAY_TAG) return null
  const open = plain(element).shadowRoot
  if (open !== null) return open
  if ('openOrClosedShadowRoot' in element) {
    return (element as Element & { openOrClosedShadowRoot: ShadowRoot | null })
      .openOrClosedShadowRoot
  }
  const dom = extensionDom()
  return dom && element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null
}

function extensionDom(): ExtensionDom | undefined {
  if (!('chrome' in globalThis)) return undefined
  const { chrome } = globalThis as unknown as { chrome: { dom?: ExtensionDom } }
  return chrome.dom
}
