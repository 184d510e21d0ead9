import type { Policy, RuleEffect } from '../format/settings'
import { attributeNamesOf, hasAttributes, localNameOf, readAttribute } from '../platform/reads'
import { type DistantRules, findDistantRules } from './distantRules'
import type { Fields } from './fields'
import type { Treatment } from './masker'
import { compileSelectors, findRuleProblems } from './rules'
import { EDITOR_CLASSES, ENTRY_ROLES, VENDOR_ATTRIBUTES, VENDOR_CLASSES } from './tables/tokens'
import * as bit from './treatment'

/** Decides what applies inside an element: the only place that does. */
export interface Decider {
  readonly root: Treatment
  readonly distantRules?: DistantRules
  element(element: Element, parent: Treatment, names?: readonly string[]): Treatment
}

/** Bits an element asks for, beyond those of a treatment. */
const OPENS = 1 << 20
const CACHE_LIMIT = 5000

const OWN_BITS: ReadonlyMap<string, number> = new Map([
  ['style', bit.STYLE_TEXT],
  ['script', bit.DROPPED_TEXT],
  ['noscript', bit.DROPPED_TEXT],
  ['title', bit.TITLE_TEXT],
  ['textarea', bit.ENTRY | bit.TYPED],
  ['select', bit.ENTRY],
  ['datalist', bit.ENTRY],
  ['output', bit.ENTRY],
])
const FIELDS: ReadonlySet<string> = new Set(['input', 'textarea', 'select', 'meta'])
/** Attributes that ask for something; all others cost one look into this map. */
const ASKING: ReadonlyMap<string, (value: string) => number> = new Map<
  string,
  (value: string) => number
>([
  ['data-recount', ownToken],
  ['contenteditable', (value) => (value === 'false' ? 0 : bit.ENTRY | bit.TYPED)],
  ['role', (value) => (ENTRY_ROLES.has(value) ? bit.ENTRY | bit.TYPED : 0)],
  ...[...VENDOR_ATTRIBUTES].map(([name, effects]): [string, (value: string) => number] => [
    name,
    (value) => effectBits(effects[value] ?? effects['*']),
  ]),
])

/** A rule whose selector does not parse masks everything until it is mended: better too much than too little. */
export function createDecider(policy: Policy, fields: Fields): Decider {
  const problems = new Set(findRuleProblems(policy.rules).map((problem) => problem.selector))
  const broken = policy.rules.some((rule) => rule.effect !== 'allow' && problems.has(rule.selector))
  const strict = broken || policy.anonymous === true
  const root = bit.toTreatment(strict ? bit.STRICT_BITS : bit.LEVEL_BITS[policy.level])
  const matchers = compileRules(policy, problems)
  const classes = new Map<string, number>()

  const classBits = (value: string): number => {
    const known = classes.get(value)
    if (known !== undefined) return known
    let bits = 0
    for (const token of value.split(/\s+/)) {
      bits |= effectBits(VENDOR_CLASSES.get(token))
      if (EDITOR_CLASSES.has(token)) bits |= bit.ENTRY | bit.TYPED
    }
    if (classes.size > CACHE_LIMIT) classes.clear()
    classes.set(value, bits)
    return bits
  }

  const asked = (element: Element, names: readonly string[]): number => {
    let wants = 0
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? ''
      if (name === 'class') wants |= classBits(readAttribute(element, name) ?? '')
      else {
        const ask = ASKING.get(name)
        if (ask !== undefined) wants |= ask(readAttribute(element, name) ?? '')
      }
    }
    return wants
  }

  const element = (target: Element, parent: Treatment, names?: readonly string[]): Treatment => {
    const tag = localNameOf(target)
    let bits = bit.inherited(parent) | (OWN_BITS.get(tag) ?? 0)
    let wants = 0
    if (names !== undefined) wants = asked(target, names)
    else if (hasAttributes(target)) wants = asked(target, attributeNamesOf(target))
    for (let index = 0; index < matchers.length; index++) {
      const matcher = matchers[index]
      if (matcher?.matches(target)) wants |= matcher.bits
    }
    if (wants !== 0) bits = combine(bits, wants, strict)
    if (FIELDS.has(tag)) bits |= fields.bits(target, tag)
    else if (tag === 'html' && target.ownerDocument.designMode === 'on')
      bits |= bit.ENTRY | bit.TYPED
    return bit.toTreatment(bits)
  }
  const distantRules = findDistantRules(policy.rules.filter((rule) => !problems.has(rule.selector)))
  return { root, element, ...(distantRules ? { distantRules } : {}) }
}

/** The strictest wish on one element wins; else the nearest; block and ignore stay for good. */
function combine(bits: number, wants: number, strict: boolean): number {
  const kept = bits | (wants & (bit.BLOCKED | bit.IGNORED | bit.ENTRY | bit.TYPED))
  // What is typed into an ignored field is an interaction, too.
  const ignored = kept & bit.IGNORED ? bit.MASK_INPUT : 0
  if (wants & bit.MASK_PAGE) return kept | bit.STRICT_BITS
  if (wants & OPENS && !strict) return (kept & ~bit.STRICT_BITS) | ignored
  return kept | ignored
}

function ownToken(value: string): number {
  let wants = 0
  for (const token of value.toLowerCase().split(/\s+/)) {
    if (token === 'allow') wants |= OPENS
    else if (token === 'mask' || token === 'block' || token === 'ignore') wants |= effectBits(token)
  }
  return wants
}

function effectBits(effect: RuleEffect | undefined): number {
  switch (effect) {
    case 'block':
      return bit.BLOCKED
    case 'mask':
      return bit.MASK_PAGE
    case 'ignore':
      return bit.IGNORED
    case 'allow':
      return OPENS
    default:
      return 0
  }
}

function compileRules(
  policy: Policy,
  problems: ReadonlySet<string>,
): { bits: number; matches(element: Element): boolean }[] {
  const selectors = new Map<RuleEffect, string[]>()
  for (const { effect, selector } of policy.rules) {
    if (problems.has(selector)) continue
    const list = selectors.get(effect)
    if (list) list.push(selector)
    else selectors.set(effect, [selector])
  }
  return [...selectors].map(([effect, list]) => ({
    bits: effectBits(effect),
    matches: compileSelectors(list),
  }))
}
