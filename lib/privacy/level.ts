import type { MaskRule, Policy } from '../format/settings'
import type { Treatment } from './masker'
import { isSecretName } from './secrets'
import { LOOKS_RANDOM, PASSWORD_NAME, SECRET_AUTOCOMPLETE, SECRET_SHAPE } from './tables/secrets'
import { EDITOR_CLASSES, ENTRY_ROLES, VENDOR_ATTRIBUTES, VENDOR_CLASSES } from './tables/tokens'
import * as bit from './treatment'

/** Decides what applies inside an element: the only place that does. */
export interface Decider {
  readonly root: Treatment
  element(element: Element, parent: Treatment): Treatment
}

const TEXT_INPUT = /^(?:|text|search|tel|url|email|number|password)$/
const OPENS = 1 << 20
const STRICT = bit.MASK_PAGE | bit.MASK_INPUT

/** Rules whose selector does not parse mask everything until they are mended: better too much than too little. */
export function createDecider(policy: Policy): Decider {
  const broken = policy.rules.some((rule) => rule.effect !== 'allow' && !parses(rule.selector))
  const rootBits = broken || policy.anonymous ? STRICT : bit.LEVEL_BITS[policy.level]
  const root = bit.toTreatment(rootBits)
  const rules = compileRules(policy.rules)
  /** Inputs that were passwords once, however they look now. */
  const passwords = new WeakSet<Element>()
  const classes = new Map<string, number>()

  const classBits = (value: string): number => {
    const known = classes.get(value)
    if (known !== undefined) return known
    let bits = 0
    for (const token of value.split(/\s+/)) {
      bits |= effectBits(VENDOR_CLASSES.get(token))
      if (EDITOR_CLASSES.has(token)) bits |= bit.ENTRY
    }
    if (classes.size > 5000) classes.clear()
    classes.set(value, bits)
    return bits
  }

  const element = (target: Element, parent: Treatment): Treatment => {
    let bits = bit.inherited(parent)
    const tag = target.localName
    const own = OWN_BITS.get(tag)
    if (own !== undefined) bits |= own
    let wants = 0
    if (target.hasAttributes()) {
      for (const name of target.getAttributeNames()) {
        switch (name) {
          case 'class':
            wants |= classBits(target.getAttribute(name) ?? '')
            break
          case 'data-recount':
            wants |= ownToken(target.getAttribute(name) ?? '')
            break
          case 'contenteditable':
            if (target.getAttribute(name) !== 'false') wants |= bit.ENTRY
            break
          case 'role':
            if (ENTRY_ROLES.has(target.getAttribute(name) ?? '')) wants |= bit.ENTRY
            break
          default:
            if (name.startsWith('data-')) {
              const effects = VENDOR_ATTRIBUTES.get(name)
              if (effects)
                wants |= effectBits(effects[target.getAttribute(name) ?? ''] ?? effects['*'])
            }
        }
      }
    }
    if (rules) wants |= rules(target)
    if (wants !== 0) bits = combine(bits, wants, policy)
    if (FIELDS.has(tag)) bits = field(target, tag, bits, passwords)
    return bit.toTreatment(bits)
  }
  return { root, element }
}

/** The strictest wish on one element wins; the nearest element wins; block and ignore stay for good. */
function combine(bits: number, wants: number, policy: Policy): number {
  const sticky = bits | (wants & (bit.BLOCKED | bit.IGNORED | bit.ENTRY))
  const ignored = wants & bit.IGNORED ? bit.MASK_INPUT : 0
  if (wants & bit.MASK_PAGE) return sticky | STRICT
  if (wants & OPENS && !policy.anonymous) return (sticky & ~STRICT) | ignored
  return sticky | ignored
}

const OWN_BITS: ReadonlyMap<string, number> = new Map([
  ['style', bit.STYLE_TEXT],
  ['script', bit.DROPPED_TEXT],
  ['noscript', bit.DROPPED_TEXT],
  ['template', bit.DROPPED_TEXT],
  ['title', bit.TITLE_TEXT],
  ['textarea', bit.ENTRY],
  ['select', bit.ENTRY],
  ['datalist', bit.ENTRY],
  ['output', bit.ENTRY],
])

const FIELDS = new Set(['input', 'textarea', 'select', 'meta'])

function field(target: Element, tag: string, bits: number, passwords: WeakSet<Element>): number {
  if (tag === 'meta') {
    const name = target.getAttribute('name') ?? target.getAttribute('property') ?? ''
    return isSecretName(name) ? bits | bit.SECRET : bits
  }
  if (SECRET_AUTOCOMPLETE.test(target.getAttribute('autocomplete') ?? '')) return bits | bit.FLOOR
  if (tag !== 'input') return bits
  const type = (target.getAttribute('type') ?? '').toLowerCase()
  if (type === 'password') {
    passwords.add(target)
    return bits | bit.FLOOR
  }
  if (passwords.has(target)) return bits | bit.FLOOR
  const name = `${target.getAttribute('name') ?? ''} ${target.id}`
  if (type === 'hidden') {
    const value = target.getAttribute('value') ?? ''
    const secret = isSecretName(name) || LOOKS_RANDOM.test(value) || value.search(SECRET_SHAPE) >= 0
    return secret ? bits | bit.FLOOR : bits
  }
  if (!TEXT_INPUT.test(type)) return bits
  return PASSWORD_NAME.test(name) || isCodeBox(target) ? bits | bit.FLOOR : bits
}

/** One box of a row of boxes for single characters: a one-time code typed digit by digit. */
function isCodeBox(input: Element): boolean {
  if (input.getAttribute('maxlength') !== '1') return false
  const row = input.parentElement?.parentElement ?? input.parentElement
  return row !== null && row.querySelectorAll('input[maxlength="1"]').length >= 4
}

function ownToken(value: string): number {
  let wants = 0
  for (const token of value.split(/\s+/)) {
    if (token === 'allow') wants |= OPENS
    else if (token === 'mask' || token === 'block' || token === 'ignore') wants |= effectBits(token)
  }
  return wants
}

function effectBits(effect: MaskRule['effect'] | undefined): number {
  if (effect === 'block') return bit.BLOCKED
  if (effect === 'mask') return bit.MASK_PAGE
  if (effect === 'ignore') return bit.IGNORED
  return effect === 'allow' ? OPENS : 0
}

/** One `matches` per effect, however many rules there are. */
function compileRules(rules: MaskRule[]): ((element: Element) => number) | undefined {
  const selectors = new Map<number, string[]>()
  for (const rule of rules) {
    if (!parses(rule.selector)) continue
    const bits = effectBits(rule.effect)
    selectors.set(bits, [...(selectors.get(bits) ?? []), rule.selector])
  }
  if (selectors.size === 0) return undefined
  const compiled = [...selectors].map(([bits, list]): [number, string] => [bits, list.join(',')])
  return (element) => {
    let wants = 0
    for (const [bits, selector] of compiled) if (element.matches(selector)) wants |= bits
    return wants
  }
}

function parses(selector: string): boolean {
  try {
    if (typeof document === 'undefined') return true
    document.createDocumentFragment().querySelector(selector)
    return true
  } catch {
    return false
  }
}
