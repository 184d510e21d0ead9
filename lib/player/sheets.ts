/** Style sheets of the stage: text of style elements, constructed sheets, and the rule changes on top of them. */
import type { RuleChange } from '../format/events'
import type { ConstructedSheet, RuleLog } from '../replay/documentState'
import { adaptCss, type CssContext } from './adaptCss'
import { setText } from './dom'

/** Nothing a recorded page says about itself may come before these: layers lose to all other rules, unless important. */
export const STAGE_CSS = `@layer recount {
noscript { display: none !important }
[data-recount-fullscreen] { position: fixed !important; inset: 0 !important; width: 100% !important; height: 100% !important; margin: 0 !important; z-index: 2147483647 !important }
:root:has([data-recount-fullscreen]) { overflow: hidden !important }
}`

/** What is written in a sheet now. */
export interface SheetShown {
  text: string
  rules: RuleLog | undefined
  /** Some of what it refers to was still being read. */
  incomplete: boolean
}

/** Brings a style element to its text and rules; continues from what is shown where it can. */
export function showStyleElement(
  target: Element,
  wanted: { text: string; rules: RuleLog | undefined; disabled: boolean },
  known: { shown: SheetShown | undefined; css: CssContext },
): void {
  const restart =
    known.shown?.text !== wanted.text ||
    known.shown.incomplete ||
    !isContinued(known.shown.rules, wanted.rules)
  if (restart) {
    setText(target, '')
    setText(target, adaptCss(wanted.text, known.css))
  }
  const sheet: unknown = Reflect.get(target, 'sheet')
  if (!isSheet(sheet)) return
  applyRules(sheet, changesSince(restart ? undefined : known.shown?.rules, wanted.rules), known.css)
  if (sheet.disabled !== wanted.disabled) sheet.disabled = wanted.disabled
}

/** The same for a constructed sheet. */
export function showConstructed(
  sheet: CSSStyleSheet,
  wanted: ConstructedSheet,
  known: { shown: SheetShown | undefined; css: CssContext },
): void {
  const restart =
    known.shown?.text !== wanted.text ||
    known.shown.incomplete ||
    !isContinued(known.shown.rules, wanted.rules)
  if (restart) sheet.replaceSync(adaptCss(wanted.text, known.css))
  if (sheet.media.mediaText !== (wanted.media ?? '')) sheet.media.mediaText = wanted.media ?? ''
  if (sheet.disabled !== (wanted.disabled ?? false)) sheet.disabled = wanted.disabled ?? false
  applyRules(sheet, changesSince(restart ? undefined : known.shown?.rules, wanted.rules), known.css)
}

/** True when `log` is `earlier` with more on top (or the same). */
function isContinued(earlier: RuleLog | undefined, log: RuleLog | undefined): boolean {
  let at = log
  const length = earlier?.length ?? 0
  while (at && at.length > length) at = at.before
  return at === earlier
}

function changesSince(earlier: RuleLog | undefined, log: RuleLog | undefined): RuleChange[] {
  const changes: RuleChange[] = []
  for (let at = log; at && at !== earlier; at = at.before) changes.push(at.change)
  return changes.reverse()
}

function applyRules(sheet: CSSStyleSheet, changes: RuleChange[], css: CssContext): void {
  for (const change of changes) {
    try {
      applyRule(sheet, change, css)
    } catch {
      // A rule this browser does not know, or a place that is not there.
    }
  }
}

function applyRule(sheet: CSSStyleSheet, change: RuleChange, css: CssContext): void {
  switch (change[0]) {
    case 'insert':
      listAt(sheet, change[1])?.insertRule(adaptCss(change[2], css), change[1].at(-1))
      return
    case 'delete':
      listAt(sheet, change[1])?.deleteRule(change[1].at(-1) ?? 0)
      return
    case 'set': {
      const rule = ruleAt(sheet, change[1])
      if (!rule || !('style' in rule)) return
      const style = (rule as CSSStyleRule).style
      const value = adaptCss(change[3], css)
      if (value === '') style.removeProperty(change[2])
      else style.setProperty(change[2], value, change[4])
      return
    }
    case 'selector': {
      const rule = ruleAt(sheet, change[1])
      const adapted = adaptCss(`${change[2]}{}`, css).slice(0, -2)
      if (rule && 'selectorText' in rule) (rule as CSSStyleRule).selectorText = adapted
      return
    }
    case 'replace': {
      while (sheet.cssRules.length > 0) sheet.deleteRule(0)
      const parsed = new CSSStyleSheet()
      parsed.replaceSync(adaptCss(change[1], css))
      for (const rule of parsed.cssRules) sheet.insertRule(rule.cssText, sheet.cssRules.length)
      return
    }
    case 'disabled':
      sheet.disabled = change[1]
      return
    case 'media':
      sheet.media.mediaText = change[1]
  }
}

type RuleList = CSSStyleSheet | CSSGroupingRule

/** The sheet or grouping rule whose list the last index of a path counts in. */
function listAt(sheet: CSSStyleSheet, path: readonly number[]): RuleList | undefined {
  let list: RuleList = sheet
  for (const index of path.slice(0, -1)) {
    const rule: CSSRule | undefined = list.cssRules[index]
    if (!rule || !('insertRule' in rule)) return undefined
    list = rule as CSSGroupingRule
  }
  return list
}

function ruleAt(sheet: CSSStyleSheet, path: readonly number[]): CSSRule | undefined {
  return listAt(sheet, path)?.cssRules[path.at(-1) ?? 0]
}

function isSheet(value: unknown): value is CSSStyleSheet {
  return typeof value === 'object' && value !== null && 'cssRules' in value
}
