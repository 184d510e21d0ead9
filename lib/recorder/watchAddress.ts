import { ruleKey } from '../consent/urlRules'
import type { UrlRule } from '../format/settings'
import { listen } from '../platform/listen'
import { type Stoppable, stopAll } from '../platform/stoppable'

/**
 * Tells at once when the address changes within the document: `history.pushState` of the page too, where the browser
 * has the Navigation API. Asked for before a stream listens, it hears of a change before the stream does.
 */
export function watchAddress(window: Window, onMoved: () => void): Stoppable {
  const parts = [listen(window, 'popstate', onMoved), listen(window, 'hashchange', onMoved)]
  const navigation = 'navigation' in window ? window.navigation : undefined
  if (navigation instanceof EventTarget)
    parts.push(listen(navigation, 'currententrychange', onMoved))
  return { stop: () => stopAll(parts) }
}

/** Whether what was decided for one address holds for another one. */
export function isSameRule(rules: UrlRule[], one: string, other: string): boolean {
  return one === other || ruleKey(rules, one) === ruleKey(rules, other)
}

/** Tells where another rule decides for the address. */
export function watchRules(window: Window, rules: UrlRule[], onLeft: () => void): Stoppable {
  const decidedFor = window.document.URL
  return watchAddress(window, () => {
    if (!isSameRule(rules, decidedFor, window.document.URL)) onLeft()
  })
}
