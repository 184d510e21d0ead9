import { readAttribute } from '../platform/reads'
import type { Treatment } from './masker'
import type { NameMask } from './names'
import { isPathData } from './pathData'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import {
  type AttributeKind,
  attributeKind,
  ENUMERATED,
  RENDERING_META,
  RENDERING_WORDS,
  TYPE_WORDS,
} from './tables/attributes'
import { CSS_KEYWORDS } from './tables/cssWords'
import * as bit from './treatment'
import { keepsChoiceAttribute, maskValue } from './values'

/** What masking an attribute needs from the engine. */
export interface AttributeTools {
  names: NameMask
  /** Names that style sheets meet by: hashed in the whole document at mask-all, kept where a kept sheet uses them. */
  sheetNames(names: string, element: Element, treatment: Treatment): string
  hasTyped(text: string): boolean
  typed(text: string): string
  /** Value of a field, remembered where it must not come back elsewhere. */
  value(element: Element, value: string, treatment: Treatment): string
  /** Shows a known secret, or hides its letters by style. */
  isSecretNow(element: Element, value: string): boolean
  /** A secret that is no field's value. */
  secret(value: string): void
  /** State that frameworks leave in attributes: secrets by the names of their keys. */
  json(text: string): string
  css(text: string, treatment: Treatment): string
  cssValue(text: string, property: string): string
  /** Resolves and masks; throws when it is no URL. */
  url(value: string, use: 'link' | 'resource', treatment: Treatment): string
}

const kinds = new Map<string, Map<string, AttributeKind>>()

/** `attributeKind`, remembered per tag and name: asked for every attribute of every node. */
export function kindOf(tag: string, name: string): AttributeKind {
  let ofTag = kinds.get(tag)
  if (ofTag === undefined) {
    ofTag = new Map()
    if (kinds.size < 2000) kinds.set(tag, ofTag)
  }
  let kind = ofTag.get(name)
  if (kind === undefined) {
    kind = attributeKind(tag, name)
    if (ofTag.size < 2000) ofTag.set(name, kind)
  }
  return kind
}

/** Value to keep, or null to drop the attribute. */
export function maskAttribute(
  element: Element,
  tag: string,
  name: string,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  const kind = kindOf(tag, name)
  if (kind === 'never') return null
  if (kind === 'empty') return treatment & bit.MASK_PAGE && name !== 'srcdoc' ? null : ''
  if (kind === 'choice' && treatment & (bit.MASK_INPUT | bit.FLOOR)) {
    const kept =
      !(treatment & (bit.MASK_PAGE | bit.FLOOR)) && keepsChoiceAttribute(element, tag, name)
    return kept ? value : null
  }
  if (value === '') return ''
  if (kind === 'token') return TOKEN.test(value) ? value : null
  if (treatment & bit.BLOCKED)
    return STRUCTURE.has(kind)
      ? maskStrictly(kind, element, tag, name, value, bit.STRICT, tools)
      : null
  if (kind === 'entry' && VALUED.test(tag)) return maskDefault(element, value, treatment, tools)
  if (treatment & bit.FLOOR && echoesValue(kind, name)) {
    if (kind === 'meta') tools.secret(value)
    return FLOOR_FILLER
  }
  if (kind === 'name' && isSecretName(name)) return FLOOR_FILLER
  return treatment & bit.MASK_PAGE || isEntered(element, tag, name, treatment)
    ? maskStrictly(
        kind,
        element,
        tag,
        name,
        value,
        bit.toTreatment(treatment | bit.MASK_PAGE),
        tools,
      )
    : maskOpenly(kind, element, value, treatment, tools)
}

/**
 * Attributes that say what was entered or chosen, where that is masked: of the options of a select, of what stands in
 * an editor (its links and pictures were put there), of widgets that are no form controls.
 */
function isEntered(element: Element, tag: string, name: string, treatment: Treatment): boolean {
  if (!(treatment & bit.MASK_INPUT)) return false
  if (name === 'aria-valuetext') return !PROGRESS.test(readAttribute(element, 'role') ?? '')
  if (!(treatment & bit.ENTRY)) return false
  if (tag === 'option' || tag === 'optgroup')
    return name === 'value' || name === 'label' || name.startsWith('data-')
  // Of what stands in an <output> as well: it shows what came out of the entries.
  return (
    ((treatment & bit.TYPED) !== 0 || !LIST.test(tag)) &&
    !EDITOR_HOST.test(tag) &&
    readAttribute(element, 'contenteditable') === null &&
    readAttribute(element, 'role') === null
  )
}

