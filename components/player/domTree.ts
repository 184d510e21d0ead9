import { childNodesOf, nodeTypeOf, plain } from '../../lib/platform/reads'

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
  const children: Node[] = [...childNodesOf(node)].filter((child) => !isBlank(child))
  if (nodeTypeOf(node) !== Node.ELEMENT_NODE) return children
  const { shadowRoot } = plain(node as Element)
  if (shadowRoot) children.unshift(shadowRoot)
  // No form shows a document, though a field of it may be named so.
  const shown = plain(node as HTMLIFrameElement).contentDocument
  if (shown) children.push(shown)
  return children
}

function isBlank(node: Node): boolean {
  return nodeTypeOf(node) === Node.TEXT_NODE && (node.nodeValue ?? '').trim() === ''
}
