import { plain } from '../platform/reads'
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
  /**
   * Elements whose rules are others than at the last look. With `within` only these elements and what they hold are
   * looked at: nothing else can have changed.
   */
  changed(within?: Iterable<Element>): Element[]
  /** Elements that are new: they are decided when they are written, and may stop to match later. */
  met(elements: Iterable<Element>): void
}

export function createRuleMatches(
  rules: DistantRules,
  roots: () => Iterable<ParentNode>,
): RuleMatches {
  const matchers = rules.lists.map(compileSelectors)
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

  function lookAt(element: Element, others: Set<Element>): void {
    matchers.forEach((matches, index) => {
      const earlier = before[index]
      const isMatch = matches(element)
      if (earlier === undefined || isMatch === earlier.has(element)) return
      others.add(element)
      if (isMatch) earlier.add(element)
      else earlier.delete(element)
    })
  }

  function lookWithin(tops: Iterable<Element>, others: Set<Element>): void {
    for (const top of tops) {
      lookAt(top, others)
      for (const element of plain(top).querySelectorAll('*')) lookAt(element, others)
    }
  }

  return {
    begin() {
      before = look()
    },
    changed(within) {
      const others = new Set<Element>()
      if (within !== undefined) {
        lookWithin(within, others)
        return [...others]
      }
      const now = look()
      now.forEach((matched, index) => {
        const earlier = before[index]
        for (const element of matched) if (!earlier?.has(element)) others.add(element)
        for (const element of earlier ?? []) if (!matched.has(element)) others.add(element)
      })
      before = now
      return [...others]
    },
    met: (elements) => lookWithin(elements, new Set()),
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