const PROGRESS = /^(?:progressbar|meter|scrollbar|separator)$/
const LIST = /^(?:select|option|optgroup|datalist|output|hr|legend|button)$/
const EDITOR_HOST = /^(?:input|textarea|select|html|body)$/

/**
 * A `value` attribute is a default the page wrote, or a copy a framework keeps of what is typed. Secrets are remembered
 * from it; other defaults are not, or half the page would be masked where a form comes filled.
 */
function maskDefault(
  element: Element,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string {
  const isOpen = !(treatment & (bit.FLOOR | bit.MASK_INPUT))
  return treatment & bit.FLOOR || (isOpen && tools.isSecretNow(element, value))
    ? tools.value(element, value, bit.toTreatment(treatment | bit.FLOOR))
    : tools.typed(maskValue(element, value, treatment))
}

const JSON_BEGIN = /^\s*[[{]/
const TOKEN = /^\s*(?:mask|block|allow|ignore)(?:\s+(?:mask|block|allow|ignore))*\s*$/i

/** Elements whose `value` is what was typed or what a button says. */
const VALUED = /^(?:input|textarea|select)$/
/** What a blocked box keeps, so that the layout around it holds. */
const STRUCTURE: ReadonlySet<AttributeKind> = new Set<AttributeKind>([
  'class',
  'id',
  'number',
  'css',
  'flag',
])
/** Where a floor field may say its value a second time. */
function echoesValue(kind: AttributeKind, name: string): boolean {
  if (kind === 'name') return name === 'value' || name.startsWith('data-')
  return kind === 'meta' || kind === 'entry' || name === 'aria-valuetext'
}

function maskOpenly(
  kind: AttributeKind,
  element: Element,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  switch (kind) {
    case 'link':
    case 'resource':
      return maskAddress(value, kind, element, treatment, tools)
    case 'resource-set':
      return maskSourceSet(value, (url) => maskAddress(url, 'resource', element, treatment, tools))
    case 'css':
      return tools.css(value, treatment)
    case 'number':
    case 'flag':
    case 'enumerated':
    case 'language':
      return value
    case 'class':
    case 'id':
    case 'ids':
      return tools.sheetNames(value, element, treatment)
    default: {
      const open = maskSecretShapes(JSON_BEGIN.test(value) ? tools.json(value) : value)
      return tools.hasTyped(open) ? tools.typed(open) : open
    }
  }
}

function maskStrictly(
  kind: AttributeKind,
  element: Element,
  tag: string,
  name: string,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  switch (kind) {
    case 'text':
      return maskShape(value)
    case 'class':
    case 'ids':
    case 'id':
      return tools.sheetNames(value, element, treatment)
    case 'names':
      return tools.names.list(value)
    case 'number':
      return maskNumbers(value)
    case 'flag':
      return ''
    case 'enumerated':
      return maskEnumerated(value, name, tools)
    case 'css-value':
      return maskStyleValue(name, value, tools)
    case 'css':
      return tools.css(value, treatment)
    case 'link':
    case 'resource':
      return maskAddress(value, kind, element, treatment, tools)
    case 'resource-set':
      return maskSourceSet(value, (url) => maskAddress(url, 'resource', element, treatment, tools))
    case 'type':
      return isType(value) ? value : null
    case 'language':
      return LANGUAGE.test(value) ? value : null
    case 'namespace':
      return NAMESPACE.test(value) ? value : null
    case 'meta':
      return tag === 'meta' &&
        RENDERING_META.test(readAttribute(element, 'name') ?? '') &&
        isRenderingContent(value)
        ? value
        : null
    case 'entry':
    case 'choice':
    case 'drop':
      return null
    default:
      return tools.names.name(value)
  }
}

const NUMBERS =
  /^[\s\d.,;:%+\-eE()]*$|^(?:\s*(?:matrix|translate[XY]?|scale[XY]?|rotate|skew[XY])\([\s\d.,+\-e]*\)\s*,?)+$|^[\s\d.+-]+(?:px|em|rem|ex|ch|pt|pc|cm|mm|in|deg|s|ms|vw|vh|fr)(?:[\s,;]+[\d.]+(?:px|em|%|s|ms)?)*$|^(?:auto|any|indefinite|normal|bold|bolder|lighter|none|linear|discrete|paced|spline|\*|infinity|disable|magnify|medium|thin|thick|small|large|x-large|smaller|larger)$/
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,4}){0,2}$/i
const NAMESPACE = /^https?:\/\/(?:www\.w3\.org|purl\.org|ogp\.me|schema\.org)\/[\w/.#-]{0,60}$/
/** Words of viewport, color-scheme, theme-color and referrer; colours and numbers besides. */
function isRenderingContent(value: string): boolean {
  if (value.length > 200 || !/^[\w\s,;=.#()%/+-]*$/.test(value)) return false
  const words =
    value
      .replace(/#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?![\w-])/gi, '')
      .match(/[a-z_][\w-]*/gi) ?? []
  return words.every(
    (word) => CSS_KEYWORDS.has(word.toLowerCase()) || RENDERING_WORDS.has(word.toLowerCase()),
  )
}

/** Coordinates have decimals by the dozen and hold no seven digits in a row; a card or an account number does. */
function maskNumbers(value: string): string | null {
  const rounded = value.length < 7 ? value : value.replace(/(\.\d{4})\d+/g, '$1')
  if (/\d{7}/.test(rounded)) return null
  return NUMBERS.test(rounded) || isPathData(rounded) ? rounded : null
}

/** Media types, character sets, file endings, types of controls: made of known words only. */
function isType(value: string): boolean {
  const known = types.get(value)
  if (known !== undefined) return known
  const answer = isMadeOfTypeWords(value)
  if (types.size < 500) types.set(value, answer)
  return answer
}

const types = new Map<string, boolean>()

function isMadeOfTypeWords(value: string): boolean {
  if (value.length > 120 || !/^[\w\s/;,="'.+*-]*$/.test(value)) return false
  return (value.match(/[a-z][a-z0-9]*/gi) ?? []).every((word) => TYPE_WORDS.has(word.toLowerCase()))
}

function maskEnumerated(value: string, name: string, tools: AttributeTools): string | null {
  if (name === 'target' || name === 'formtarget')
    return value.startsWith('_') && ENUMERATED.has(value.toLowerCase())
      ? value
      : tools.names.name(value)
  const kept = value
    .split(/\s+/)
    .filter(
      (word) =>
        ENUMERATED.has(word.toLowerCase().replace(/[;,*']+$/, '')) || /^section-/.test(word),
    )
  if (kept.length === 0) return null
  return kept.map((word) => (word.startsWith('section-') ? 'section-x' : word)).join(' ')
}

/** Presentation attributes: CSS words, numbers, colours and references; anything made up becomes a hash or goes. */
function maskStyleValue(name: string, value: string, tools: AttributeTools): string | null {
  if (value.length > 4000) return null
  if (/^(?:values|from|to|by|begin|end)$/.test(name) && NUMBERS.test(value))
    return maskNumbers(value)
  return value
    .split(';')
    .map((part) => tools.cssValue(part, name))
    .join(';')
}

/** References within the document stay references; all others come back absolute. */
function maskAddress(
  value: string,
  use: 'link' | 'resource',
  element: Element,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  if (value.startsWith('#')) return `#${tools.sheetNames(value.slice(1), element, treatment)}`
  try {
    return tools.url(value.trim(), use, treatment)
  } catch {
    return treatment & bit.MASK_PAGE ? null : tools.typed(maskSecretShapes(value))
  }
}

/** Candidates of a srcset, each with its descriptor. */
export function maskSourceSet(value: string, url: (url: string) => string | null): string {
  const out: string[] = []
  for (const match of value.matchAll(
    /\s*(\S*[^\s,])(\s+[\d.]+[wxh](?:\s+[\d.]+[wxh])?)?\s*(?:,|$)/g,
  )) {
    const masked = url(match[1] ?? '')
    if (masked !== null && masked !== '') out.push(masked + (match[2] ?? ''))
  }
  return out.join(', ')
}
