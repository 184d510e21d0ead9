import type { DistantRules } from './distantRules'
import { compileSelectors } from './rules'

/** Up to so many selectors the browser looks for all of them at once; above, it would try each one on each element. */
const FEW = 24

/**
 * Which elements the distant rules match: one pass of the browser's own selector engine over each tree, so that what
 * began or stopped to match is found although nothing happened to the element itself.
 */
export interface RuleMatches {
  /** Takes what matches now as known. */
  begin(): void
  /** Elements whose rules are others than at the last look. */
  changed(): Element[]
}

export function createRuleMatches(
  rules: DistantRules,
  roots: () => Iterable<ParentNode>,
): RuleMatches {
  const finders = rules.lists.map(finderOf)
  let before: Set<Element>[] = finders.map(() => new Set())

  function look(): Set<Element>[] {
    const found = finders.map(() => new Set<Element>())
    for (const root of roots()) {
      finders.forEach((find, index) => {
        for (const element of find(root)) found[index]?.add(element)
      })
    }
    return found
  }

  return {
    begin() {
      before = look()
    },
    changed() {
      const now = look()
      const others = new Set<Element>()
      now.forEach((matched, index) => {
        const earlier = before[index]
        for (const element of matched) if (!earlier?.has(element)) others.add(element)
        for (const element of earlier ?? []) if (!matched.has(element)) others.add(element)
      })
      before = now
      return [...others]
    },
  }
}

function finderOf(selectors: readonly string[]): (root: ParentNode) => Iterable<Element> {
  if (selectors.length <= FEW) {
    const joined = selectors.join(',')
    return (root) => root.querySelectorAll(joined)
  }
  const matches = compileSelectors(selectors)
  return (root) => [...root.querySelectorAll('*')].filter(matches)
}
