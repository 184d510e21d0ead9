import type { DistantRules } from '../privacy/distantRules'
import { createRuleMatches } from '../privacy/ruleMatches'
import type { Dirty } from './mutationRecords'

/** Looks again at what distant rules match, but only after changes that some of them may look at. */
export interface RuleWatch {
  /** At a snapshot. */
  begin(): void
  /** A state (focus, a check) may have changed. */
  stateChanged(): void
  readonly isDue: boolean
  /** Elements whose rules are others than at the last look. */
  changed(dirty: Dirty): Element[]
}

export function createRuleWatch(rules: DistantRules, roots: () => Iterable<ParentNode>): RuleWatch {
  const matches = createRuleMatches(rules, roots)
  const { attributes: named } = rules
  let isDue = false

  function concerns({ attributes, touched, left }: Dirty): boolean {
    if (rules.structure && touched.size + left.size > 0) return true
    // New nodes are decided when they are written; those that moved with their id are not.
    for (const node of touched) if (left.has(node)) return true
    if (named === 'any') return attributes.size > 0
    for (const names of attributes.values()) {
      if (typeof names === 'string' ? named.has(names) : names.some((name) => named.has(name)))
        return true
    }
    return false
  }

  return {
    begin() {
      isDue = false
      matches.begin()
    },
    stateChanged() {
      isDue = true
    },
    get isDue() {
      return isDue
    },
    changed(dirty) {
      if (!isDue && !rules.state && !concerns(dirty)) return []
      isDue = false
      return matches.changed()
    },
  }
}
