/** What of a virtual document is shown at all, and what decides how. */
import { DOCUMENT_ID, type NodeId } from '../format/events'
import { attributeOf, type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'
import { isFramed, isSheet } from './elements'

/** Deeper trees overflow the browser's own stack in layout. The HTML parser stops at 512. */
export const MAX_DEPTH = 2500
/** One text node: the browser lays a longer one out for seconds, without a break. */
const MAX_TEXT = 4_000_000

export function bearable(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} \u2026` : text
}

/** What selects `body` may differ: its own attributes, those of the root, the viewport. */
export function rootsChanged(before: DocumentState, after: DocumentState): boolean {
  if (before.viewport !== after.viewport || before.epoch !== after.epoch) return true
  const html = nodeOf(after, DOCUMENT_ID)?.children ?? []
  const roots = [...html, ...html.flatMap((id) => nodeOf(after, id)?.children ?? [])]
  return roots.some((id) => nodeOf(before, id)?.attributes !== nodeOf(after, id)?.attributes)
}

export function isLeaf(node: VirtualNode): boolean {
  return (
    isSheet(node) ||
    isFramed(node) ||
    /^script$/i.test(node.tag) ||
    node.state.blocked !== undefined ||
    node.tag === 'noscript'
  )
}

export function isBuilt(state: DocumentState, parent: NodeId): boolean {
  const node = nodeOf(state, parent)
  return node !== undefined && !isLeaf(node)
}

export function depthOf(state: DocumentState, id: NodeId): number {
  let depth = 0
  for (let at = nodeOf(state, id); at && depth <= MAX_DEPTH; at = nodeOf(state, at.parent)) depth++
  return depth
}

export function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => each === b[index]))
}

/** Where no script may run the browser gives every video its controls. */
export function withoutControls(target: Element, node: VirtualNode) {
  if (attributeOf(node, 'controls') !== undefined) return undefined
  return { target, css: 'display:none!important', pseudo: '::-webkit-media-controls' }
}
