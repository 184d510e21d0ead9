import type { Masker, Treatment } from '../privacy/masker'
import { LASTING, lasting } from '../privacy/treatment'
import type { NodeIds } from './nodeIds'

/**
 * What was masked stays masked, for as long as the node lives: a node keeps the strictest treatment it was recorded
 * under. What is added to an element later follows what applies then.
 */
export interface LastingTreatments {
  /** For the node itself, where `current` applies. */
  own(node: Node, current: Treatment): Treatment
  /** For new children of a node of the recorded tree; undefined where the node is in none. */
  inside(parent: Node): Treatment | undefined
}

export function createLasting(ids: NodeIds, masker: Masker): LastingTreatments {
  return {
    own(node, current) {
      const past = ids.past(node)
      return past === undefined || past === current ? current : lasting(current, past)
    },
    inside(parent) {
      const treatment = ids.treatment(parent)
      return treatment !== undefined && treatment & LASTING ? masker.resolve(parent) : treatment
    },
  }
}
