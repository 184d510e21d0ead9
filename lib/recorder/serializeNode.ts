import type { ElementState, PackedNode } from '../format/tree'
import type { Treatment } from '../privacy/masker'
import { elementState } from './elementState'
import type { NodeIds } from './nodeIds'
import type { Scope } from './scope'

/** What a walk leaves for later, so that it stays free of layout reads and slow look-ups. */
export interface Met {
  /** Elements that need a second look: frames, style sheets, pictures, media, canvases. */
  elements: Element[]
  shadowRoots: ShadowRoot[]
}

/** Children of `parent` from `next` on are not written yet: the walk ran out of its budget or went too deep. */
export interface Cursor {
  parent: Node
  next: Node
}

export interface Serializer {
  /** Writes a node that stands in `parent`, ids included. `treatment` is the parent's. */
  node(node: Node, parent: Node, treatment: Treatment): PackedNode
  /** Writes the children of a node that has its id already. */
  children(parent: Node, treatment: Treatment): PackedNode[]
  /** Writes a shadow root whose host is in the recorded tree already. */
  shadow(root: ShadowRoot, treatment: Treatment): PackedNode
  /** Takes the ids off a node and all it holds: it stands where nothing is recorded. */
  forget(node: Node): void
  /** An element of the recorded tree whose attributes changed. */
  lookAgain(element: Element): void
  /** Hands out what was met since the last call. */
  takeMet(): Met
  takeCursors(): Cursor[]
  /** Nodes that may still be written before the rest is left to cursors. */
  budget: number
  /** False while nothing can carry an id of an earlier life: the first walk of a document. */
  mayBeKnown: boolean
}

const NO_NAMES: readonly string[] = []

type Namespace = 'html' | 'svg' | 'math'

const NAMESPACES: Record<string, Namespace> = {
  'http://www.w3.org/1999/xhtml': 'html',
  'http://www.w3.org/2000/svg': 'svg',
  'http://www.w3.org/1998/Math/MathML': 'math',
}

/** HTML elements, besides custom ones, that can hold a shadow root. */
const SHADOW_HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(
    ' ',
  ),
)

/** Elements that get a second look after the walk. */
const LOOK_AGAIN = new Set(
  'iframe frame object embed link style img video audio canvas picture source image input use feImage'.split(
    ' ',
  ),
)

