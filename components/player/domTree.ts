import { childNodesOf, isElement, localNameOf, nodeTypeOf, shadowOf } from '../../lib/player/dom'

/** One line of the tree of a replayed document. */
export interface DomLine {
  node: Node
  depth: number
  /** Has children that can be shown or hidden. */
  isOpenable: boolean
  isOpen: boolean
}

/** More lines than this are not read by anybody, and cost memory while the session plays. */
const MOST_LINES = 20_000

/** The lines to draw: every node whose ancestors are all open. Blank text is left out, as in the browser's own tools. */
export function domLines(root: Node, isOpen: (node: Node) => boolean): DomLine[] {
  const lines: DomLine[] = []
  const visit = (node: Node, depth: number) => {
    if (lines.length >= MOST_LINES || isBlank(node)) return
    const children = childrenOf(node)
    const open = children.length > 0 && isOpen(node)
    lines.push({ node, depth, isOpenable: children.length > 0, isOpen: open })
    if (open) for (const child of children) visit(child, depth + 1)
  }
  for (const child of childrenOf(root)) visit(child, 0)
  return lines
}

/** Shadow roots first, as the browser's tools show them; documents of frames below their element. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = childNodesOf(node).filter((child) => !isBlank(child))
  if (!isElement(node)) return children
  const shadow = shadowOf(node)
  if (shadow) children.unshift(shadow)
  // No form shows a document, though a field of it may be named so.
  const shown = localNameOf(node) !== 'form' && 'contentDocument' in node && node.contentDocument
  if (shown) children.push(shown as Document)
  return children
}

function isBlank(node: Node): boolean {
  return nodeTypeOf(node) === Node.TEXT_NODE && (node.nodeValue ?? '').trim() === ''
}
