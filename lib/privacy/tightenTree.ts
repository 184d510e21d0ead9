import { DOCUMENT_ID, type MutationEvent, type NodeId } from '../format/events'
import type { ElementState, PackedElement, PackedNode } from '../format/tree'
import {
  attributeNamesOf,
  childNodesOf,
  localNameOf,
  namespaceOf,
  nodeTypeOf,
  parentOf,
  plain,
  readAttribute,
} from '../platform/reads'
import type { Masker, Treatment } from './masker'
import { createRuleMatches } from './ruleMatches'
import { LASTING, lasting } from './treatment'

/**
 * The recorded document as it stands in a stream, in an inert document: selectors of new rules are matched by the
 * browser itself, and what an event leaves unsaid (where a node is, what is around it) can be looked up.
 */
export interface TightenTree {
  reset(children: PackedNode[]): PackedNode[]
  mutate(event: MutationEvent): MutationEvent
  /** Treatment of a node; the root's where it is not known. */
  treatment(id: NodeId): Treatment
  element(id: NodeId): Element | undefined
  state(element: Element, state: ElementState, treatment: Treatment): ElementState
}

/** What a page says itself of what is to be masked. */
const MASKED = ['data-recount', 'mask'] as const

/** Stands in for a shadow root. */
const SHADOW = 'recount-shadow'

const NAMESPACES = {
  html: 'http://www.w3.org/1999/xhtml',
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
} as const

