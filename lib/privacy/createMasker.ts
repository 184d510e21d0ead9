import type { Policy } from '../format/settings'
import {
  attributeNamesOf,
  localNameOf,
  nodeTypeOf,
  parentOf,
  readAttribute,
} from '../platform/reads'
import { maskAttributeName } from './attributeNames'
import { type AttributeTools, maskAttribute } from './attributes'
import { maskDoctype } from './doctype'
import { EVERY_MARK } from './earlier'
import { createEntries, type Entries, rememberFile, rememberQuery } from './entries'
import { createFields } from './fields'
import { createDecider } from './level'
import type { Masker, PayloadUse, Treatment } from './masker'
import { createNameMask } from './names'
import { maskHeader, maskOpenJson, maskPayload, type PayloadMask } from './payloads'
import { createRemembered } from './remembered'
import { maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { createSheetNames } from './sheetNames'
import { createStyleMask } from './styles'
import { KNOWN_TAGS } from './tables/elements'
import { PLAIN_HEADER, SECRET_HEADER } from './tables/secrets'
import * as bit from './treatment'
import { maskUrl, toAbsolute, type UrlMask, type UrlRigor } from './urls'
import { isLabel, maskValue } from './values'

export interface MaskerContext {
  /** The document's base URL: what relative addresses are resolved against. */
  baseUrl: () => string
  /** Addresses from masked parts, where several maskers share them. */
  hidden?: Set<string>
  /** What was entered before, or in documents beside this one. */
  entries?: Entries
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
  const { entries = createEntries() } = context
  const { entered, secrets } = entries
  const strict = (decider.root & bit.MASK_PAGE) !== 0
  const level = strict ? 'mask-all' : policy.level
  let failures = 0
  const remembered = createRemembered(entries, level, names.hash)
  const { hasTyped, typed } = remembered

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
  /** Names that masked parts of an open document do not tell; a message may name an element by them. */
  const hiddenNames = new Set<string>()
  /** Equal for the whole document at mask-all; in a masked part of an open one, names of its sheets stay. */
  const sheetName = (name: string, element: Element, masked: boolean): string => {
    if (strict) return names.name(name)
    if (masked) {
      if (sheets.has(name, element)) return name
      const hashed = names.name(name)
      if (hashed !== name && hiddenNames.size < MOST_HIDDEN) hiddenNames.add(name)
      return hashed
    }
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
    isSecretNow: (element, content) => fields.isSecretNow(element, content, shown),
    secret: (content) => {
      if (content.length >= SHORTEST_SECRET) secrets.remember(content)
    },
    sheetNames: (value, element, treatment) => {
      if (strict) return names.list(value)
      const masked = (treatment & bit.MASK_PAGE) !== 0
      if (!masked && !hasTyped(value)) return value
      return value.replace(/\S+/g, (name) => sheetName(name, element, masked))
    },
    json: (text) => maskOpenJson(text, payloadMask),
    css(text, treatment) {
      const isChosen = entries.hasFiles && level === 'mask-user-input' && IN_PAGE_CSS.test(text)
      return styles.sheet(text, isChosen ? bit.STRICT : treatment, context.baseUrl())
    },
    cssValue: (text, property) => styles.value(text, property, context.baseUrl()),
    url: (value, use, treatment) => {
      const address = toAbsolute(value, context.baseUrl())
      if (!(treatment & bit.MASK_PAGE)) {
        // A picture that was chosen is shown before it is sent.
        const isChosen = entries.hasFiles && level === 'mask-user-input' && IN_PAGE.test(address)
        return maskUrl(address, use, isChosen && use === 'resource' ? strictUrlMask : urlMask)
      }
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
      if (treatment & bit.TYPED && treatment & bit.MASK_INPUT) {
        entered.remember(value, parent ?? undefined)
      }
      if (treatment & bit.ENTRY && treatment & bit.MASK_INPUT) return maskShape(value)
    }
    if (treatment & bit.MASK_PAGE) return maskShape(value)
    const safe = maskSecretShapes(value)
    if (remembered.isEmpty()) return safe
    return treatment & bit.MASK_INPUT ? typed(safe) : remembered.sure(safe)
  }

  const value = (element: Element, live: string, treatment: Treatment): string => {
    const floor = treatment & bit.FLOOR || fields.isSecretNow(element, live, shown)
    if (floor) {
      rememberSecret(element, live)
      return maskValue(element, live, bit.toTreatment(treatment | bit.FLOOR))
    }
    if (treatment & bit.MASK_INPUT && !isLabel(element)) {
      entered.remember(live, element)
      if (localNameOf(element) === 'select') rememberChosen(element)
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

  /** Attributes of what is not written at all: its secrets and addresses may come back where something is. */
  const learn = (element: Element, what: 'secrets' | 'all'): void => {
    if (strict) return
    const treatment = bit.toTreatment(decider.element(element, decider.root) | bit.MASK_PAGE)
    if (what === 'secrets' && !(treatment & bit.FLOOR)) return
    for (const name of attributeNamesOf(element))
      maskAttribute(
        element,
        localNameOf(element),
        name,
        readAttribute(element, name) ?? '',
        treatment,
        tools,
      )
    if (treatment & bit.FLOOR && 'value' in element && typeof element.value === 'string')
      value(element, element.value, treatment)
  }

  const payload = (content: string, use: PayloadUse, name = ''): string =>
    maskPayload(content, use, name, payloadMask)

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
    for (let next: Node | null = node; next !== null; next = parentOrHost(next)) {
      if (nodeTypeOf(next) === 1) path.push(next as Element)
    }
    let treatment = decider.root
    for (let index = path.length - 1; index >= 0; index--) {
      const element = path[index]
      if (element !== undefined) treatment = decider.element(element, treatment)
    }
    return treatment
  }

  if (level === 'mask-user-input')
    attempt(undefined, () => rememberQuery(entries, context.baseUrl()))

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
    doctype: (parts) => (strict ? maskDoctype(parts) : parts),
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
        return maskAttribute(element, localNameOf(element), name, content, treatment, tools)
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
    selector: (text) =>
      attempt('', () =>
        payload(
          hiddenNames.size === 0
            ? text
            : text.replace(/[\w\u0080-\uffff-]+/g, (name) =>
                hiddenNames.has(name) ? names.hash(name) : name,
              ),
          'console',
        ),
      ),
    payload: (content, use, name = '') => attempt('', () => payload(content, use, name)),
    header: (name, content) => attempt(FLOOR_FILLER, () => maskHeader(name, content, payloadMask)),
    name: (name) =>
      attempt('', () => {
        if (name === '' || (!strict && !hasTyped(name))) return name
        return PLAIN_HEADER.test(name) || SECRET_HEADER.test(name) ? name : names.name(name)
      }),
    remember: (content, owner) => attempt(undefined, () => entered.remember(content, owner)),
    learn: (element, what) => attempt(undefined, () => learn(element, what)),
    rememberFile: (name) => attempt(undefined, () => rememberFile(entries, name)),
    news: () => attempt([], remembered.news),
    marks: () => attempt([...EVERY_MARK], remembered.all),
    get failures() {
      return failures
    },
  }
}

/** Made in the page, from bytes that may be those of a file. */
const IN_PAGE = /^(?:data:image|blob:)/i
const IN_PAGE_CSS = /url\(\s*["']?(?:data:image|blob:)/i

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

function parentOrHost(node: Node): Node | null {
  const parent = parentOf(node)
  if (parent !== null) return parent
  return nodeTypeOf(node) === 11 && 'host' in node ? (node.host as Element) : null
}

function randomKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')
}
