import { parentElementOf } from '../platform/reads'
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

  /** Elements in and below which rules may have begun or stopped to match; `everywhere` where that cannot be told. */
  function concerned({ attributes, touched, left }: Dirty): Set<Element> | 'everywhere' {
    if (isDue || rules.state) return 'everywhere'
    if (rules.structure && touched.size + left.size > 0) return 'everywhere'
    const found = new Set<Element>()
    // New nodes are decided when they are written; those that moved with their id are not.
    for (const node of touched) if (left.has(node) && node instanceof Element) found.add(node)
    for (const [element, names] of attributes) {
      const isNamed =
        named === 'any' ||
        (typeof names === 'string' ? named.has(names) : names.some((name) => named.has(name)))
      if (isNamed) found.add(element)
    }
    // A sibling or an ancestor looks at an attribute, too.
    return rules.structure && found.size > 0 ? 'everywhere' : outermost(found)
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
      const where = concerned(dirty)
      isDue = false
      if (where === 'everywhere') return matches.changed()
      const changed = matches.changed(where)
      matches.met(newElements(dirty))
      return changed
    },
  }
}

function* newElements({ touched, left }: Dirty): Generator<Element> {
  for (const node of touched) if (node instanceof Element && !left.has(node)) yield node
}

/** Without those that others of them hold. */
function outermost(elements: Set<Element>): Set<Element> {
  if (elements.size < 2) return elements
  const tops = new Set<Element>()
  for (const element of elements) {
    let above = parentElementOf(element)
    while (above !== null && !elements.has(above)) above = parentElementOf(above)
    if (above === null) tops.add(element)
  }
  return tops
}
