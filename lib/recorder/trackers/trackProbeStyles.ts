import type { RuleChange, RulesEvent } from '../../format/events'
import type { Treatment } from '../../privacy/masker'
import type { Scope } from '../scope'
import { maskMedia, type StyleSheets } from '../styleSheets'
import { indexes, type ProbeRecord } from './trackProbeFields'
import { ruleChanges } from './trackProbeRules'

export interface StyleTracker {
  /** A record of kind `sheet` or `adopted`; `nodes` are those of its pull. */
  take(record: ProbeRecord, nodes: readonly EventTarget[]): void
  /** Finds style elements whose rules are not those of their text, where nobody was there to hear it. */
  lookAtAltered(): void
  /** A sheet that exists in the recording only is new, or has changed. */
  replayOnly(sheet: CSSStyleSheet): void
  /** A new snapshot tells everything whole. */
  reset(): void
}

/** What was last told of a sheet. The rules are the browser's own objects: the same rule is the same object. */
interface Told {
  rules: CSSRule[]
  disabled: boolean
  media: string
}

type Owner = RulesEvent['owner']

/**
 * Reads the sheets that the probe says have changed and tells how they differ from what was told. The first time a sheet
 * changes it is told whole; from then on only what is new.
 */
export function trackStyles(scope: Scope, sheets: StyleSheets): StyleTracker {
  let told = new WeakMap<CSSStyleSheet, Told>()

  function take(record: ProbeRecord, nodes: readonly EventTarget[]): void {
    if (record.kind === 'adopted') {
      const root = nodeAt(nodes, record.node)
      if (isRoot(root)) lookAt(root)
      return
    }
    const touched = indexes(record.rules)
    const node = nodeAt(nodes, record.node)
    if (node instanceof Element) {
      const sheet = 'sheet' in node ? node.sheet : null
      const id = scope.idOf(node)
      const treatment = scope.knownTreatment(node)
      if (!(sheet instanceof CSSStyleSheet) || id === 0 || treatment === undefined) return
      tell(sheet, { node: id }, treatment, touched)
      return
    }
    const root = nodeAt(nodes, record.root)
    if (!isRoot(root) || typeof record.index !== 'number') return
    const sheet = root.adoptedStyleSheets[record.index]
    if (!sheet) return
    const isKnown = sheets.numberOf(sheet) !== 0
    lookAt(root)
    const number = sheets.numberOf(sheet)
    const treatment = scope.ids.treatment(root) ?? scope.masker.root
    if (isKnown && number !== 0) tell(sheet, { sheet: number }, treatment, touched)
  }

  /** A sheet that is new to the stream is told whole by the look: that is what later changes start from. */
  function lookAt(root: Document | ShadowRoot): void {
    const fresh = [...root.adoptedStyleSheets].filter((sheet) => sheets.numberOf(sheet) === 0)
    sheets.lookAtAdopted(root)
    for (const sheet of fresh) if (sheets.numberOf(sheet) !== 0) told.set(sheet, stateOf(sheet))
  }

  function tell(sheet: CSSStyleSheet, owner: Owner, treatment: Treatment, touched: number[]): void {
    const before = told.get(sheet)
    const now = stateOf(sheet)
    told.set(sheet, now)
    const base = sheet.href ?? scope.document.baseURI
    const text = (rule: CSSRule): string => {
      const raw = rule.cssText
      const masked = scope.masker.css(raw, treatment, base)
      scope.resources.wantFromCss(raw, masked, base, treatment)
      return masked
    }
    const changes: RuleChange[] = ruleChanges(before?.rules, now.rules, touched, text)
    if (now.disabled !== (before?.disabled ?? false)) changes.push(['disabled', now.disabled])
    if (now.media !== (before?.media ?? sheetMedia(sheet)))
      changes.push(['media', maskMedia(scope, now.media, treatment)])
    if (changes.length > 0) scope.emit({ kind: 'rules', time: scope.now(), owner, changes })
  }

  return {
    take,
    lookAtAltered() {
      for (const sheet of scope.document.styleSheets) {
        const owner = sheet.ownerNode
        if (!(owner instanceof HTMLStyleElement) || !isAltered(owner, sheet)) continue
        const id = scope.idOf(owner)
        const treatment = scope.knownTreatment(owner)
        if (id !== 0 && treatment !== undefined) tell(sheet, { node: id }, treatment, [])
      }
    },
    replayOnly(sheet) {
      const number = sheets.numberOf(sheet)
      if (number !== 0) {
        tell(sheet, { sheet: number }, scope.masker.root, [])
        return
      }
      sheets.adoptInReplay(sheet)
      told.set(sheet, stateOf(sheet))
    },
    reset() {
      told = new WeakMap()
    },
  }
}

/** Longer texts are parsed once more only to learn that nobody changed them; a few of those are a long task. */
const MAX_COMPARED = 200_000

function isAltered(owner: HTMLStyleElement, sheet: CSSStyleSheet): boolean {
  const text = owner.textContent ?? ''
  // An empty one is read from its rules anyway.
  if (text.trim() === '' || text.length > MAX_COMPARED) return false
  const parsed = new CSSStyleSheet()
  parsed.replaceSync(text)
  // A constructed sheet takes no imports.
  const own = stateOf(sheet).rules.filter((rule) => !(rule instanceof CSSImportRule))
  const { rules } = stateOf(parsed)
  return (
    sheet.disabled ||
    own.length !== rules.length ||
    own.some((rule, index) => rule.cssText !== rules[index]?.cssText)
  )
}

function stateOf(sheet: CSSStyleSheet): Told {
  const rules: CSSRule[] = []
  const list = sheet.cssRules
  for (let index = 0; index < list.length; index++) {
    const rule = list[index]
    if (rule) rules.push(rule)
  }
  return { rules, disabled: sheet.disabled, media: sheet.media.mediaText }
}

/** What the markup says of a sheet's media: that much the replay knows already. */
function sheetMedia(sheet: CSSStyleSheet): string {
  const owner = sheet.ownerNode
  return owner instanceof Element ? (owner.getAttribute('media') ?? '') : ''
}

function nodeAt(nodes: readonly EventTarget[], index: unknown): EventTarget | undefined {
  return typeof index === 'number' ? nodes[index] : undefined
}

function isRoot(node: unknown): node is Document | ShadowRoot {
  return node instanceof Document || node instanceof ShadowRoot
}
