/** Lists of children are searched from both ends, and one event may search only so much. */
import type { NodeId } from '../format/events'
import { tooLarge } from './unpack'

/** Steps over lists of children that one event may take: a hostile one would take the square of its length. */
const MOST_STEPS = 200_000_000

export interface Effort {
  left: number
}

/** Throws when the event takes too much. */
export function spend(effort: Effort, steps: number): void {
  effort.left -= steps
  if (effort.left < 0) throw tooLarge()
}

export function newEffort(): Effort {
  return { left: MOST_STEPS }
}

/** Most changes are near the end or the start of a list. */
export function indexFromEnds(list: readonly NodeId[], id: NodeId): number {
  for (let from = 0, to = list.length - 1; from <= to; from++, to--) {
    if (list[to] === id) return to
    if (list[from] === id) return from
  }
  return -1
}