/** Writes nodes and gives them ids, in one walk with masking. */
export function createSerializer(scope: Scope, ids: NodeIds, maxDepth: number): Serializer {
  const { masker } = scope
  let met: Met = { elements: [], shadowRoots: [] }
  let cursors: Cursor[] = []
  let depth = 0

  const serializer: Serializer = {
    budget: Number.POSITIVE_INFINITY,
    mayBeKnown: false,
    node(node, parent, treatment) {
      return write(node, elementOf(parent), treatment, 'html')
    },
    children(parent, treatment) {
      const into: PackedNode[] = []
      writeChildren(parent, elementOf(parent), treatment, 'html', into)
      return into
    },
    shadow: (root, treatment) => writeShadow(root, root.host, treatment),
    forget: forgetTree,
    lookAgain(element) {
      if (LOOK_AGAIN.has(element.localName)) met.elements.push(element)
    },
    takeMet() {
      const taken = met
      met = { elements: [], shadowRoots: [] }
      return taken
    },
    takeCursors() {
      const taken = cursors
      cursors = []
      return taken
    },
  }

  function writeChildren(
    parent: Node,
    element: Element | null,
    treatment: Treatment,
    namespace: Namespace,
    into: PackedNode[],
  ): void {
    let child = parent.firstChild
    if (child === null) return
    if (depth >= maxDepth) {
      defer(parent, child)
      return
    }
    depth++
    for (; child !== null; child = child.nextSibling) {
      if (serializer.budget <= 0) {
        defer(parent, child)
        break
      }
      into.push(write(child, element, treatment, namespace))
    }
    depth--
  }

  /** What is left for later must not look as if it were in the recorded tree. */
  function defer(parent: Node, next: Node): void {
    cursors.push({ parent, next })
    if (!serializer.mayBeKnown) return
    for (let child: Node | null = next; child !== null; child = child.nextSibling) forgetTree(child)
  }

  function forgetInside(node: Node): void {
    if (!serializer.mayBeKnown) return
    const root = node.nodeType === Node.ELEMENT_NODE ? scope.shadowRootOf(node as Element) : null
    if (root !== null) forgetTree(root)
    for (let child = node.firstChild; child !== null; child = child.nextSibling) forgetTree(child)
  }

  function forgetTree(node: Node): void {
    ids.forget(node)
    forgetInside(node)
  }

  function write(
    node: Node,
    parent: Element | null,
    treatment: Treatment,
    namespace: Namespace,
  ): PackedNode {
    serializer.budget--
    switch (node.nodeType) {
      case Node.ELEMENT_NODE:
        return writeElement(node as Element, treatment, namespace)
      case Node.TEXT_NODE:
        ids.assign(node, treatment)
        return textOf(scope, (node as Text).data, parent, treatment)
      case Node.CDATA_SECTION_NODE:
        ids.assign(node, treatment)
        return { cdata: masker.text((node as CDATASection).data, parent, treatment) }
      case Node.DOCUMENT_TYPE_NODE: {
        ids.assign(node, treatment)
        const { name, publicId, systemId } = node as DocumentType
        return { doctype: [name, publicId, systemId] }
      }
      default:
        ids.assign(node, treatment)
        return { comment: 0 }
    }
  }

  function writeElement(
    element: Element,
    parentTreatment: Treatment,
    parentNamespace: Namespace,
  ): PackedNode {
    const names = element.hasAttributes() ? element.getAttributeNames() : NO_NAMES
    const treatment = masker.element(element, parentTreatment, names)
    const name = element.localName
    const namespace = NAMESPACES[element.namespaceURI ?? ''] ?? 'html'
    ids.assign(element, treatment)

    let state: ElementState | 0 = 0
    const blocked = masker.isBlocked(treatment)
    if (blocked) {
      state = { blocked: [0, 0] }
    } else if (namespace === 'html') {
      state = elementState(scope, element, name, treatment)
    }
    if (namespace !== parentNamespace) {
      if (state === 0) state = {}
      state.ns = namespace
    }
    if (blocked || LOOK_AGAIN.has(name)) met.elements.push(element)

    const packed: PackedNode = [name, attributesOf(scope, element, names, treatment), state]
    if (blocked || !keepsChildren(name)) {
      forgetInside(element)
      return packed
    }
    const root = namespace === 'html' && canHost(name) ? scope.shadowRootOf(element) : null
    if (root !== null) packed.push(writeShadow(root, element, treatment))
    writeChildren(element, element, treatment, namespace, packed as PackedNode[])
    return packed
  }

  function writeShadow(root: ShadowRoot, host: Element, treatment: Treatment): PackedNode {
    ids.assign(root, treatment)
    met.shadowRoots.push(root)
    const shadow: PackedNode[] = []
    writeChildren(root, host, treatment, 'html', shadow)
    return root.delegatesFocus
      ? { shadow, mode: root.mode, delegatesFocus: true }
      : { shadow, mode: root.mode }
  }

  return serializer
}

/** Not by `'host' in node`: links have one too. A shadow root is the only fragment that is ever part of a tree. */
function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node
}

/** The element a node's children are inside of: itself, or the host of a shadow root. */
export function elementOf(node: Node): Element | null {
  if (node.nodeType === Node.ELEMENT_NODE) return node as Element
  return isShadowRoot(node) ? node.host : null
}

/** Parent, or the host of a shadow root. */
export function parentOf(node: Node): Node | null {
  return node.parentNode ?? (isShadowRoot(node) ? node.host : null)
}

/** Local names of which only the element itself is kept: their text is code, or another face of the page. */
export function keepsChildren(name: string): boolean {
  return name !== 'script' && name !== 'noscript' && name !== 'template'
}

export function canHost(name: string): boolean {
  return SHADOW_HOSTS.has(name) || name.includes('-')
}

/** Masked attributes as a flat list, or 0. */
function attributesOf(
  scope: Scope,
  element: Element,
  names: readonly string[],
  treatment: Treatment,
): string[] | 0 {
  if (names.length === 0) return 0
  const kept: string[] = []
  for (const name of names) {
    const value = attributeOf(element, name)
    const masked = scope.masker.attribute(element, name, value ?? '', treatment)
    if (masked !== null) kept.push(scope.masker.attributeName(name, treatment), masked)
  }
  return kept.length > 0 ? kept : 0
}

/** `getAttribute` lowers the name on HTML elements and so misses what `setAttributeNS` gave capitals. */
export function attributeOf(element: Element, name: string): string | null {
  const value = element.getAttribute(name)
  if (value !== null) return value
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value
  return null
}

/** Masked text of a text node; the text of a <style> is CSS. */
export function textOf(
  scope: Scope,
  text: string,
  parent: Element | null,
  treatment: Treatment,
): string {
  if (parent !== null && parent.localName === 'style') {
    const base = scope.document.baseURI
    const masked = scope.masker.css(text, treatment, base)
    scope.resources.wantFromCss(text, masked, base)
    return masked
  }
  return scope.masker.text(text, parent, treatment)
}
