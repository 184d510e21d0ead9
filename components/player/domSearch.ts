import { frameAround, nodeTypeOf, parentOf as parentNodeOf, selectAll } from '../../lib/player/dom'
import { domText } from './domText'
import { childrenOf } from './domTree'

/** Nodes looked at, and places answered: enough to page through, and bounded on any document. */
const MOST_NODES = 50_000
const MOST_FOUND = 500

/** Nodes whose line holds the text, or that a selector means, in order of the document. */
export function domSearch(root: Document, text: string): Node[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const bySelector = selected(root, text.trim())
  const found: Node[] = []
  const waiting: Node[] = [...childrenOf(root)].reverse()
  for (let looked = 0; looked < MOST_NODES && found.length < MOST_FOUND; looked++) {
    const node = waiting.pop()
    if (!node) break
    if (bySelector.has(node) || domText(node).toLowerCase().includes(wanted)) found.push(node)
    waiting.push(...childrenOf(node).reverse())
  }
  return found
}

/** The way from the document down to the node: what has to be open for it to be seen. */
export function ancestorsOf(node: Node): Node[] {
  const path: Node[] = []
  let parent = parentOf(node)
  while (parent) {
    path.unshift(parent)
    parent = parentOf(parent)
  }
  return path
}

function parentOf(node: Node): Node | null {
  const parent = parentNodeOf(node)
  if (parent) return parent
  const type = nodeTypeOf(node)
  if (type === Node.DOCUMENT_FRAGMENT_NODE) return (node as ShadowRoot).host
  return type === Node.DOCUMENT_NODE ? frameAround(node as Document) : null
}

function selected(root: Document, selector: string): ReadonlySet<Node> {
  try {
    return new Set(selectAll(root, selector))
  } catch {
    return new Set() // not a selector: only text is looked for
  }
}
