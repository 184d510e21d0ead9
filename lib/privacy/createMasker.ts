import type { Policy } from '../format/settings'
import { maskAttributeName } from './attributeNames'
import { type AttributeTools, maskAttribute } from './attributes'
import { createFields } from './fields'
import { createDecider } from './level'
import type { Masker, Treatment } from './masker'
import { createNameMask } from './names'
import { maskHeader, maskPayload, type PayloadMask } from './payloads'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { createSheetNames } from './sheetNames'
import { createStyleMask } from './styles'
import { KNOWN_TAGS } from './tables/elements'
import { PLAIN_HEADER, SECRET_HEADER } from './tables/secrets'
import * as bit from './treatment'
import { createTypedValues } from './typed'
import { maskUrl, toAbsolute, type UrlMask, type UrlRigor } from './urls'
import { maskValue } from './values'

export interface MaskerContext {
  /** The document's base URL: what relative addresses are resolved against. */
  baseUrl: () => string
  /** Addresses from masked parts, where several maskers share them. */
  hidden?: Set<string>
}

const RIGOR: Record<Policy['level'], UrlRigor> = {
  'mask-all': 'strict',
  'mask-user-input': 'entered',
  allow: 'open',
}
/** Secrets that are shorter are not looked for elsewhere: "2027" is a year on every other page. */
const SHORTEST_SECRET = 6
const SHORTEST_FIELD_SECRET = 3
const MOST_HIDDEN = 5000

