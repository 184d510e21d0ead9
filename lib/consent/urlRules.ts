import type { UrlRule } from '../format/settings'

export type UrlVerdict =
  | { effect: 'include' | 'exclude'; rule: UrlRule; index: number }
  /** No rule matches: recorded, unless the list says what to include. */
  | { effect: 'include' | 'exclude'; rule: undefined }

/** Does a pattern match? Throws where the pattern cannot be read. */
export type UrlMatcher = (pattern: string, url: string) => boolean

/** The first rule that matches decides. A list with an `include` in it leaves out what no rule names. */
export function matchUrl(
  rules: readonly UrlRule[],
  url: string,
  matches: UrlMatcher = matchesPattern,
): UrlVerdict {
  for (const [index, rule] of rules.entries()) {
    if (ruleMatches(rule, url, matches)) return { effect: rule.effect, rule, index }
  }
  const effect = rules.some((rule) => rule.effect === 'include') ? 'exclude' : 'include'
  return { effect, rule: undefined }
}

/** The same for two addresses for which the same rule decides, or none. */
export function ruleKey(rules: readonly UrlRule[], url: string): string {
  const { effect, rule } = matchUrl(rules, url)
  return `${effect} ${rule ? rules.indexOf(rule) : -1}`
}

/** A pattern that cannot be read excludes (it may have been meant to) and never includes. */
function ruleMatches(rule: UrlRule, url: string, matches: UrlMatcher): boolean {
  try {
    return matches(rule.pattern, url)
  } catch {
    return rule.effect === 'exclude'
  }
}

function matchesPattern(pattern: string, url: string): boolean {
  return new URLPattern(pattern).test(url)
}
