import type { ElementState, PackedElement, PackedNode } from '../format/tree'
import {
  attributeNamesOf,
  firstChildOf,
  hasAttributes,
  localNameOf,
  namespaceOf,
  nextSiblingOf,
  nodeTypeOf,
  readAttribute,
} from '../platform/reads'
import { isOverlay } from '../platform/shadowRoots'
import type { Treatment } from '../privacy/masker'
import { BLOCKED, STRICT_BITS, toTreatment } from '../privacy/treatment'
import { elementState } from './elementState'
import type { LastingTreatments } from './lasting'
import type { NodeIds } from './nodeIds'
import { attributeOf, elementOf, HTML, textOf } from './nodeReads'
import type { Scope } from './scope'
import { type Tag, tagOf } from './tags'

/** What a walk leaves for later, so that it stays free of layout reads and slow look-ups. */
export interface Met {
  /** Elements that need a second look: frames, style sheets, pictures, media, canvases. */
  elements: Element[]
  shadowRoots: ShadowRoot[]
  /** Elements that could have a closed shadow root: to ask takes a microsecond and a half, so it waits. */
  hosts: Element[]
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
  /** The same, for what stands inside something blocked: it stays blocked wherever it goes. */
  hide(node: Node): void
  /** An element of the recorded tree whose attributes changed. */
  lookAgain(element: Element): void
  /** Hands out what was met since the last call. */
  takeMet(): Met
  takeCursors(): Cursor[]
  /** Nodes that may still be written before the rest is left to cursors. */
  budget: number
  /** Elements that may still be noted as possible hosts of a closed shadow root. */
  hostBudget: number
  /** False while nothing can carry an id of an earlier life: the first walk of a document. */
  mayBeKnown: boolean
  /** What is written now carries no id, though it may have had one. */
  isClean: boolean
}

type Namespace = 'html' | 'svg' | 'math'

const NAMESPACES: Record<string, Namespace> = {
  'http://www.w3.org/2000/svg': 'svg',
  'http://www.w3.org/1998/Math/MathML': 'math',
}

/** As constants of this module: `Node.TEXT_NODE` is a look-up in the window, for every node of a page. */
const ELEMENT_NODE = 1
const TEXT_NODE = 3
const CDATA_SECTION_NODE = 4
const DOCUMENT_TYPE_NODE = 10

/** For what stands inside something blocked. */
const BLOCKED_ALL: Treatment = toTreatment(STRICT_BITS | BLOCKED)

const NO_NAMES: readonly string[] = []