/** The masking engine of one document. No method throws; what fails is masked whole and counted. */
export function createMasker(policy: Policy, context: MaskerContext): Masker {
  const fields = createFields()
  const decider = createDecider(policy, fields)
  const names = createNameMask(policy.key ?? randomKey())
  const sheets = createSheetNames()
  const entered = createTypedValues()
  const secrets = createTypedValues(() => FLOOR_FILLER)
  const strict = (decider.root & bit.MASK_PAGE) !== 0
  const level = strict ? 'mask-all' : policy.level
  let failures = 0

  const hasTyped = (text: string): boolean =>
    (secrets.size > 0 && secrets.test(text)) ||
    (level !== 'allow' && entered.size > 0 && entered.test(text))
  const typed = (text: string): string => {
    const safe = secrets.size > 0 ? secrets.mask(text) : text
    return level === 'allow' || entered.size === 0 ? safe : entered.mask(safe)
  }

  const urlMask: UrlMask = {
    names,
    rigor: RIGOR[level],
    anonymous: policy.anonymous === true,
    hasTyped,
  }
  const strictUrlMask: UrlMask = { ...urlMask, rigor: 'strict' }
  const payloadMask: PayloadMask = {
    level,
    names,
    typed,
    url: (url) => attempt('', () => maskUrl(url, 'request', urlMask)),
  }
  /** Equal for the whole document at mask-all; in a masked part of an open one, names of its sheets stay. */
  const sheetName = (name: string, element: Element, masked: boolean): string => {
    if (strict) return names.name(name)
    if (masked) return sheets.has(name, element) ? name : names.name(name)
    return hasTyped(name) ? names.name(name) : name
  }

  /** Addresses from masked parts of an open document: their requests are masked as well. */
  const hidden = context.hidden ?? new Set<string>()
  const hide = (address: string): void => {
    if (!strict && hidden.size < MOST_HIDDEN) hidden.add(address)
  }

  const tools: AttributeTools = {
    names,
    hasTyped,
    typed,
    value: (element, content, treatment) => value(element, content, treatment),
    secret: (content) => {
      if (content.length >= SHORTEST_SECRET) secrets.remember(content)
    },
    sheetNames: (value, element, treatment) => {
      if (strict) return names.list(value)
      const masked = (treatment & bit.MASK_PAGE) !== 0
      if (!masked && !hasTyped(value)) return value
      return value.replace(/\S+/g, (name) => sheetName(name, element, masked))
    },
    css: (text, treatment) => styles.sheet(text, treatment, context.baseUrl()),
    cssValue: (text, property) => styles.value(text, property, context.baseUrl()),
    url: (value, use, treatment) => {
      const address = toAbsolute(value, context.baseUrl())
      if (!(treatment & bit.MASK_PAGE)) return maskUrl(address, use, urlMask)
      hide(address)
      return maskUrl(address, use, strictUrlMask)
    },
  }
  const styles = createStyleMask({ strict, tools, urlMask, strictUrlMask, hide })

  function attempt<T>(placeholder: T, run: () => T): T {
    try {
      return run()
    } catch {
      failures++
      return placeholder
    }
  }

  const text = (value: string, parent: Element | null, treatment: Treatment): string => {
    if (treatment & SPECIAL) {
      if (treatment & bit.DROPPED_TEXT) return ''
      if (treatment & (bit.FLOOR | bit.BLOCKED)) return value.trim() === '' ? value : FLOOR_FILLER
      if (treatment & bit.STYLE_TEXT) return styles.sheet(value, treatment, context.baseUrl())
      if (treatment & bit.TITLE_TEXT && policy.anonymous && parent?.namespaceURI === HTML) return ''
      if (treatment & bit.TYPED && treatment & bit.MASK_INPUT && !strict) {
        entered.remember(value, parent ?? undefined)
      }
      if (treatment & bit.ENTRY && treatment & bit.MASK_INPUT) return maskShape(value)
    }
    if (treatment & bit.MASK_PAGE) return maskShape(value)
    const safe = maskSecretShapes(value)
    if (secrets.size === 0 && entered.size === 0) return safe
    return treatment & bit.MASK_INPUT ? typed(safe) : secrets.mask(safe)
  }

  const value = (element: Element, live: string, treatment: Treatment): string => {
    const floor = treatment & bit.FLOOR || fields.isSecretNow(element, live, shown)
    if (floor) {
      rememberSecret(element, live)
      return maskValue(element, live, bit.toTreatment(treatment | bit.FLOOR))
    }
    if (treatment & bit.MASK_INPUT && !strict) {
      entered.remember(live, element)
      if (element.localName === 'select') rememberChosen(element)
    }
    return typed(maskValue(element, live, treatment))
  }

  /** Fields that were swapped for a visible one (a fresh input, same value) are known by their value. */
  const shown = new Set<string>()
  const rememberSecret = (element: Element, live: string): void => {
    const secret = fields.secretOf(element, live)
    if (secret.length >= SHORTEST_FIELD_SECRET && shown.size < 200) shown.add(secret)
    if (secret.length >= SHORTEST_SECRET) secrets.remember(secret, element)
  }

  const rememberChosen = (select: Element): void => {
    if (!('selectedOptions' in select)) return
    for (const option of select.selectedOptions as Iterable<Element>)
      entered.remember(option.textContent ?? '')
  }

  const attributeNames = new Map<string, string>()
  const maskName = (name: string): string => {
    const known = attributeNames.get(name)
    if (known !== undefined) return known
    const masked = maskAttributeName(name, names.name)
    if (attributeNames.size < 2000) attributeNames.set(name, masked)
    return masked
  }

  const resolve = (node: Node): Treatment => {
    const path: Element[] = []
    for (let next: Node | null = node; next !== null; next = parentOf(next)) {
      if (next.nodeType === 1) path.push(next as Element)
    }
    let treatment = decider.root
    for (let index = path.length - 1; index >= 0; index--) {
      const element = path[index]
      if (element !== undefined) treatment = decider.element(element, treatment)
    }
    return treatment
  }

  if (level === 'mask-user-input')
    attempt(undefined, () => rememberQuery(context.baseUrl(), entered.remember))

  return {
    policy,
    root: decider.root,
    ...(decider.distantRules ? { distantRules: decider.distantRules } : {}),
    // The four that are called for every node have their guard written out: a closure each would be felt.
    element(element, parent, known) {
      try {
        return decider.element(element, parent, known)
      } catch {
        failures++
        return bit.STRICTEST
      }
    },
    resolve: (node) => attempt(bit.STRICTEST, () => resolve(node)),
    isBlocked: (treatment) => (treatment & bit.BLOCKED) !== 0,
    isIgnored: (treatment) => (treatment & (bit.IGNORED | bit.BLOCKED)) !== 0,
    keepsImages: (treatment) =>
      (treatment & (bit.MASK_PAGE | bit.BLOCKED)) === 0 && !isTypedInto(treatment),
    text(content, parent, treatment) {
      try {
        return text(content, parent, treatment)
      } catch {
        failures++
        return ''
      }
    },
    tag: (name) =>
      !strict || KNOWN_TAGS.has(name.toLowerCase())
        ? name
        : attempt('x-masked', () => names.name(name)),
    doctype: (parts) =>
      strict && !PUBLIC_DOCTYPE.test(parts.join(' ')) ? ['html', '', ''] : parts,
    attributeName(name, treatment) {
      try {
        return strict || treatment & bit.MASK_PAGE ? maskName(name) : name
      } catch {
        failures++
        return 'data-masked'
      }
    },
    attribute(element, name, content, treatment) {
      try {
        return maskAttribute(element, element.localName, name, content, treatment, tools)
      } catch {
        failures++
        return null
      }
    },
    value: (element, live, treatment) => attempt('', () => value(element, live, treatment)),
    keepsChoice: (_, treatment) => (treatment & (bit.MASK_INPUT | bit.FLOOR | bit.BLOCKED)) === 0,
    css: (content, treatment, base) => attempt('', () => styles.sheet(content, treatment, base)),
    url: (url, use) =>
      attempt('', () => {
        if (url === '') return ''
        const address = toAbsolute(url, context.baseUrl())
        return maskUrl(address, use, hidden.has(address) ? strictUrlMask : urlMask)
      }),
    title: (title) =>
      attempt('', () => {
        if (policy.anonymous) return ''
        return strict ? maskShape(title) : typed(maskSecretShapes(title))
      }),
    payload: (content, use, name = '') =>
      attempt('', () => maskPayload(content, use, name, payloadMask)),
    header: (name, content) => attempt(FLOOR_FILLER, () => maskHeader(name, content, payloadMask)),
    name: (name) =>
      attempt('', () => {
        if (name === '' || (!strict && !hasTyped(name))) return name
        return PLAIN_HEADER.test(name) || SECRET_HEADER.test(name) ? name : names.name(name)
      }),
    remember: (content, element) => attempt(undefined, () => entered.remember(content, element)),
    get failures() {
      return failures
    },
  }
}

