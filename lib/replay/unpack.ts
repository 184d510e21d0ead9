/** Packed trees (`lib/format/tree.ts`) become nodes of a virtual document. */
import { DOCUMENT_ID, type NodeId } from '../format/events'
import type { ElementState, PackedNode } from '../format/tree'
import {
  type DocumentState,
  type Namespace,
  nodeOf,
  putNode,
  type VirtualNode,
} from './documentState'
import { MAX_INDEX } from './sparseVector'

/** More nodes than this in one document are refused: building and laying out half a million takes seconds. */
export const MAX_NODES = 1_000_000

const NO_STATE: ElementState = {}
const NO_ATTRIBUTES: readonly string[] = []

/** Thrown when a recording asks for more than can be shown. */
export function tooLarge(): Error {
  return new Error('The recorded document is too large to be shown.')
}

/** A node with nothing in it. */
export function blankNode(
  state: DocumentState,
  kind: VirtualNode['kind'],
  place: { id: NodeId; parent: NodeId },
): VirtualNode {
  return {
    owner: state.owner,
    kind,
    id: place.id,
    parent: place.parent,
    children: [],
    tag: '',
    ns: 'html',
    attributes: NO_ATTRIBUTES,
    state: NO_STATE,
    shadow: 0,
    text: '',
    since: state.time,
  }
}

/**
 * Adds a packed tree with consecutive ids from `firstId` under `parent` and returns the id after the last. The root is
 * not yet listed among the parent's children. Without recursion: a hostile tree may be deeper than the stack.
 */
export function unpack(
  state: DocumentState,
  packed: PackedNode,
  place: { firstId: NodeId; parent: NodeId },
): NodeId {
  let id = place.firstId
  const pending: { packed: PackedNode; parent: NodeId; ns: Namespace }[] = [
    { packed, parent: place.parent, ns: namespaceInside(nodeOf(state, place.parent)) },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (++state.nodeCount > MAX_NODES || id >= MAX_INDEX) throw tooLarge()
    const node = toNode(state, next, id)
    putNode(state, node)
    state.work += 2
    if (id !== place.firstId) link(state, node)
    const children = childrenOf(next.packed)
    const ns = namespaceInside(node)
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]
      if (child !== undefined) pending.push({ packed: child, parent: id, ns })
    }
    id++
  }
  return id
}

/** Children in order, the shadow root first. A view of the packed array without copying strings. */
function childrenOf(packed: PackedNode): readonly PackedNode[] {
  if (typeof packed === 'string') return []
  if (Array.isArray(packed)) return packed.slice(3) as PackedNode[]
  return 'shadow' in packed ? packed.shadow : []
}

function toNode(
  state: DocumentState,
  from: { packed: PackedNode; parent: NodeId; ns: Namespace },
  id: NodeId,
): VirtualNode {
  const { packed, parent } = from
  if (typeof packed === 'string') {
    const node = blankNode(state, 'text', { id, parent })
    node.text = packed
    return node
  }
  if (Array.isArray(packed)) {
    const node = blankNode(state, 'element', { id, parent })
    const [tag, attributes, live] = packed
    if (attributes !== 0) node.attributes = attributes
    if (live !== 0) node.state = live
    node.ns = node.state.ns ?? namespaceOf(tag, from.ns)
    // As a recorder writes them. Somebody else may have written `LINK`: that would be one, and not be treated as one.
    node.tag = node.ns === 'html' ? tag.toLowerCase() : tag.slice(tag.lastIndexOf(':') + 1)
    return node
  }
  if ('doctype' in packed) {
    const node = blankNode(state, 'doctype', { id, parent })
    node.doctype = packed.doctype
    return node
  }
  if ('shadow' in packed) {
    const node = blankNode(state, 'shadow', { id, parent })
    node.tag = packed.mode
    if (packed.adopted) node.adopted = packed.adopted
    if (packed.byHand) node.state = { byHand: true }
    return node
  }
  if ('cdata' in packed) {
    const node = blankNode(state, 'cdata', { id, parent })
    node.text = packed.cdata
    return node
  }
  return blankNode(state, 'comment', { id, parent })
}

function link(state: DocumentState, node: VirtualNode): void {
  const parent = nodeOf(state, node.parent)
  if (!parent) return
  if (node.kind === 'shadow' && parent.kind === 'element') parent.shadow = node.id
  else parent.children.push(node.id)
}

function namespaceOf(tag: string, outside: Namespace): Namespace {
  if (tag === 'svg') return 'svg'
  if (tag === 'math') return 'math'
  return outside
}

function namespaceInside(node: VirtualNode | undefined): Namespace {
  if (!node || node.kind === 'document' || node.id === DOCUMENT_ID) return 'html'
  if (node.kind === 'shadow') return 'html'
  return node.tag === 'foreignObject' ? 'html' : node.ns
}
