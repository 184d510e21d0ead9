import { firstChildOf, localNameOf, nextSiblingOf, nodeTypeOf, parentOf } from '../platform/reads'
import { OVERLAY_TAG } from '../platform/shadowRoots'
import type { Profile, Verdict, VisibleState } from './profile'
import { stateOf } from './profile'

/** Something the page shows, and what would become of it. */
export interface PreviewMark {
  element: Element
  what: 'text' | 'input' | 'image'
  state: VisibleState
  verdict: Verdict
}

export interface PreviewScan {
  readonly marks: ReadonlyMap<Element, PreviewMark>
  /** Looks at an element and all it holds, as if it were new. */
  scan(root: Node): void
  /** Drops what left the document. */
  sweep(): void
  /** What would become of any element, marked or not. */
  look(element: Element): PreviewMark
  /** Elements that a selector means, in all trees that were met. */
  find(selector: string): Element[]
}

export interface ScanOptions {
  document: Document
  profile: Profile
  shadowRootOf(element: Element): ShadowRoot | null
  /** Called once per shadow root that is met. */
  onRoot(root: ShadowRoot): void
  onMark(mark: PreviewMark): void
  onUnmark(element: Element): void
}

const IMAGES = /^(?:img|picture|video|canvas|svg|image|object|embed)$/
const FIELDS = /^(?:input|textarea|select)$/
const SILENT = /^(?:script|style|noscript|template|head|title|meta|link)$/

/** Finds what is to be marked, with verdicts inherited down the tree: one look per element. */
export function createScan(options: ScanOptions): PreviewScan {
  const { profile } = options
  const marks = new Map<Element, PreviewMark>()
  const verdicts = new WeakMap<Node, Verdict>()
  const roots = new Set<ShadowRoot>()

  const verdictAbove = (node: Node): Verdict => {
    const parent = parentOf(node) ?? (isShadowRoot(node) ? node.host : null)
    if (parent === null || parent.nodeType === 9) return profile.root
    const known = verdicts.get(parent)
    if (known) return known
    const above = verdictAbove(parent)
    return nodeTypeOf(parent) === 1 ? profile.derive(parent as Element, above) : above
  }

  const visit = (node: Node, parent: Verdict): void => {
    if (nodeTypeOf(node) !== 1) {
      verdicts.set(node, parent)
      for (let child = firstChildOf(node); child; child = nextSiblingOf(child)) visit(child, parent)
      return
    }
    const element = node as Element
    const name = localNameOf(element)
    if (SILENT.test(name) || name === OVERLAY_TAG) return
    const verdict = profile.derive(element, parent)
    verdicts.set(element, verdict)
    mark(element, verdict, parent)
    // A blocked box is one thing, whatever is in it.
    if (verdict.blocked || name === 'svg') return
    const root = options.shadowRootOf(element)
    if (root) {
      if (!roots.has(root)) {
        roots.add(root)
        options.onRoot(root)
      }
      visit(root, verdict)
    }
    for (let child = firstChildOf(element); child; child = nextSiblingOf(child))
      if (nodeTypeOf(child) === 1) visit(child, verdict)
  }

  const mark = (element: Element, verdict: Verdict, parent: Verdict): void => {
    const what = verdict.blocked && !parent.blocked ? 'text' : whatIs(element)
    const before = marks.get(element)
    if (what === undefined) {
      if (before) unmark(element)
      return
    }
    const now = { element, what, state: stateOf(verdict, what), verdict }
    marks.set(element, now)
    options.onMark(now)
  }

  const unmark = (element: Element): void => {
    marks.delete(element)
    options.onUnmark(element)
  }

  return {
    marks,
    scan: (root) => visit(root, verdictAbove(root)),
    sweep() {
      for (const element of marks.keys()) if (!element.isConnected) unmark(element)
      for (const root of roots) if (!root.isConnected) roots.delete(root)
    },
    look(element) {
      const known = marks.get(element)
      if (known) return known
      const verdict = profile.derive(element, verdictAbove(element))
      const what = whatIs(element) ?? 'text'
      return { element, what, state: stateOf(verdict, what), verdict }
    },
    find(selector) {
      const found: Element[] = []
      for (const root of [options.document, ...roots]) {
        try {
          for (const element of root.querySelectorAll(selector)) {
            if (element.localName !== OVERLAY_TAG) found.push(element)
          }
        } catch {
          return []
        }
      }
      return found
    },
  }
}

function whatIs(element: Element): PreviewMark['what'] | undefined {
  const name = localNameOf(element)
  if (FIELDS.test(name))
    return name === 'input' && element.getAttribute('type') === 'hidden' ? undefined : 'input'
  if (IMAGES.test(name)) return 'image'
  for (let child = firstChildOf(element); child; child = nextSiblingOf(child)) {
    if (nodeTypeOf(child) === 3 && /\S/.test(child.nodeValue ?? '')) return 'text'
  }
  return undefined
}

function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === 11 && 'host' in node
}
