import type { DirtyCollector } from './mutationRecords'
import { createSweep, type Sweep } from './sweep'

/** Everything, and what is left to listen to where attributes and texts are swept. */
export const OBSERVED: MutationObserverInit = {
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
}
const SWEPT: MutationObserverInit = { childList: true, subtree: true }

/** When a page that changes attributes and texts is looked at instead of listened to. */
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

/**
 * A page may set the same attributes thousands of times between two batches, of which the recording keeps the last. The
 * browser makes a record of each, which costs more than all the rest of a recorder. So where they come in floods the
 * observer hears of added and removed nodes only, and before each batch the tree is compared with what it was.
 */
export interface Floods {
  /** `records` came; `dirty` has taken them. */
  delivered(records: readonly MutationRecord[], dirty: DirtyCollector): void
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
  let sweep: Sweep | undefined
  let periods = 0
  let calmSince = 0
  /** Records of the running batch at which to think again. */
  let nextLook = limits.records
  let before: DirtyCollector | undefined

  function begin(root: Node): void {
    observer.observe(root, SWEPT)
    sweep = createSweep(root, ++periods, isKnown)
    sweep.remember()
    calmSince = now()
  }

  function end({ root, compare }: Sweep, dirty: DirtyCollector): boolean {
    sweep = undefined
    observer.observe(root, OBSERVED)
    return compare(dirty) > 0
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
      if (sweep !== undefined || dirty.changes < nextLook) return
      nextLook = Math.max(nextLook * 2, 1)
      const root = commonRoot(records)
      if (root !== undefined && dirty.changes >= sizeOf(root) * limits.perNode) begin(root)
    },
    sweep(dirty, isDue) {
      if (sweep === undefined) return false
      // Somebody needs the tree at once, and may again: then listening is cheaper.
      if (!isDue || now() - calmSince > CALM_MS) return end(sweep, dirty)
      const hasChanged = sweep.compare(dirty) > 0
      if (hasChanged) calmSince = now()
      return hasChanged
    },
    reset() {
      sweep = undefined
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
    if (record === undefined || record.type === 'childList' || !record.target.isConnected) continue
    const root = record.target.getRootNode()
    counts.set(root, (counts.get(root) ?? 0) + 1)
  }
  let best: Node | undefined
  for (const [root, count] of counts)
    if (best === undefined || count > (counts.get(best) ?? 0)) best = root
  return best
}

/** About as many texts as elements. */
function sizeOf(root: Node): number {
  return 'querySelectorAll' in root ? (root as ParentNode).querySelectorAll('*').length * 2 : 0
}
