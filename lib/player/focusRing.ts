/**
 * The ring a browser draws around what has the focus. The stage never has the focus, so a sheet of its own draws it, found
 * by position: a mark on the element would show in the recorded tree.
 */
import { firstChildOf, isElement, nextSiblingOf, parentOf } from './dom'

const RING = 'outline: auto 1px -webkit-focus-ring-color'

export interface FocusRing {
  show(target: Element | undefined): void
  /** The sheet with the ring of a document or shadow root, if it ever had one. */
  sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[]
}

export function createFocusRing(newSheet: () => CSSStyleSheet): FocusRing {
  const rings = new WeakMap<Node, CSSStyleSheet>()
  let shown: { root: Document | ShadowRoot; selector: string } | undefined

  function write(root: Document | ShadowRoot, text: string): void {
    let sheet = rings.get(root)
    if (!sheet) {
      if (text === '') return
      sheet = newSheet()
      rings.set(root, sheet)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    }
    sheet.replaceSync(text)
  }

  return {
    sheetsOf(root) {
      const sheet = rings.get(root)
      return sheet ? [sheet] : []
    },
    show(target) {
      const root = target && Node.prototype.getRootNode.call(target)
      const wanted =
        target && root && isScope(root) ? { root, selector: pathTo(target) } : undefined
      if (shown?.root === wanted?.root && shown?.selector === wanted?.selector) return
      if (shown && shown.root !== wanted?.root) write(shown.root, '')
      // Layers lose to all other rules of a page, as the browser's own sheet does.
      if (wanted) write(wanted.root, `@layer recount{:where(${wanted.selector}){${RING}}}`)
      shown = wanted
    },
  }
}

function isScope(root: Node): root is Document | ShadowRoot {
  return 'adoptedStyleSheets' in root
}

/** A selector for the element's place. */
function pathTo(target: Element): string {
  const steps: string[] = []
  let at: Element = target
  for (let parent = parentOf(at); isElement(parent); parent = parentOf(at)) {
    steps.unshift(`:nth-child(${placeIn(parent, at)})`)
    at = parent
  }
  const parent = parentOf(at)
  const inShadow = parent?.nodeType === Node.DOCUMENT_FRAGMENT_NODE
  const first = inShadow ? `:host > :nth-child(${placeIn(parent, at)})` : ':root'
  return [first, ...steps].join(' > ')
}

function placeIn(parent: Node, child: Element): number {
  let place = 0
  for (let node = firstChildOf(parent); node; node = nextSiblingOf(node)) {
    if (isElement(node)) place++
    if (node === child) break
  }
  return place
}
