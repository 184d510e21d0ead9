import {
  firstChildOf,
  isConnectedNode,
  lastChildOf,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  parentOf,
  plain,
  previousSiblingOf,
} from '../platform/reads'
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
  readonly counts: Readonly<Record<VisibleState, number>>
  /** Looks at an element and all it holds, as if it were new. */
  scan(root: Node): void
  /** The same, when `work` comes to it. */
  add(root: Node): void
  /** Looks at what was added, for so long; answers true while there is more. */
  work(ms: number): boolean
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
/** To ask for the time takes longer than most looks. */
const LOOKS_PER_ASK = 64
const SILENT = /^(?:script|style|noscript|template|head|title|meta|link)$/

/** Finds what is to be marked, in the order of the document, with verdicts inherited down the tree: one look per element. */
export function createScan(options: ScanOptions): PreviewScan {
  const { profile } = options
  const marks = new Map<Element, PreviewMark>()
  const verdicts = new WeakMap<Node, Verdict>()
  const roots = new Set<ShadowRoot>()
  const counts: Record<VisibleState, number> = { kept: 0, masked: 0, blocked: 0 }
  /** The next one stands last. */
  const waiting: Node[] = []

  const verdictAbove = (node: Node): Verdict => {
    const parent = parentOf(node) ?? (isShadowRoot(node) ? node.host : null)
    if (parent === null || parent.nodeType === 9) return profile.root
    const known = verdicts.get(parent)
    if (known) return known
    const above = verdictAbove(parent)
    return nodeTypeOf(parent) === 1 ? profile.derive(parent as Element, above) : above
  }

  const visit = (node: Node): void => {
    // What holds it may have changed since it was added.
    const parent = verdictAbove(node)
    if (nodeTypeOf(node) !== 1) {
      verdicts.set(node, parent)
      addChildren(node)
      return
    }
    const element = node as Element
    const name = localNameOf(element)
    if (SILENT.test(name) || name === OVERLAY_TAG) return
    const verdict = profile.derive(element, parent)
    const wasBlocked = verdicts.get(element)?.blocked ?? true
    verdicts.set(element, verdict)
    mark(element, verdict, parent)
    // A blocked box is one thing, whatever is in it.
    if (verdict.blocked || name === 'svg') {
      if (!wasBlocked) for (const inner of plain(element).querySelectorAll('*')) unmark(inner)
      return
    }
    addChildren(element)
    const root = options.shadowRootOf(element)
    if (!root) return
    if (!roots.has(root)) {
      roots.add(root)
      options.onRoot(root)
    }
    waiting.push(root)
  }

  const addChildren = (parent: Node): void => {
    for (let child = lastChildOf(parent); child; child = previousSiblingOf(child))
      if (nodeTypeOf(child) === 1) waiting.push(child)
  }

  const work = (ms: number): boolean => {
    const end = performance.now() + ms
    for (let looks = 1, next = waiting.pop(); next; looks++, next = waiting.pop()) {
      if (isConnectedNode(next)) visit(next)
      if (looks % LOOKS_PER_ASK === 0 && performance.now() > end) break
    }
    return waiting.length > 0
  }

  const mark = (element: Element, verdict: Verdict, parent: Verdict): void => {
    const what = verdict.blocked && !parent.blocked ? 'text' : whatIs(element)
    if (what === undefined) {
      unmark(element)
      return
    }
    const before = marks.get(element)
    if (before) counts[before.state]--
    const now = { element, what, state: stateOf(verdict, what), verdict }
    marks.set(element, now)
    counts[now.state]++
    options.onMark(now)
  }

  const unmark = (element: Element): void => {
    const before = marks.get(element)
    if (!before) return
    counts[before.state]--
    marks.delete(element)
    options.onUnmark(element)
  }

  return {
    marks,
    counts,
    scan(root) {
      waiting.push(root)
      work(Number.POSITIVE_INFINITY)
    },
    add: (root) => void waiting.push(root),
    work,
    sweep() {
      for (const element of marks.keys()) if (!isConnectedNode(element)) unmark(element)
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
  return nodeTypeOf(node) === 11 && 'host' in node
}
