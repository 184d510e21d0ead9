import { firstChildOf, insertInto, nextSiblingOf } from './dom'

/**
 * Puts nodes in their order under a parent, with as few moves as a forward scan needs: a move empties frames and costs
 * layout. Nodes that go elsewhere are left to their new parent.
 */
export function arrangeChildren(parent: Node, wanted: readonly Node[]): void {
  const places = new Map(wanted.map((child, index) => [child, index]))
  let cursor = skip(firstChildOf(parent))
  for (const [index, child] of wanted.entries()) {
    if (child === cursor) {
      cursor = skip(nextSiblingOf(child))
      continue
    }
    // One node that went to the back is cheaper to move than all that follow it.
    const after = cursor && skip(nextSiblingOf(cursor))
    if (cursor && after === child && (places.get(cursor) ?? 0) > index + 1) {
      insertInto(parent, cursor, null)
      cursor = skip(nextSiblingOf(child))
    } else insertInto(parent, child, cursor)
  }

  function skip(from: Node | null): Node | null {
    let at = from
    while (at && !places.has(at)) at = nextSiblingOf(at)
    return at
  }
}
