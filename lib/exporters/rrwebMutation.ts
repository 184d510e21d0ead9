/** A mutation event as rrweb writes it: removes, then adds of single nodes, each at its final place. */
import type { MutationEvent, NodeId } from '../format/events'
import { countIds } from '../format/tree'
import type { LiveNode, LiveTree } from './liveTree'
import type { NodeNames, NodeWriter } from './rrwebNodes'
import type { RrwebAdd } from './rrwebTypes'

export interface RrwebMutation {
  source: 0
  removes: { parentId: number; id: number; isShadow?: true }[]
  adds: RrwebAdd[]
  texts: { id: number; value: string }[]
  attributes: { id: number; attributes: Record<string, string | null> }[]
}

/**
 * Applies the event to the tree and tells what it did. rrweb knows no moves (they are remove and add), adds nodes one
 * by one, and needs the next sibling to be there, so all that came or moved is written anew from where it ended up.
 */
export function mutate(
  tree: LiveTree,
  event: MutationEvent,
  deps: { names: NodeNames; writer: NodeWriter },
): { mutation: RrwebMutation; moved: NodeId[] } {
  const { names, writer } = deps
  const inserted = new Set<NodeId>()
  const moved = new Set<NodeId>()
  const gone = new Set<NodeId>()
  for (const [, , id, packed] of event.inserts ?? []) {
    if (packed === undefined) moved.add(id)
    else for (let next = id; next < id + countIds(packed); next++) inserted.add(next)
  }
  const removes: RrwebMutation['removes'] = []
  const remove = (id: NodeId) => {
    const node = tree.node(id)
    const nodes = node?.kind === 'shadow' ? node.children.map((child) => tree.node(child)) : [node]
    for (const each of nodes) {
      const parent = each && writer.parentOf(each)
      if (!each || !parent) continue
      const { isShadow } = parent
      removes.push({ parentId: parent.id, id: names.name(each.id), ...(isShadow && { isShadow }) })
    }
  }
  // Inner ones first: rrweb forgets a whole subtree with its root.
  const old = [...moved].filter((id) => tree.node(id) !== undefined && !inserted.has(id))
  for (const id of old.sort((a, b) => depth(tree, b) - depth(tree, a))) remove(id)
  for (const id of event.removes ?? []) {
    if (tree.node(id) === undefined || gone.has(id)) continue
    remove(id)
    for (const node of tree.walk(id)) gone.add(node.id)
  }
  const subtrees = new Set<NodeId>()
  tree.apply(event)
  for (const id of moved) for (const node of tree.walk(id)) subtrees.add(node.id)
  const fresh = new Set([...inserted, ...subtrees].filter((id) => tree.node(id) !== undefined))
  return {
    mutation: {
      source: 0,
      removes,
      adds: adds(tree, fresh, deps),
      texts: (event.texts ?? []).flatMap(([id, value]) =>
        fresh.has(id) || !isWritten(tree, id) ? [] : [{ id: names.name(id), value }],
      ),
      attributes: (event.attributes ?? []).flatMap(([id, name, value]) =>
        fresh.has(id) || !isWritten(tree, id)
          ? []
          : [{ id: names.name(id), attributes: { [name]: value } }],
      ),
    },
    moved: [...subtrees],
  }
}

/** Parents before children; of siblings the last first, so that the next one is there. */
function adds(
  tree: LiveTree,
  fresh: ReadonlySet<NodeId>,
  { names, writer }: { names: NodeNames; writer: NodeWriter },
): RrwebAdd[] {
  const written: RrwebAdd[] = []
  const parents = new Set<NodeId>()
  for (const id of fresh) {
    const parent = tree.node(id)?.parent ?? 0
    if (!fresh.has(parent)) parents.add(parent)
  }
  const pending = [...parents]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const parent = tree.node(id)
    if (!parent) continue
    let next: number | null = null
    for (let index = parent.children.length - 1; index >= 0; index--) {
      const child = tree.node(parent.children[index] ?? 0)
      if (!child) continue
      if (fresh.has(child.id)) {
        if (child.kind !== 'shadow') add(child, next)
        if (!hidesBelow(child)) pending.push(child.id)
      }
      if (child.kind !== 'shadow') next = names.name(child.id)
    }
  }
  return written

  function add(node: LiveNode, nextId: number | null): void {
    const parent = writer.parentOf(node)
    if (parent) written.push({ parentId: parent.id, nextId, node: writer.single(node) })
  }
}

function hidesBelow(node: LiveNode): boolean {
  return node.tag === 'script' || node.state.blocked !== undefined
}

/** False for what lies in a script or a blocked element: it was never told. */
function isWritten(tree: LiveTree, id: NodeId): boolean {
  const parent = tree.node(tree.node(id)?.parent ?? 0)
  return tree.node(id) !== undefined && !(parent && hidesBelow(parent))
}

function depth(tree: LiveTree, id: NodeId): number {
  let count = 0
  for (let node = tree.node(id); node; node = tree.node(node.parent)) count++
  return count
}
