/**
 * After a long jump a table often holds other rows of the same make. Nodes that go then stand for nodes that come: that
 * costs the texts that differ, and not the building, styling and layout of all of them.
 */
import type { NodeId } from '../format/events'
import { attributeOf, type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'

/** Tags that show nothing but attributes and children, and remember nothing of what they showed before. */
const PLAIN = new Set(
  'a abbr address article aside b blockquote button caption cite code col colgroup dd div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i kbd label li main mark nav ol p pre s section small span strong sub sup table tbody td tfoot th thead time tr u ul'.split(
    ' ',
  ),
)

/** Ids of nodes that come -> ids of nodes that go and can stand for them. `changed`: nodes that stay, before and after. */
export function findReuse(
  before: DocumentState,
  after: DocumentState,
  changed: readonly (readonly [VirtualNode, VirtualNode])[],
): Map<NodeId, NodeId> {
  const reuse = new Map<NodeId, NodeId>()
  // Where the selection begins and ends is known to the browser by the node.
  const held = new Set(before.selection.flatMap(([start, , end]) => [start, end]))
  const pending = changed.filter(([old, now]) => old.children !== now.children)
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [old, now] = next
    const going = new Map<string, VirtualNode[]>()
    for (let at = old.children.length - 1; at >= 0; at--) {
      const child = nodeOf(before, old.children[at] ?? 0)
      const make = child && makeOf(child)
      if (!make || held.has(child.id) || nodeOf(after, child.id)) continue
      const alike = going.get(make)
      if (alike) alike.push(child)
      else going.set(make, [child])
    }
    if (going.size === 0) continue
    for (const id of now.children) {
      const child = nodeOf(after, id)
      const make = child && makeOf(child)
      if (!make || nodeOf(before, id)) continue
      const stand = going.get(make)?.pop()
      if (!stand) continue
      reuse.set(id, stand.id)
      if (child.kind === 'element') pending.push([stand, child])
    }
  }
  return reuse
}

/** What it takes to stand for another one; undefined: this one never does. */
function makeOf(node: VirtualNode): string | undefined {
  if (node.kind === 'text') return '#text'
  if (node.kind !== 'element' || node.ns !== 'html' || !PLAIN.has(node.tag)) return undefined
  if (node.shadow || node.animations || attributeOf(node, 'popover') !== undefined) return undefined
  for (const _ in node.state) return undefined
  return node.tag
}
