import type { Treatment } from './masker'
import type { NameMask } from './names'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { ATTRIBUTE_EXCEPTIONS, ATTRIBUTE_KINDS, type AttributeKind } from './tables/attributes'
import { CSS_FONT_WORDS, CSS_KEYWORDS } from './tables/cssWords'
import * as bit from './treatment'
import { maskChoiceValue, maskEntryAttribute } from './values'

export interface AttributeTools {
  names: NameMask
  typed(text: string): string
  css(text: string, treatment: Treatment): string
  /** Resolves and masks; throws when it is no URL. */
  url(value: string, use: 'link' | 'resource', strict: boolean): string
}

const kinds = new Map<string, AttributeKind>()

/** What an attribute of this name means on this element. */
export function attributeKind(tag: string, name: string): AttributeKind {
  const key = `${tag} ${name}`
  const known = kinds.get(key)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  const kind =
    ATTRIBUTE_EXCEPTIONS.get(`${tag.toLowerCase()} ${lower}`) ??
    (lower.startsWith('on') ? 'never' : (ATTRIBUTE_KINDS.get(lower) ?? 'name'))
  if (kinds.size > 20000) kinds.clear()
  kinds.set(key, kind)
  return kind
}

export function isKnownAttribute(name: string): boolean {
  return ATTRIBUTE_KINDS.has(name.toLowerCase())
}

/** Value to keep, or null to drop the attribute. */
export function maskAttribute(
  tag: string,
  name: string,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
  element?: Element,
): string | null {
  const kind = attributeKind(tag, name)
  if (kind === 'never') return ''
  if (value === '') return kind === 'choice' && treatment & (bit.MASK_INPUT | bit.FLOOR) ? null : ''
  if (name === 'data-recount') return /^[a-z\s]{1,30}$/.test(value) ? value : null
  if (treatment & bit.BLOCKED && kind !== 'names' && kind !== 'name' && kind !== 'number')
    return null
  if (kind === 'entry') return maskEntryAttribute(tag, value, treatment, element, tools.typed)
  if (kind === 'choice' && treatment & (bit.MASK_INPUT | bit.FLOOR)) {
    return maskChoiceValue(tag, name, value, treatment, element)
  }
  if (treatment & (bit.SECRET | bit.FLOOR) && SECRET_PARTS.test(name)) return FLOOR_FILLER
  if (name.startsWith('data-') && isSecretName(name)) return FLOOR_FILLER
  return treatment & bit.MASK_PAGE
    ? maskStrictly(kind, name, value, treatment, tools)
    : maskOpenly(kind, value, treatment, tools)
}

/** Where a secret field may say its value a second time. */
const SECRET_PARTS = /^(?:value|content|data-.*|aria-valuetext|aria-valuenow|title)$/

function maskOpenly(
  kind: AttributeKind,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  switch (kind) {
    case 'link':
    case 'resource':
      return openUrl(value, kind, tools)
    case 'resource-set':
      return maskSourceSet(value, (url) => openUrl(url, 'resource', tools) ?? '')
    case 'style':
      return tools.css(value, treatment)
    case 'number':
    case 'flag':
      return value
    default: {
      const open = maskSecretShapes(value)
      return treatment & bit.MASK_INPUT ? tools.typed(open) : open
    }
  }
}

/** Same-document references stay relative: they name a part of this document. */
function openUrl(value: string, use: 'link' | 'resource', tools: AttributeTools): string | null {
  if (value.startsWith('#')) return tools.typed(maskSecretShapes(value))
  return attempt(() => tools.url(value, use, false)) ?? maskSecretShapes(value)
}

