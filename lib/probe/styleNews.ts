/**
 * Which style sheets changed since the last pull. A sheet of a <style> or <link> is named by its element; a constructed
 * one by a root that adopts it and its place there, since sheets themselves cannot cross into the recorder's world.
 */
import type { Natives } from '../platform/natives'
import type { Outbox } from './outbox'

export interface StyleNews {
  sheetChanged(sheet: CSSStyleSheet): void
  /** Anything inside a rule: its declarations, its selector, the rules nested in it. */
  ruleChanged(rule: CSSRule): void
  /** `disabled` or `media`. */
  stateChanged(sheet: CSSStyleSheet): void
  adoptedChanged(root: Document | ShadowRoot): void
  /** The page holds the live array of adopted sheets. */
  adoptedTaken(root: Document | ShadowRoot): void
  /** JSON records of everything since the last call. */
  text(indexOf: (node: EventTarget) => number): string
  /** Everything that was ever changed counts as changed again. */
  again(): void
  clear(): void
}

/** More changed rules of one sheet than this are not told one by one: the recorder looks at all of them. */
const MAX_RULES = 200
/** A place in a long sheet is searched for; beyond this the recorder looks for itself. */
const MAX_SEARCH = 20_000
/** Roots whose live array the page once took, kept in view. */
const MAX_TAKEN = 50
const MAX_NESTING = 50

interface Dirty {
  /** Outermost rules that changed inside; undefined: look at all. */
  rules: Set<CSSRule> | undefined
}