/** Writes nodes and gives them ids, in one walk with masking. */
export function createSerializer(
  scope: Scope,
  { ids, lasting }: { ids: NodeIds; lasting: LastingTreatments },
  maxDepth: number,
): Serializer {
  const { masker, own } = scope
  let met: Met = { elements: [], shadowRoots: [], hosts: [] }
  let cursors: Cursor[] = []
  let depth = 0
  let stack: unknown[] = []
  let top = 0

  const serializer: Serializer = {
    budget: Number.POSITIVE_INFINITY,
    mayBeKnown: false,
    isClean: false,
    hostBudget: 0,
    node(node, parent, treatment) {
      serializer.budget--
      return nodeTypeOf(node) === ELEMENT_NODE
        ? writeElement(node as Element, treatment, 'html')
        : writeOther(node, elementOf(parent), treatment)
    },
    children(parent, treatment) {
      writeChildren(parent, elementOf(parent), treatment, 'html')
      return unstack(0) as PackedNode[]
    },
    shadow: (root, treatment) => writeShadow(root, root.host, treatment),
    forget: forgetTree,
    hide: (node) => noteTree(node, BLOCKED_ALL),
    lookAgain(element) {
      if (tagOf(localNameOf(element)).isLookedAtAgain) met.elements.push(element)
    },
    takeMet() {
      const taken = met
      met = { elements: [], shadowRoots: [], hosts: [] }
      return taken
    },
    takeCursors() {
      stack = [] // what was written last must not live on here
      if (cursors.length === 0) return cursors
      const taken = cursors
      cursors = []
      return taken
    },
  }

  /** Pushes the packed children on the stack. */
  function writeChildren(
    parent: Node,
    element: Element | null,
    treatment: Treatment,
    namespace: Namespace,
  ): void {
    let child = firstChildOf(parent)
    if (child === null) return
    if (depth >= maxDepth) {
      defer(parent, child)
      return
    }
    depth++
    const isStyle = element !== null && localNameOf(element) === 'style'
    const isRoot = element !== null && element === scope.document.documentElement
    for (; child !== null; child = nextSiblingOf(child)) {
      if (serializer.budget <= 0) {
        defer(parent, child)
        break
      }
      serializer.budget--
      const type = nodeTypeOf(child)
      if (isRoot && isOverlay(child)) continue
      if (type === ELEMENT_NODE) {
        const packed = writeElement(child as Element, treatment, namespace)
        stack[top++] = packed
      } else if (type === TEXT_NODE && !isStyle) {
        const own = serializer.mayBeKnown ? lasting.own(child, treatment) : treatment
        ids.assign(child, own)
        stack[top++] = masker.text((child as Text).data, element, own)
      } else {
        stack[top++] = writeOther(child, element, treatment)
      }
    }
    depth--
  }

  /** What is left for later must not look as if it were in the recorded tree. */
  function defer(parent: Node, next: Node): void {
    cursors.push({ parent, next })
    if (!serializer.mayBeKnown || serializer.isClean) return
    for (let child: Node | null = next; child !== null; child = nextSiblingOf(child))
      forgetTree(child)
  }

  function forgetInside(node: Node): void {
    if (!serializer.mayBeKnown || serializer.isClean) return
    const root = nodeTypeOf(node) === ELEMENT_NODE ? scope.shadowRootOf(node as Element) : null
    if (root !== null) forgetTree(root)
    for (let child = firstChildOf(node); child !== null; child = nextSiblingOf(child))
      forgetTree(child)
  }

  function forgetTree(node: Node): void {
    ids.forget(node)
    forgetInside(node)
  }

  /** Also where nothing can be known yet: what is blocked now must stay so. */
  function noteTree(node: Node, treatment: Treatment): void {
    ids.note(node, treatment)
    noteInside(node, treatment)
  }

  function noteInside(node: Node, treatment: Treatment): void {
    const isElement = nodeTypeOf(node) === ELEMENT_NODE
    // An address that a blocked part asks for is told by requests and errors, a secret in it by texts elsewhere.
    if (isElement) masker.learn(node as Element, 'all')
    const root = isElement ? scope.shadowRootOf(node as Element) : null
    if (root !== null) noteTree(root, treatment)
    for (let child = firstChildOf(node); child !== null; child = nextSiblingOf(child))
      noteTree(child, treatment)
  }

  function writeOther(node: Node, parent: Element | null, current: Treatment): PackedNode {
    const treatment = lasting.own(node, current)
    ids.assign(node, treatment)
    switch (nodeTypeOf(node)) {
      case TEXT_NODE:
        return textOf(scope, (node as Text).data, parent, treatment)
      case CDATA_SECTION_NODE:
        return { cdata: masker.text((node as CDATASection).data, parent, treatment) }
      case DOCUMENT_TYPE_NODE: {
        const { name, publicId, systemId } = node as DocumentType
        return { doctype: masker.doctype([name, publicId, systemId]) }
      }
      default:
        return { comment: 0 }
    }
  }

  function writeElement(
    element: Element,
    parentTreatment: Treatment,
    parentNamespace: Namespace,
  ): PackedNode {
    if (element === own) {
      ids.assign(element, parentTreatment)
      return { comment: 0 }
    }
    const names = hasAttributes(element) ? attributeNamesOf(element) : NO_NAMES
    const current = masker.element(element, parentTreatment, names)
    const treatment = serializer.mayBeKnown ? lasting.own(element, current) : current
    const name = localNameOf(element)
    const tag = tagOf(name)
    const uri = namespaceOf(element)
    const namespace = uri === HTML ? 'html' : (NAMESPACES[uri ?? ''] ?? 'html')
    ids.assign(element, treatment)

    let state: ElementState | 0 = 0
    const isBlocked = masker.isBlocked(treatment)
    if (isBlocked) state = { blocked: [0, 0] }
    else if (namespace === 'html' && (tag.hasState || names.includes('popover')))
      state = elementState(scope, element, name, treatment)
    if (namespace !== parentNamespace) {
      if (state === 0) state = {}
      state.ns = namespace
    }
    if (isBlocked || tag.isLookedAtAgain) met.elements.push(element)

    const bottom = top
    stack[top++] = tag.isCommon ? name : masker.tag(name)
    stack[top++] = attributesOf(element, names, treatment)
    stack[top++] = state
    if (isBlocked) noteInside(element, BLOCKED_ALL)
    else if (!tag.keepsChildren) forgetInside(element)
    else {
      const root = namespace === 'html' && tag.canHost ? quickRootOf(element, tag) : null
      if (root !== null) {
        const shadow = writeShadow(root, element, current)
        stack[top++] = shadow
      }
      writeChildren(element, element, current, namespace)
    }
    return unstack(bottom) as PackedElement
  }

  /**
   * What was pushed since, as an array of exactly that size. Arrays that grow by pushing hold room for a dozen more
   * nodes each, which costs more in collections than the copy.
   */
  function unstack(bottom: number): unknown[] {
    const packed = stack.slice(bottom, top)
    top = bottom
    return packed
  }

  /** Closed roots are asked for at once only where they are likely. The probe tells of those attached later. */
  function quickRootOf(element: Element, tag: Tag): ShadowRoot | null {
    if (tag.isCustom) return scope.shadowRootOf(element)
    const open = element.shadowRoot
    if (open === null && serializer.hostBudget > 0) {
      serializer.hostBudget--
      met.hosts.push(element)
    }
    return open
  }

  function writeShadow(root: ShadowRoot, host: Element, treatment: Treatment): PackedNode {
    ids.assign(root, treatment)
    met.shadowRoots.push(root)
    const bottom = top
    writeChildren(root, host, treatment, 'html')
    const shadow = unstack(bottom) as PackedNode[]
    return {
      shadow,
      mode: root.mode,
      ...(root.delegatesFocus ? { delegatesFocus: true } : {}),
      ...(root.slotAssignment === 'manual' ? { byHand: true } : {}),
    }
  }

  /** Masked attributes as a flat list, or 0. */
  function attributesOf(
    element: Element,
    names: readonly string[],
    treatment: Treatment,
  ): string[] | 0 {
    if (names.length === 0) return 0
    const bottom = top
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? ''
      const value = readAttribute(element, name) ?? attributeOf(element, name) ?? ''
      const masked = masker.attribute(element, name, value, treatment)
      if (masked === null) continue
      if (name === 'style') scope.resources.wantFromStyle(value, masked, treatment)
      stack[top++] = masker.attributeName(name, treatment)
      stack[top++] = masked
    }
    return top === bottom ? 0 : (unstack(bottom) as string[])
  }

  return serializer
}
