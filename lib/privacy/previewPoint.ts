import { localNameOf, rootOf } from '../platform/reads'
import { OVERLAY_TAG } from '../platform/shadowRoots'

interface Point {
  x: number
  y: number
  shadowRootOf(element: Element): ShadowRoot | null
}

/** The innermost element of the page at a place of the viewport, through shadow roots and below our own overlay. */
export function elementAt(document: Document, { x, y, shadowRootOf }: Point): Element | undefined {
  let root: Document | ShadowRoot = document
  let found: Element | undefined
  for (;;) {
    const top: Element | undefined = root
      .elementsFromPoint(x, y)
      .find((element) => element.localName !== OVERLAY_TAG && rootOf(element) === root)
    if (!top) return found
    found = top
    const inner = shadowRootOf(top)
    if (!inner) return found
    root = inner
  }
}

/** Shows a document of its own, which has an overlay of its own. */
export function isFrame(element: Element): boolean {
  return /^(?:iframe|frame|object|embed)$/.test(localNameOf(element))
}