export function createStyleNews(natives: Natives, outbox: Outbox): StyleNews {
  const {
    world,
    getter,
    mapGet,
    mapSet,
    setAdd,
    setDelete,
    setHas,
    setForEach,
    setSize,
    setClear,
  } = natives
  const parentSheet = getter(world.CSSRule.prototype, 'parentStyleSheet')
  const parentRule = getter(world.CSSRule.prototype, 'parentRule')
  const ownerNode = getter(world.StyleSheet.prototype, 'ownerNode')
  const rulesOf = getter(world.CSSStyleSheet.prototype, 'cssRules')
  const ruleCount = getter(world.CSSRuleList.prototype, 'length')
  const adopted = [
    getter(world.Document.prototype, 'adoptedStyleSheets'),
    getter(world.ShadowRoot.prototype, 'adoptedStyleSheets'),
  ]
  const changed: Set<CSSStyleSheet> = new natives.Set()
  const roots: Set<Document | ShadowRoot> = new natives.Set()
  const dirty = new natives.WeakMap<object, unknown>()
  /** Sheet -> where it was last seen adopted. */
  const places = new natives.WeakMap<object, unknown>()
  /** Constructed sheets that changed while no root adopted them: told when one does. */
  const unplaced = new natives.WeakMap<object, unknown>()
  let taken: { root: { deref(): object | undefined }; sheets: unknown[] }[] = []
  const isKnown = new natives.WeakMap<object, unknown>()
  /** Sheets that were ever changed. */
  let known: object[] = []
  let lastSheet: CSSStyleSheet | undefined

  function listOf(root: unknown): unknown[] {
    return (adopted[0]?.(root) ?? adopted[1]?.(root) ?? []) as unknown[]
  }

  function add(sheet: CSSStyleSheet): void {
    if (sheet === lastSheet) return
    lastSheet = sheet
    setAdd(changed, sheet)
    if (mapGet(isKnown, sheet) !== true) {
      mapSet(isKnown, sheet, true)
      known[known.length] = natives.weakRef(sheet)
    }
    outbox.wake()
  }

  function indexesOf(sheet: CSSStyleSheet, rules: Set<CSSRule> | undefined): string {
    if (!rules || setSize(rules) === 0) return ''
    const list = rulesOf(sheet) as CSSRuleList
    const count = ruleCount(list) as number
    let text = ''
    let left = setSize(rules)
    for (let i = 0; i < count && i < MAX_SEARCH && left > 0; i++) {
      if (!setHas(rules, list[i] as CSSRule)) continue
      text += `${text === '' ? '' : ','}${i}`
      left--
    }
    return text
  }

  /** `"node":3` or `"root":3,"index":0`; '' where nothing shows the sheet. */
  function placeOf(sheet: CSSStyleSheet, indexOf: (node: EventTarget) => number): string {
    const node = ownerNode(sheet)
    if (node) return `"node":${indexOf(node as EventTarget)}`
    const place = mapGet(places, sheet) as { deref(): Document | undefined } | undefined
    const root = place && natives.deref(place)
    if (!root) return ''
    const list = listOf(root)
    for (let i = 0; i < list.length; i++) {
      if (list[i] === sheet) return `"root":${indexOf(root as EventTarget)},"index":${i}`
    }
    return ''
  }

  function notePlaces(root: Document | ShadowRoot): void {
    const list = listOf(root)
    const reference = natives.weakRef(root)
    for (let i = 0; i < list.length; i++) {
      const sheet = list[i] as CSSStyleSheet
      mapSet(places, sheet, reference)
      if (mapGet(unplaced, sheet) === true) {
        mapSet(unplaced, sheet, false)
        add(sheet)
      }
    }
  }

  function checkTaken(): void {
    for (let i = 0; i < taken.length; i++) {
      const entry = taken[i]
      const root = entry && natives.deref(entry.root)
      if (!entry || !root) continue
      const now = listOf(root)
      let isSame = now.length === entry.sheets.length
      for (let k = 0; isSame && k < now.length; k++) isSame = now[k] === entry.sheets[k]
      if (isSame) continue
      entry.sheets = copy(now)
      setAdd(roots, root as Document)
    }
  }

  return {
    sheetChanged: (sheet) => add(sheet),
    stateChanged: (sheet) => add(sheet),
    ruleChanged(rule) {
      const sheet = parentSheet(rule) as CSSStyleSheet | null
      if (!sheet) return
      let top: CSSRule = rule
      for (let i = 0; i < MAX_NESTING; i++) {
        const outer = parentRule(top)
        if (!outer) break
        top = outer as CSSRule
      }
      let entry = mapGet(dirty, sheet) as Dirty | undefined
      if (!entry) {
        entry = { rules: new natives.Set() }
        mapSet(dirty, sheet, entry)
      }
      if (entry.rules && setSize(entry.rules) < MAX_RULES) setAdd(entry.rules, top)
      else entry.rules = undefined
      add(sheet)
    },
    adoptedChanged(root) {
      setAdd(roots, root)
      outbox.wake()
    },
    adoptedTaken(root) {
      for (let i = 0; i < taken.length; i++) {
        const entry = taken[i]
        if (entry && natives.deref(entry.root) === root) return outbox.wake()
      }
      const kept: typeof taken = []
      for (let i = taken.length < MAX_TAKEN ? 0 : 1; i < taken.length; i++) {
        const entry = taken[i]
        if (entry) kept[kept.length] = entry
      }
      kept[kept.length] = { root: natives.weakRef(root), sheets: copy(listOf(root)) }
      taken = kept
      outbox.wake()
    },
    text(indexOf) {
      let text = ''
      const record = (members: string) => {
        text += `${text === '' ? '' : ','}{${members}}`
      }
      checkTaken()
      setForEach(roots, (root) => {
        notePlaces(root)
        record(`"kind":"adopted","node":${indexOf(root)}`)
      })
      setClear(roots as Set<never>)
      setForEach(changed, (sheet) => {
        setDelete(changed, sheet)
        const entry = mapGet(dirty, sheet) as Dirty | undefined
        const place = placeOf(sheet, indexOf)
        if (place === '') return void mapSet(unplaced, sheet, true)
        const rules = entry === undefined ? '' : entry.rules ? indexesOf(sheet, entry.rules) : '-1'
        mapSet(dirty, sheet, undefined)
        record(`"kind":"sheet",${place},"rules":[${rules}]`)
      })
      lastSheet = undefined
      return text
    },
    again() {
      // What changed while nobody listened woke nobody.
      lastSheet = undefined
      if (setSize(changed) > 0 || setSize(roots) > 0) outbox.wake()
      const alive: object[] = []
      for (let i = 0; i < known.length; i++) {
        const reference = known[i]
        const sheet = reference && natives.deref(reference)
        if (!reference || !sheet) continue
        alive[alive.length] = reference
        // A constructed sheet is read anew where it is adopted.
        if (ownerNode(sheet)) add(sheet as CSSStyleSheet)
      }
      known = alive
    },
    clear() {
      setClear(changed as Set<never>)
      setClear(roots as Set<never>)
      taken = []
      lastSheet = undefined
    },
  }
}

function copy(list: unknown[]): unknown[] {
  const kept: unknown[] = []
  for (let i = 0; i < list.length; i++) kept[i] = list[i]
  return kept
}
