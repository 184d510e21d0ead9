/** Watches the declarations of rules that the page has in its hands, for as long as it is likely to change them. */
import type { Natives } from '../platform/natives'
import type { Outbox } from './outbox'
import type { StyleNews } from './styleNews'

export interface StyleWatch {
  style(rule: CSSRule, style: CSSStyleDeclaration): void
  check(): void
  clear(): void
}

/** Rules watched at once: comparing one costs some microseconds, so all of them well under a millisecond or two. */
const MAX_WATCHED = 300
/** Pulls without a change after which a rule is no longer compared. A page that only looked is soon left alone. */
const PATIENCE = 20

interface Watched {
  rule: CSSRule
  style: CSSStyleDeclaration
  text: unknown
  left: number
}

export function createStyleWatch(natives: Natives, news: StyleNews, outbox: Outbox): StyleWatch {
  const textOf = natives.getter(natives.world.CSSStyleDeclaration.prototype, 'cssText')
  const known: Set<CSSStyleDeclaration> = new natives.Set()
  let watched: Watched[] = []

  return {
    style(rule, style) {
      outbox.wake()
      if (natives.setHas(known, style) || watched.length >= MAX_WATCHED) return
      natives.setAdd(known, style)
      watched[watched.length] = { rule, style, text: textOf(style), left: PATIENCE }
    },
    check() {
      if (watched.length === 0) return
      const kept: Watched[] = []
      for (let i = 0; i < watched.length; i++) {
        const entry = watched[i]
        if (!entry) continue
        const text = textOf(entry.style)
        if (text !== entry.text) {
          entry.text = text
          entry.left = PATIENCE
          news.ruleChanged(entry.rule)
        }
        if (entry.left-- > 0) kept[kept.length] = entry
        else natives.setDelete(known, entry.style)
      }
      watched = kept
    },
    clear() {
      watched = []
      natives.setClear(known as Set<never>)
    },
  }
}