/** Those of the standards: they change how a page is drawn, and say nothing of anybody. */
const PUBLIC_DOCTYPE =
  /^(?:html|svg|math) (?:-\/\/(?:W3C|IETF|WAPFORUM)\/\/(?:DTD|ENTITIES) [\w. ]{1,40}\/\/EN)? ?(?:https?:\/\/www\.w3\.org\/[\w/.-]{1,60})?(?:about:legacy-compat)?$/

const HTML = 'http://www.w3.org/1999/xhtml'
/** Treatments whose text needs more than the level. */
const SPECIAL =
  bit.DROPPED_TEXT |
  bit.FLOOR |
  bit.BLOCKED |
  bit.STYLE_TEXT |
  bit.TITLE_TEXT |
  bit.ENTRY |
  bit.TYPED

/** What was pasted or dropped into an editor is as much entered as what was typed. */
function isTypedInto(treatment: Treatment): boolean {
  return (treatment & (bit.TYPED | bit.MASK_INPUT)) === (bit.TYPED | bit.MASK_INPUT)
}

function parentOf(node: Node): Node | null {
  if (node.parentNode !== null) return node.parentNode
  return node.nodeType === 11 && 'host' in node ? (node.host as Element) : null
}

/** What the last page's form put into this page's address was typed there. */
function rememberQuery(url: string, remember: (value: string) => void): void {
  for (const [key, value] of new URL(url).searchParams) {
    if (value.length >= 4 && !isSecretName(key) && /[\p{L}\p{N}]/u.test(value)) remember(value)
  }
}

function randomKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')
}
