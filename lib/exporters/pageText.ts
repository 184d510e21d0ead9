import type { NodeId } from '../format/events'
import { type LiveTree, textBelow } from './liveTree'
import { isFiller } from './selectors'

/** Whether a text says something that a test can look for. */
export function says(text: string): boolean {
  return text !== '' && !isFiller(text)
}

/** Text of the one element of that name in HTML, '' where there is none or more than one. */
export function textOfOnly(tree: LiveTree, tag: string): string {
  let found: NodeId | undefined
  for (const node of tree.walk()) {
    // SVG has a <title> too.
    if (node.tag !== tag || (tag === 'title' && tree.node(node.parent)?.tag !== 'head')) continue
    if (found !== undefined) return ''
    found = node.id
  }
  return found === undefined ? '' : textBelow(tree, found)
}
