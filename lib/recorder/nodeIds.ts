import { DOCUMENT_ID, type NodeId } from '../format/events'
import type { Treatment } from '../privacy/masker'

/**
 * Ids of the nodes of one stream, with the treatment that applies inside each node.
 *
 * Both live in one small integer per node in one weak map: nothing else is kept, so a removed subtree costs nothing and
 * is never walked. What stays behind is the trap: descendants of a removed node keep an entry. After each batch this
 * holds: a *connected* node has an id if and only if it is in the recorded tree.
 */
export interface NodeIds {
  /** 0: not in the recorded tree. */
  id(node: Node): NodeId
  treatment(node: Node): Treatment | undefined
  /** Gives the next id. An entry of an earlier life is overwritten. */
  assign(node: Node, treatment: Treatment): NodeId
  forget(node: Node): void
  /** The id the next new node gets. */
  readonly next: NodeId
}

/** Distinct treatments of one page are a handful; 256 of them fit beside 4 million ids in a small integer. */
const TREATMENT_SLOTS = 256

export function createNodeIds(document: Document, root: Treatment): NodeIds {
  const entries = new WeakMap<Node, number>()
  const treatments: Treatment[] = []
  let next: NodeId = DOCUMENT_ID
  let lastTreatment: Treatment | undefined
  let lastSlot = 0

  function slotOf(treatment: Treatment): number {
    if (treatment === lastTreatment) return lastSlot
    let slot = treatments.indexOf(treatment)
    if (slot < 0) slot = treatments.push(treatment) - 1
    if (slot >= TREATMENT_SLOTS) throw new Error('Too many treatments in one document')
    lastTreatment = treatment
    lastSlot = slot
    return slot
  }

  const ids: NodeIds = {
    id(node) {
      const entry = entries.get(node)
      return entry === undefined ? 0 : Math.floor(entry / TREATMENT_SLOTS)
    },
    treatment(node) {
      const entry = entries.get(node)
      return entry === undefined ? undefined : treatments[entry % TREATMENT_SLOTS]
    },
    assign(node, treatment) {
      const id = next++
      entries.set(node, id * TREATMENT_SLOTS + slotOf(treatment))
      return id
    },
    forget(node) {
      entries.delete(node)
    },
    get next() {
      return next
    },
  }
  ids.assign(document, root)
  return ids
}
