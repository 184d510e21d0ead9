/** Absent in a worker. */
const getter =
  typeof Node === 'undefined'
    ? undefined
    : Object.getOwnPropertyDescriptor(Node.prototype, 'parentNode')?.get

/**
 * The parent of a node, for climbs. Not `node.parentNode`: a form answers that with its field of that name, whose parent
 * is the form again, and the climb would never end.
 */
export function parentOf(node: Node): Node | null {
  return getter ? (getter.call(node) as Node | null) : node.parentNode
}

export function parentElementOf(node: Node): Element | null {
  const parent = parentOf(node)
  return parent?.nodeType === 1 ? (parent as Element) : null
}
