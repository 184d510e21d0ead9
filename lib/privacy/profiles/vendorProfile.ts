import type { Profile, Verdict } from '../profile'

/** What one level of a vendor masks. */
export interface VendorLevel {
  text: boolean
  input: boolean
  attributes: boolean
  image: boolean
}

/** A vendor's rules as data. Selectors are matched by the browser. */
export interface VendorRules {
  id: string
  name: string
  version: string
  confidence: 'code' | 'documentation'
  levels: Readonly<Record<string, VendorLevel>>
  defaultLevel: string
  /** Replaced by an empty box, for good. */
  block?: string
  /** Tokens of the page and the level they set, strongest first. */
  tokens: readonly { selector: string; level: string }[]
  /**
   * `nearest`: the nearest token wins. `strictest`: what an ancestor masks stays masked; only the default is lifted.
   * `self`: a token that opens does so for its own element alone.
   */
  precedence: 'nearest' | 'strictest' | 'self'
  /** Fields that are masked whatever the tokens say. */
  forced: string
  /** What counts as a field besides those: masked where the level masks input. */
  fields: string
  /** Text inside these goes with input, not with page text. */
  fieldText?: string
  /** Pictures blocked whatever the level says. */
  media?: string
  mask(text: string, what: 'text' | 'input'): string
}

interface VendorVerdict extends Verdict {
  /** The level came from a token rather than from the default. */
  token: boolean
}

/** Attributes that say something to the person. */
const SPEAKING: ReadonlySet<string> = new Set(['title', 'alt', 'placeholder', 'aria-label'])
const CONTROL = /^(?:input|textarea|select)$/

/** Turns a vendor's rules into a profile. `level` is one of its own levels. */
export function createVendorProfile(rules: VendorRules, level = rules.defaultLevel): Profile {
  const start = rules.levels[level] ? level : rules.defaultLevel
  const root = verdictOf(start, false, { kind: 'level', detail: start })

  function verdictOf(name: string, token: boolean, reason: Verdict['reason']): VendorVerdict {
    const masks = rules.levels[name] ?? { text: true, input: true, attributes: true, image: true }
    return { ...masks, blocked: false, reason, level: name, token }
  }

  function derive(element: Element, given: Verdict): VendorVerdict {
    const parent = 'token' in given ? (given as VendorVerdict) : root
    if (parent.blocked) return parent
    if (rules.block !== undefined && element.matches(rules.block)) {
      return {
        ...parent,
        blocked: true,
        reason: { kind: 'vendor-token', detail: tokenOf(element, rules.block) },
      }
    }
    const inherited =
      parent.token && rules.precedence === 'self' && !strict(parent.level) ? root : parent
    let now = inherited
    const own = rules.tokens.find(({ selector }) => element.matches(selector))
    if (own && isAllowed(own.level, inherited)) {
      now = verdictOf(own.level, true, {
        kind: 'vendor-token',
        detail: tokenOf(element, own.selector),
      })
    }
    if (rules.forced !== '' && element.matches(rules.forced)) {
      return {
        ...now,
        input: true,
        text: true,
        reason: { kind: 'floor', detail: element.localName },
      }
    }
    if (now.input && CONTROL.test(element.localName) && !element.matches(rules.fields)) {
      return { ...now, input: now.text, reason: { kind: 'field', detail: element.localName } }
    }
    if (rules.media !== undefined && element.matches(rules.media)) return { ...now, image: true }
    if (
      rules.fieldText !== undefined &&
      element.matches(rules.fieldText) &&
      now.text !== now.input
    ) {
      return { ...now, text: now.input, reason: { kind: 'field', detail: element.localName } }
    }
    return now
  }

  function isAllowed(level: string, parent: VendorVerdict): boolean {
    return (
      rules.precedence !== 'strictest' || strict(level) || !(parent.token && strict(parent.level))
    )
  }

  function strict(level: string): boolean {
    return rules.levels[level]?.text ?? true
  }

  return {
    id: rules.id,
    name: rules.name,
    version: rules.version,
    confidence: rules.confidence,
    root,
    derive,
    stored: (text, { verdict, what }) => (verdict[what] ? rules.mask(text, what) : text),
    attribute: (name, value, { verdict }) =>
      verdict.attributes && SPEAKING.has(name) ? rules.mask(value, 'text') : value,
  }
}

/** The part of a selector list that the element matches: its token as a person would write it. */
function tokenOf(element: Element, selectors: string): string {
  return selectors.split(/,\s*/).find((selector) => element.matches(selector)) ?? selectors
}