/** `marked`: elements that are masked for themselves. They get the attribute by which a page itself masks. */
export function createTightenTree(
  masker: Masker,
  inert: Document,
  marked: ReadonlySet<NodeId> = new Set(),
): TightenTree {
  const nodes = new Map<NodeId, Node>()
  const ids = new WeakMap<Node, NodeId>()
  const treatments = new WeakMap<Node, Treatment>()
  let base: Document = inert
  let next = 0

  const matches =
    masker.distantRules && createRuleMatches(masker.distantRules, () => [base] as ParentNode[])

  /** For what stands in the node. */
  const within = (node: Node | null): Treatment => {
    if (node === null || nodeTypeOf(node) === 9) return masker.root
    const treatment = treatments.get(node)
    return treatment === undefined || treatment & LASTING ? masker.resolve(node) : treatment
  }

  /** For the node itself: as strict as at any time before. */
  const own = (node: Node, current: Treatment): Treatment => {
    const past = treatments.get(node)
    const treatment = past === undefined ? current : lasting(current, past)
    treatments.set(node, treatment)
    return treatment
  }

  const currentOf = (element: Element): Treatment =>
    localNameOf(element) === SHADOW
      ? within(parentOf(element))
      : masker.element(element, within(parentOf(element)))

  /** Builds a packed node under `parent` and gives it back masked. */
  const build = (packed: PackedNode, parent: Node, before: Node | null): PackedNode => {
    const id = next++
    if (typeof packed === 'string') {
      const text = base.createTextNode(packed)
      place(id, text, parent, before)
      return maskText(text)
    }
    if (Array.isArray(packed)) return buildElement(packed, id, parent, before)
    if ('shadow' in packed) {
      // A fragment stands in for the root: an inert host could not hold one of every kind.
      const root = base.createElement(SHADOW)
      place(id, root, parent, before)
      treatments.set(root, within(parent))
      return { ...packed, shadow: packed.shadow.map((child) => build(child, root, null)) }
    }
    if ('doctype' in packed) {
      return { doctype: masker.doctype(packed.doctype) }
    }
    const other = base.createComment('')
    place(id, other, parent, before)
    return 'cdata' in packed
      ? { cdata: masker.text(packed.cdata, elementOf(parent), within(parent)) }
      : packed
  }

  const buildElement = (
    packed: PackedElement,
    id: NodeId,
    parent: Node,
    before: Node | null,
  ): PackedNode => {
    const [tag, attributes, state, ...children] = packed
    const namespace = state !== 0 && state.ns ? NAMESPACES[state.ns] : namespaceWithin(parent)
    const element = create(namespace, tag)
    if (attributes !== 0) {
      for (let index = 0; index + 1 < attributes.length; index += 2) {
        setAttribute(element, attributes[index] ?? '', attributes[index + 1] ?? '')
      }
    }
    if (marked.has(id)) setAttribute(element, ...MASKED)
    place(id, element, parent, before)
    const treatment = own(element, masker.element(element, within(parent)))
    const kept = maskAttributes(element, attributes, treatment)
    const masked: PackedElement = [
      masker.tag(tag),
      kept.length > 0 ? kept : 0,
      state === 0 ? 0 : maskState(element, state, treatment),
    ]
    for (const child of children) masked.push(build(child, element, null))
    return masked
  }

  const create = (namespace: string, tag: string): Element => {
    try {
      return base.createElementNS(namespace, tag)
    } catch {
      return base.createElement('recount-unknown')
    }
  }

  const place = (id: NodeId, node: Node, parent: Node, before: Node | null): void => {
    nodes.set(id, node)
    ids.set(node, id)
    // A document takes one element and no text; the rest needs no place to be matched.
    try {
      plain(parent as Element).insertBefore(
        node,
        before !== null && parentOf(before) === parent ? before : null,
      )
    } catch {
      // Stays beside the tree.
    }
  }

  const maskText = (node: Node): string =>
    masker.text(node.nodeValue ?? '', elementOf(parentOf(node)), own(node, within(parentOf(node))))

  const maskAttributes = (
    element: Element,
    attributes: string[] | 0,
    treatment: Treatment,
  ): string[] => {
    const kept: string[] = []
    if (attributes === 0) return kept
    for (let index = 0; index + 1 < attributes.length; index += 2) {
      const name = attributes[index] ?? ''
      const value = masker.attribute(element, name, attributes[index + 1] ?? '', treatment)
      if (value !== null) kept.push(masker.attributeName(name, treatment), value)
    }
    return kept
  }

  const maskState = (element: Element, state: ElementState, treatment: Treatment): ElementState => {
    const masked = { ...state }
    if (state.value !== undefined) masked.value = masker.value(element, state.value, treatment)
    if (!masker.keepsChoice(element, treatment)) {
      delete masked.checked
      delete masked.selected
      delete masked.indeterminate
    }
    if (!masker.keepsImages(treatment)) delete masked.image
    if (state.currentSrc !== undefined) {
      if (masker.keepsImages(treatment))
        masked.currentSrc = masker.url(state.currentSrc, 'resource')
      else delete masked.currentSrc
    }
    if (state.cssText !== undefined)
      masked.cssText = masker.css(state.cssText, treatment, base.baseURI)
    if (state.states !== undefined) masked.states = state.states.map((name) => masker.name(name))
    return masked
  }

  /** After a move or a new token: what an element and its content become now, as changes. */
  const remask = (node: Node, event: MutationEvent): void => {
    const id = ids.get(node)
    if (id === undefined) return
    if (nodeTypeOf(node) === 3) {
      event.texts = [...(event.texts ?? []), [id, maskText(node)]]
      return
    }
    if (nodeTypeOf(node) !== 1) return
    const element = node as Element
    const before = treatments.get(element)
    const treatment = own(element, currentOf(element))
    if (before === treatment) return
    event.attributes ??= []
    for (const name of attributeNamesOf(element)) {
      const value = masker.attribute(element, name, readAttribute(element, name) ?? '', treatment)
      event.attributes.push([id, masker.attributeName(name, treatment), value])
    }
    for (const child of childNodesOf(element)) remask(child, event)
  }

  const forget = (node: Node): void => {
    const id = ids.get(node)
    if (id !== undefined) nodes.delete(id)
    for (const child of childNodesOf(node)) forget(child)
  }

  return {
    reset(children) {
      nodes.clear()
      base = inert.implementation.createHTMLDocument('')
      base.documentElement.remove()
      nodes.set(DOCUMENT_ID, base)
      next = DOCUMENT_ID + 1
      const masked = children.map((child) => build(child, base, null))
      matches?.begin()
      return masked
    },
    mutate(event) {
      const masked: MutationEvent = { kind: 'mutation', time: event.time }
      const moved: Node[] = []
      if (event.removes) masked.removes = event.removes
      for (const id of event.removes ?? []) {
        const node = nodes.get(id)
        if (!node) continue
        forget(node)
        const parent = parentOf(node)
        if (parent) plain(parent as Element).removeChild(node)
      }
      if (event.inserts) {
        masked.inserts = event.inserts.map((insert) => {
          const [parentId, nextId, id, packed] = insert
          const parent = nodes.get(parentId) ?? base
          const before = nodes.get(nextId) ?? null
          if (packed === undefined) {
            const node = nodes.get(id)
            if (node) {
              place(id, node, parent, before)
              moved.push(node)
            }
            return insert
          }
          next = id
          return [parentId, nextId, id, build(packed, parent, before)]
        })
      }
      for (const [id, text] of event.texts ?? []) {
        const node = nodes.get(id)
        if (node) node.nodeValue = text
        masked.texts ??= []
        masked.texts.push([id, node ? maskText(node) : masker.text(text, null, masker.root)])
      }
      for (const [id, name, value] of event.attributes ?? []) {
        const element = elementOf(nodes.get(id))
        if (element === null) continue
        if (value === null) plain(element).removeAttribute(name)
        else setAttribute(element, name, value)
        if (marked.has(id)) setAttribute(element, ...MASKED)
        const treatment = treatments.get(element) ?? within(element)
        const kept = value === null ? null : masker.attribute(element, name, value, treatment)
        masked.attributes ??= []
        masked.attributes.push([id, masker.attributeName(name, treatment), kept])
        moved.push(element)
      }
      // A rule may have begun to match far from what changed.
      for (const element of matches?.changed() ?? []) moved.push(element)
      for (const node of moved) remask(node, masked)
      return masked
    },
    treatment(id) {
      const node = nodes.get(id)
      return (node && treatments.get(node)) ?? within(node ?? null)
    },
    element(id) {
      return elementOf(nodes.get(id)) ?? undefined
    },
    state: maskState,
  }
}

function elementOf(node: Node | null | undefined): Element | null {
  return node && nodeTypeOf(node) === 1 ? (node as Element) : null
}

function namespaceWithin(parent: Node): string {
  const element = elementOf(parent)
  return (element && namespaceOf(element)) ?? NAMESPACES.html
}

/** Recorded names may be ones that only a parser can make. */
function setAttribute(element: Element, name: string, value: string): void {
  try {
    plain(element).setAttribute(name, value)
  } catch {
    // It cannot be matched by a selector either.
  }
}
