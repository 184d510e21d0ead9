import type { NodeId } from '../format/events'
import type { ElementState } from '../format/tree'
import { type DocumentState, editNode } from './documentState'

/** Changes the live state of one node; `null` clears a member. */
export function mergeState(
  state: DocumentState,
  id: NodeId,
  change: { [Member in keyof ElementState]?: ElementState[Member] | null },
): void {
  const node = editNode(state, id)
  if (!node) return
  const merged = Object.entries({ ...node.state, ...change }).filter(([, value]) => value !== null)
  node.state = Object.fromEntries(merged)
}