function maskStrictly(
  kind: AttributeKind,
  name: string,
  value: string,
  treatment: Treatment,
  tools: AttributeTools,
): string | null {
  switch (kind) {
    case 'text':
      return maskShape(value)
    case 'names':
      return tools.names.list(value)
    case 'number':
      return NUMBERS.test(value) ? value : null
    case 'flag':
      return tools.names.isStructural(value) ? value : ''
    case 'style-value':
      return maskStyleValue(value, tools)
    case 'style':
      return tools.css(value, treatment)
    case 'link':
    case 'resource':
      if (value.startsWith('#')) return `#${tools.names.name(value.slice(1))}`
      return attempt(() => tools.url(value, kind, true))
    case 'resource-set':
      return maskSourceSet(value, (url) => attempt(() => tools.url(url, 'resource', true)) ?? '')
    case 'plain':
      return PLAIN.test(value) && plainWords(value, name) ? value : null
    case 'media':
    case 'drop':
      return null
    default:
      return tools.names.name(value)
  }
}

const NUMBERS =
  /^[\s\d.,;:%+\-eEmMzZlLhHvVcCsSqQtTaA()]*$|^(?:\s*(?:matrix|translate[XY]?|scale[XY]?|rotate|skew[XY])\([\s\d.,+\-e]*\)\s*,?)+$|^[\s\d.+-]+(?:px|em|rem|ex|ch|pt|pc|cm|mm|in|deg|s|ms|vw|vh)(?:[\s,]+[\d.]+(?:px|em|%)?)*$|^(?:auto|any|indefinite|normal|bold|none|linear|discrete|\*)$/
const PLAIN = /^[\w\s,;:()./+*-]{1,120}$/

function plainWords(value: string, name: string): boolean {
  if (/^(?:xmlns|xml)/.test(name))
    return /^(?:https?:\/\/www\.w3\.org\/[\w/.-]+|preserve|default|[a-z]{2,3}(?:-[a-z0-9]{2,4}){0,2})$/i.test(
      value,
    )
  if (/lang$/.test(name)) return /^[a-z]{2,3}(?:-[a-z0-9]{2,4}){0,2}$/i.test(value)
  return (value.match(/[a-z][a-z0-9+-]*/gi) ?? []).every(
    (word) => CSS_KEYWORDS.has(word.toLowerCase()) || PLAIN_WORDS.has(word.toLowerCase()),
  )
}

const PLAIN_WORDS = new Set(
  `text email tel url number range date time datetime-local month week color checkbox radio file hidden image password search submit reset button menu
  application x-www-form-urlencoded multipart form-data plain html css javascript ecmascript module importmap speculationrules json ld+json xml svg+xml image png jpeg
  jpg gif webp avif x-icon vnd microsoft icon video mp4 webm ogg audio mpeg wav font woff woff2 ttf otf utf-8 iso-8859-1 latin1 windows-1252 i a disc circle square
  codecs avc1 vp8 vp9 av01 opus vorbis mp4a x-template babel typescript pdf octet-stream manifest+json rss+xml atom+xml xhtml+xml mathml+xml tex`.split(
    /\s+/,
  ),
)

/** Presentation attributes: CSS words, numbers, colours and references; anything made up becomes a hash or goes. */
function maskStyleValue(value: string, tools: AttributeTools): string | null {
  if (value.length > 2000) return null
  const masked = tools.css(`x:${value}`, STRICT_TREATMENT)
  const colon = masked.indexOf(':')
  const rest = masked.slice(colon + 1)
  return /[{};]/.test(rest) || CSS_FONT_WORDS.size === 0 ? null : rest
}

const STRICT_TREATMENT = bit.toTreatment(bit.MASK_PAGE | bit.MASK_INPUT)

/** Candidates of a srcset, each with its descriptor. */
export function maskSourceSet(value: string, url: (url: string) => string): string {
  const out: string[] = []
  for (const match of value.matchAll(
    /\s*(\S*[^\s,])(\s+[\d.]+[wxh](?:\s+[\d.]+[wxh])?)?\s*(?:,|$)/g,
  )) {
    const masked = url(match[1] ?? '')
    if (masked !== '') out.push(masked + (match[2] ?? ''))
  }
  return out.join(', ')
}

function attempt(run: () => string): string | null {
  try {
    return run()
  } catch {
    return null
  }
}
