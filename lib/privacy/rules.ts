import type { MaskRule } from '../format/settings'
import { hasAttributes, isMatch, localNameOf, readAttribute } from '../platform/reads'

/** A rule that cannot be applied, in words for the person who wrote it. */
export interface RuleProblem {
  selector: string
  message: string
}

/** Above this many rules of one effect they are sorted by what their subject needs, as browsers do. */
const FEW = 24

type Matcher = (element: Element) => boolean

/** Rules whose selector the browser does not understand. */
export function findRuleProblems(rules: readonly MaskRule[]): RuleProblem[] {
  return rules.flatMap((rule) => {
    const message = whyInvalid(rule.selector)
    return message === undefined ? [] : [{ selector: rule.selector, message }]
  })
}

function whyInvalid(selector: string): string | undefined {
  if (selector.trim() === '') return 'The selector is empty.'
  if (typeof document === 'undefined') return undefined
  try {
    document.createDocumentFragment().querySelector(selector)
    return undefined
  } catch {
    return `"${selector}" is not a selector this browser understands.`
  }
}

/** Does an element match any of the selectors? Costs one native call for few, and few for thousands. */
export function compileSelectors(selectors: readonly string[]): Matcher {
  if (selectors.length <= FEW) {
    const joined = selectors.join(',')
    return (element) => isMatch(element, joined)
  }
  const buckets = new Map<string, string>()
  const add = (key: string, selector: string): void => {
    const before = buckets.get(key)
    buckets.set(key, before === undefined ? selector : `${before},${selector}`)
  }
  for (const selector of selectors) for (const key of subjectKeys(selector)) add(key, selector)
  const everywhere = buckets.get('*')
  const byName = new Map<string, string>()
  for (const [key, list] of buckets) if (key.startsWith('.')) byName.set(key.slice(1), list)
  const byTag = new Set([...buckets.keys()].filter((key) => /^[^#.*]/.test(key)))
  return (element) => {
    if (everywhere !== undefined && isMatch(element, everywhere)) return true
    if (
      byTag.has(localNameOf(element)) &&
      isMatch(element, buckets.get(localNameOf(element)) ?? '*')
    ) {
      return true
    }
    if (!hasAttributes(element)) return false
    // An attribute: a form answers `id` with a field of that name.
    const id = readAttribute(element, 'id')
    const byId = id === null ? undefined : buckets.get(`#${id.toLowerCase()}`)
    if (byId !== undefined && isMatch(element, byId)) return true
    // Its text, split by hand: a token list costs more than the match.
    const classes = readAttribute(element, 'class')
    if (classes === null) return false
    for (const name of classes.toLowerCase().split(SPACE)) {
      const byClass = byName.get(name)
      if (byClass !== undefined && isMatch(element, byClass)) return true
    }
    return false
  }
}

const SPACE = /[ \t\n\f\r]+/

/**
 * What an element must have to match: `#id`, `.class`, a tag, or `*` for "look at all". Only plain last compounds are
 * taken apart; anything clever is looked at everywhere.
 */
export function subjectKeys(selector: string): string[] {
  if (/[\\,()|]/.test(selector)) return ['*']
  const subject = /[^\s>+~]+$/.exec(selector.replace(/\[[^\]]*\]/g, '[]').trim())?.[0] ?? ''
  const id = /#([\w-]+)/.exec(subject)
  // Lower case: in quirks mode ids and classes match in any.
  if (id) return [`#${id[1]?.toLowerCase()}`]
  const name = /\.([\w-]+)/.exec(subject)
  if (name) return [`.${name[1]?.toLowerCase()}`]
  const tag = /^[a-z][\w-]*/i.exec(subject)
  return tag ? [tag[0].toLowerCase()] : ['*']
}
