import { isConnectedNode, plain, rootOf } from '../platform/reads'
import type { DirtyCollector } from './mutationRecords'
import { createSweep, type Sweep } from './sweep'

/** Everything, and what is left to listen to where a tree is compared: an observer cannot let go of one tree only. */
export const OBSERVED: MutationObserverInit = {
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
}
const SWEPT: MutationObserverInit = { childList: true }

/** When a page is looked at instead of listened to. */
export interface FloodLimits {
  /** Records in one batch before it is considered at all. */
  records: number
  /** Records per node of the tree: to make and take one costs as much as comparing twenty nodes. */
  perNode: number
}

export const FLOOD_LIMITS: FloodLimits = { records: 300, perNode: 0.2 }

/** Without a change for so long the page is listened to again, and nothing wakes it any more. */
const CALM_MS = 1000

/** Records of one delivery that are asked which tree they come from. */
const SAMPLES = 8

/** Times that somebody may need the tree between two batches: each costs a comparison. */
const MOST_URGENT = 3

/**
 * A page may change the same nodes thousands of times between two batches, of which the recording keeps the last. The
 * browser makes a record of each, which costs more than all the rest of a recorder. So where they come in floods nothing
 * is listened to, and before each batch the tree is compared with what it was.
 */
export interface Floods {
  /** `records` came, and `dirty` has taken them. Answers true where it is time to write a batch and then to `begin`. */
  delivered(records: readonly MutationRecord[], dirty: DirtyCollector): boolean
  /** A batch was written: what is there now is what is recorded. Does nothing unless `delivered` said so. */
  begin(): void
  /**
   * Adds what changed unheard; answers whether anything did. Call before each batch is written. `isDue`: the batch came
   * in its own time.
   */
  sweep(dirty: DirtyCollector, isDue: boolean): boolean
  /** Somebody has to call `sweep` again soon. */
  readonly isOn: boolean
  reset(): void
}

export function createFloods(deps: {
  observer: { observe(target: Node, options: MutationObserverInit): void }
  isKnown: (node: Node) => boolean
  now: () => number
  limits: FloodLimits
}): Floods {
  const { observer, isKnown, now, limits } = deps
  const walks = { last: 0 }
  let sweep: Sweep | undefined
  let wanted: Node | undefined
  let calmSince = 0
  let urgent = 0
  /** Records of the running batch at which to think again. */
  let nextLook = limits.records
  let before: DirtyCollector | undefined

  function end({ root, compare }: Sweep, dirty: DirtyCollector): boolean {
    sweep = undefined
    observer.observe(root, OBSERVED)
    return compare(dirty)
  }

  return {
    get isOn() {
      return sweep !== undefined
    },
    delivered(records, dirty) {
      if (dirty !== before) {
        before = dirty
        nextLook = limits.records
      }
      if (sweep !== undefined || dirty.changes < nextLook) return false
      nextLook = Math.max(nextLook * 2, 1)
      const root = commonRoot(records)
      if (root === undefined || dirty.changes < sizeOf(root) * limits.perNode) return false
      wanted = root
      return true
    },
    begin() {
      if (wanted === undefined) return
      observer.observe(wanted, SWEPT)
      sweep = createSweep(wanted, walks, isKnown)
      sweep.remember()
      wanted = undefined
      urgent = 0
      calmSince = now()
    },
    sweep(dirty, isDue) {
      if (sweep === undefined) return false
      urgent = isDue ? 0 : urgent + 1
      if (urgent > MOST_URGENT || now() - calmSince > CALM_MS) return end(sweep, dirty)
      const hasChanged = sweep.compare(dirty)
      if (hasChanged) calmSince = now()
      return hasChanged
    },
    reset() {
      sweep = undefined
      wanted = undefined
      before = undefined
    },
  }
}

/** The tree most of them come from; undefined where that is none that is recorded. */
function commonRoot(records: readonly MutationRecord[]): Node | undefined {
  const counts = new Map<Node, number>()
  const step = Math.max(1, Math.floor(records.length / SAMPLES))
  for (let index = records.length - 1; index >= 0; index -= step) {
    const record = records[index]
    if (record === undefined || !isConnectedNode(record.target)) continue
    const root = rootOf(record.target)
    counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  let best: Node | undefined
  for (const [root, count] of counts)
    if (best === undefined || count > (counts.get(best) ?? 0)) best = root
  return best
}

/** About as many texts as elements. */
function sizeOf(root: Node): number {
  return 'querySelectorAll' in root ? plain(root as Element).querySelectorAll('*').length * 2 : 0
}
