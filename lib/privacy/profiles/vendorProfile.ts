import { plain } from '../../platform/reads'
import type { Profile, Reason, Verdict } from '../profile'

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
  /** false: after the code, but never compared with what the package records. */
  isCompared?: false
  levels: Readonly<Record<string, VendorLevel>>
  defaultLevel: string
  /** Replaced by an empty box, for good. */
  block?: string
  /** Blocked where the recording was started with that level. */
  blockAt?: Readonly<Record<string, string>>
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
  /** Level that forced fields have for everything else of them; absent: that of what is around them. */
  forcedLevel?: string
  /** Instead of tokens: the level an element has, given that of its parent; undefined: the parent's. */
  levelOf?(element: Element, parent: string): string | undefined
  /** Decisions that levels alone do not tell; undefined: as the level says. */
  exact?: ExactRules
  mask(text: string, what: 'text' | 'input'): string
}

/** Where the code of a vendor decides by more than a level. */
export interface ExactRules {
  text?(text: string, at: ExactPlace): string | undefined
  value?(value: string, at: ExactPlace): string | undefined
  /** null: left out. */
  attribute?(name: string, value: string, at: ExactPlace): string | null | undefined
  /** What gets out of the blocked element itself all the same. `name` is `text`, `input` or that of an attribute. */
  blocked?(name: string, value: string, at: ExactPlace): string | undefined
}

export interface ExactPlace {
  element: Element
  verdict: VendorVerdict
  /** The level the recording was started with. */
  start: string
}

export interface VendorVerdict extends Verdict {
  /** The level came from a token rather than from the default. */
  token: boolean
}

/** Attributes that say something to the person. */
const SPEAKING: ReadonlySet<string> = new Set(['title', 'alt', 'placeholder', 'aria-label'])
const CONTROL = /^(?:input|textarea|select)$/

/** Turns a vendor's rules into a profile. `level` is one of its own levels. */
export function createVendorProfile(rules: VendorRules, level = rules.defaultLevel): Profile {
  const start = rules.levels[level] ? level : rules.defaultLevel
  const block = [rules.block, rules.blockAt?.[start]].filter(Boolean).join(', ')
  const root = verdictOf(start, false, { kind: 'level', detail: start })

  function verdictOf(name: string, token: boolean, reason: Verdict['reason']): VendorVerdict {
    const masks = rules.levels[name] ?? { text: true, input: true, attributes: true, image: true }
    return { ...masks, blocked: false, reason, level: name, token }
  }

  function ownOf(verdict: Verdict): VendorVerdict {
    return 'token' in verdict ? (verdict as VendorVerdict) : root
  }

  function derive(of: Element, given: Verdict): VendorVerdict {
    const element = plain(of)
    const parent = ownOf(given)
    if (parent.blocked) return parent
    if (block !== '' && element.matches(block)) {
      return {
        ...parent,
        blocked: true,
        reason: { kind: 'vendor-token', detail: tokenOf(element, block) },
      }
    }
    const inherited =
      parent.token && rules.precedence === 'self' && !strict(parent.level) ? root : parent
    let now = inherited
    const level = rules.levelOf?.(element, inherited.level)
    if (level !== undefined && level !== inherited.level) {
      now = verdictOf(level, true, { kind: 'vendor-token', detail: whyLevel(element, rules) })
    }
    const own = rules.levelOf
      ? undefined
      : rules.tokens.find(({ selector }) => element.matches(selector))
    if (own && isAllowed(own.level, inherited)) {
      const reason: Reason = { kind: 'vendor-token', detail: tokenOf(element, own.selector) }
      const token = verdictOf(own.level, true, reason)
      now =
        rules.precedence === 'strictest' && strict(own.level) ? stricter(token, inherited) : token
    }
    if (rules.forced !== '' && element.matches(rules.forced)) {
      const reason: Reason = { kind: 'floor', detail: tokenOf(element, rules.forced) }
      const masks = rules.forcedLevel ? verdictOf(rules.forcedLevel, false, reason) : now
      return { ...masks, input: true, text: true, reason }
    }
    if (now.input && CONTROL.test(element.localName) && !element.matches(rules.fields)) {
      return { ...now, input: now.text, reason: { kind: 'field', detail: element.localName } }
    }
    if (
      rules.fieldText !== undefined &&
      element.matches(rules.fieldText) &&
      now.text !== now.input
    ) {
      return { ...now, text: now.input, reason: { kind: 'field', detail: element.localName } }
    }
    return now
  }

  /** The blocked element itself, not what is in it. */
  function isBlockRoot(element: Element): boolean {
    const { parentElement } = element
    return !parentElement || !plain(parentElement).closest(block)
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
    stored(text, { element: of, verdict, what }) {
      const element = plain(of)
      const at = { element, verdict: ownOf(verdict), start }
      if (verdict.blocked)
        return (isBlockRoot(element) && rules.exact?.blocked?.(what, text, at)) || ''
      const exact = what === 'input' ? rules.exact?.value : rules.exact?.text
      return exact?.(text, at) ?? (verdict[what] ? rules.mask(text, what) : text)
    },
    attribute(name, value, { element: of, verdict }) {
      const element = plain(of)
      const at = { element, verdict: ownOf(verdict), start }
      if (verdict.blocked)
        return (isBlockRoot(element) && rules.exact?.blocked?.(name, value, at)) || null
      const exact = rules.exact?.attribute?.(name, value, at)
      if (exact !== undefined) return exact
      return verdict.attributes && SPEAKING.has(name) ? rules.mask(value, 'text') : value
    },
  }
}

/** A token adds to what is masked already. */
function stricter(token: VendorVerdict, before: VendorVerdict): VendorVerdict {
  return {
    ...token,
    text: token.text || before.text,
    input: token.input || before.input,
    attributes: token.attributes || before.attributes,
    image: token.image || before.image,
  }
}

/** The part of a selector list that the element matches: its token as a person would write it. */
function tokenOf(element: Element, selectors: string): string {
  return partsOf(selectors).find((selector) => element.matches(selector)) ?? selectors
}

/** The token that set a level, or else the element itself. */
function whyLevel(element: Element, rules: VendorRules): string {
  const token = rules.tokens.find(({ selector }) => element.matches(selector))
  return token ? tokenOf(element, token.selector) : element.localName
}

/** Splits a selector list, but not at a comma within parentheses. */
function partsOf(selectors: string): string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  for (const letter of selectors) {
    if (letter === '(') depth++
    else if (letter === ')') depth--
    if (letter === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += letter
  }
  return [...parts, part.trim()]
}
