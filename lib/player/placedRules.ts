/**
 * Styles of single elements that the recording does not have: the ring of what has the focus, the picture of a canvas.
 * Sheets of the stage's own hold them, and find the elements by position: an attribute would show in the recorded tree.
 */
import { firstChildOf, isElement, nextSiblingOf, parentOf, setSheets, sheetsOf } from './dom'

/** A browser tries each of them on each element: more than these are not shown. */
const MOST_RULES = 2000

interface Rule {
  target: Element
  css: string
  layer?: boolean
  /** With its colons. */
  pseudo?: string
}

export interface PlacedRules {
  /** What the element is to look like besides; undefined takes it back. `layer`: every rule of the page wins. */
  set(key: string | number, rule: Rule | undefined): void
  /** Writes what changed, by where the elements are now. */
  show(): void
  /** The sheets of a document or shadow root, to be adopted after the page's own. */
  sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[]
  clear(): void
}

export function createPlacedRules(newSheet: () => CSSStyleSheet): PlacedRules {
  const rules = new Map<string | number, Rule>()
  const sheets = new Map<Document | ShadowRoot, { sheet: CSSStyleSheet; text: string }>()

  function write(root: Document | ShadowRoot, text: string): void {
    let known = sheets.get(root)
    if (!known) {
      known = { sheet: newSheet(), text: '' }
      sheets.set(root, known)
      setSheets(root, [...sheetsOf(root), known.sheet])
    }
    if (known.text === text) return
    known.text = text
    known.sheet.replaceSync(text)
  }

  return {
    set(key, rule) {
      if (!rule) rules.delete(key)
      else if (rules.size < MOST_RULES || rules.has(key)) rules.set(key, rule)
    },
    show() {
      const texts = new Map<Document | ShadowRoot, string>()
      for (const { target, css, layer, pseudo = '' } of rules.values()) {
        const root = Node.prototype.getRootNode.call(target)
        if (!isScope(root)) continue
        const rule = `:where(${pathTo(target)})${pseudo}{${css}}`
        const text = layer ? `@layer recount{${rule}}` : rule
        texts.set(root, (texts.get(root) ?? '') + text)
      }
      for (const root of sheets.keys()) if (!texts.has(root)) write(root, '')
      for (const [root, text] of texts) write(root, text)
    },
    sheetsOf(root) {
      const known = sheets.get(root)
      return known ? [known.sheet] : []
    },
    clear() {
      rules.clear()
      sheets.clear()
    },
  }
}

function isScope(root: Node): root is Document | ShadowRoot {
  const { DOCUMENT_NODE, DOCUMENT_FRAGMENT_NODE } = Node
  const kind: unknown = Reflect.get(Node.prototype, 'nodeType', root)
  return kind === DOCUMENT_NODE || (kind === DOCUMENT_FRAGMENT_NODE && 'host' in root)
}

/** A selector for the element's place in its tree. */
function pathTo(target: Element): string {
  const steps: string[] = []
  let at: Element = target
  let parent = parentOf(at)
  for (; isElement(parent); parent = parentOf(at)) {
    steps.unshift(`:nth-child(${placeIn(parent, at)})`)
    at = parent
  }
  const inShadow = parent?.nodeType === Node.DOCUMENT_FRAGMENT_NODE
  const first = parent && inShadow ? `:host > :nth-child(${placeIn(parent, at)})` : ':root'
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
