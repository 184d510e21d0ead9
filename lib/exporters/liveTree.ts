/**
 * The document of one stream while its events are read from start to end: for looking things up, and for writing a
 * snapshot of any moment. Forward only and changed in place; whoever must go back uses the player's state.
 */
import { DOCUMENT_ID, type MutationEvent, type NodeId, type RecordEvent } from '../format/events'
import {
  type ElementState,
  type PackedNode,
  type PackedSpecial,
  packedChildren,
} from '../format/tree'

export interface LiveNode {
  id: NodeId
  /** 0 for the document. */
  parent: NodeId
  kind: 'document' | 'element' | 'text' | 'shadow' | 'special'
  /** Local name of an element. */
  tag: string
  text: string
  /** Flat: name, value, name, value. */
  attributes: string[]
  state: ElementState
  /** What is neither element nor text, as it was packed; its children are in `children`. */
  special?: PackedSpecial
  /** In order, the shadow root first. */
  children: NodeId[]
}

export interface LiveTree {
  /** Applies what concerns the tree and the live state of its nodes; other events do nothing. */
  apply(event: RecordEvent): void
  node(id: NodeId): LiveNode | undefined
  /** All nodes of a subtree in document order, itself first; shadow trees included. */
  walk(root?: NodeId): Generator<LiveNode>
}

/** A tree with nothing in it: its stream's first snapshot fills it. */
export function createLiveTree(): LiveTree {
  const nodes = new Map<NodeId, LiveNode>()

  function* walk(root: NodeId = DOCUMENT_ID): Generator<LiveNode> {
    const pending = [root]
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const node = nodes.get(id)
      if (!node) continue
      yield node
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index]
        if (child !== undefined) pending.push(child)
      }
    }
  }

  function add(packed: PackedNode, firstId: NodeId, parent: NodeId): NodeId {
    let id = firstId
    const pending: [PackedNode, NodeId][] = [[packed, parent]]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [node, above] = next
      nodes.set(id, liveNode(node, id, above))
      if (id !== firstId) nodes.get(above)?.children.push(id)
      const children = packedChildren(node)
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index]
        if (child !== undefined) pending.push([child, id])
      }
      id++
    }
    return id
  }

  function detach(id: NodeId): void {
    const siblings = nodes.get(nodes.get(id)?.parent ?? 0)?.children
    const index = siblings?.indexOf(id) ?? -1
    if (index >= 0) siblings?.splice(index, 1)
  }

  function attach(id: NodeId, parent: NodeId, next: NodeId): void {
    const node = nodes.get(id)
    const siblings = nodes.get(parent)?.children
    if (!node || !siblings) return
    node.parent = parent
    const index = next === 0 ? -1 : siblings.indexOf(next)
    if (index >= 0) siblings.splice(index, 0, id)
    else if (node.kind === 'shadow') siblings.unshift(id)
    else siblings.push(id)
  }

  function mutate({ removes, inserts, texts, attributes }: MutationEvent): void {
    for (const id of removes ?? []) {
      const gone = [...walk(id)]
      detach(id)
      for (const node of gone) nodes.delete(node.id)
    }
    for (const [parent, next, id, packed] of inserts ?? []) {
      if (!nodes.has(parent)) continue
      if (packed === undefined) detach(id)
      else add(packed, id, parent)
      attach(id, parent, next)
    }
    for (const [id, text] of texts ?? []) {
      const node = nodes.get(id)
      if (node) node.text = text
    }
    for (const [id, name, value] of attributes ?? []) {
      const node = nodes.get(id)
      if (node) node.attributes = withAttribute(node.attributes, name, value)
    }
  }

  function patch(id: NodeId, state: Record<string, unknown>): void {
    const node = nodes.get(id)
    if (!node) return
    const entries = Object.entries({ ...node.state, ...state })
    node.state = Object.fromEntries(entries.filter(([, value]) => value != null))
  }

  return {
    node: (id) => nodes.get(id),
    walk,
    apply(event) {
      switch (event.kind) {
        case 'snapshot': {
          nodes.clear()
          nodes.set(DOCUMENT_ID, blankNode(DOCUMENT_ID, 0, 'document'))
          let id = DOCUMENT_ID + 1
          for (const child of event.children) {
            nodes.get(DOCUMENT_ID)?.children.push(id)
            id = add(child, id, DOCUMENT_ID)
          }
          return
        }
        case 'mutation':
          return mutate(event)
        case 'state':
          return patch(event.id, event.state)
        case 'scroll':
          if (event.id !== DOCUMENT_ID) patch(event.id, { scroll: [event.left, event.top] })
          return
        case 'canvas':
          return patch(event.id, { image: event.image })
        case 'input': {
          const { value, checked, indeterminate, selected } = event
          const given = Object.entries({ value, checked, indeterminate })
          patch(event.id, Object.fromEntries(given.filter(([, member]) => member !== undefined)))
          if (!selected) return
          for (const node of walk(event.id)) {
            if (node.tag === 'option') patch(node.id, { selected: selected.includes(node.id) })
          }
          return
        }
        default:
      }
    },
  }
}

/** Value of an attribute. */
export function attributeOf(node: LiveNode, name: string): string | undefined {
  for (let index = 0; index < node.attributes.length; index += 2) {
    if (node.attributes[index] === name) return node.attributes[index + 1]
  }
  return undefined
}

/** Text below a node as `textContent` gives it, but with shadow trees and with white space collapsed. */
export function textBelow(tree: LiveTree, id: NodeId): string {
  let text = ''
  for (const node of tree.walk(id)) text += node.text
  return text.replace(/\s+/g, ' ').trim()
}

function liveNode(packed: PackedNode, id: NodeId, parent: NodeId): LiveNode {
  if (typeof packed === 'string') return { ...blankNode(id, parent, 'text'), text: packed }
  if (Array.isArray(packed)) {
    const [tag, attributes, state] = packed
    const node = blankNode(id, parent, 'element')
    return { ...node, tag, attributes: attributes || [], state: state || {} }
  }
  const kind = 'shadow' in packed ? 'shadow' : 'special'
  return { ...blankNode(id, parent, kind), special: packed }
}

function blankNode(id: NodeId, parent: NodeId, kind: LiveNode['kind']): LiveNode {
  return { id, parent, kind, tag: '', text: '', attributes: [], state: {}, children: [] }
}

function withAttribute(attributes: string[], name: string, value: string | null): string[] {
  const next: string[] = []
  let found = false
  for (let index = 0; index < attributes.length; index += 2) {
    const key = attributes[index] ?? ''
    if (key !== name) next.push(key, attributes[index + 1] ?? '')
    else if (value !== null) {
      next.push(name, value)
      found = true
    }
  }
  if (value !== null && !found) next.push(name, value)
  return next
}
