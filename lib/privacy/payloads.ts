import type { PrivacyLevel } from '../format/settings'
import type { PayloadUse } from './masker'
import { isStructural, type NameMask } from './names'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { TYPE_WORDS } from './tables/attributes'
import { HEADER_WORDS, PLAIN_HEADER, SECRET_HEADER } from './tables/secrets'

export interface PayloadMask {
  level: PrivacyLevel
  names: NameMask
  typed(text: string): string
  /** Masks an address found in a text. */
  url(url: string): string
}

const URL_IN_TEXT =
  /\b(?:https?|wss?|ftp|blob|data|file|chrome-extension|moz-extension):[^\s"'<>)\]},]+/gi
const FORM = /^[^\s=&{}<>]{1,200}=[^&\s]*(?:&[^\s=&]+=[^&\s]*)*$/
const KEY_VALUE =
  /(["']?)\b([A-Za-z_][\w.-]{1,60})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(?:Bearer|Basic|Digest)\s+[^\s,;]+|[^\s"'&,;{}()<>]+)/g
const SCHEME = /\b(Bearer|Basic|Digest)\s+[A-Za-z0-9+/=_.~-]{6,}/g
/** The same in JSON that was put into a string: `{\"password\":\"x\"}`. */
const ESCAPED_PAIR =
  /(?<!\\)(\\{1,15}["'])([A-Za-z_][\w.-]{1,60})\1(\s*:\s*)\1((?:(?!\1)[^\r\n]){1,2000})\1/g
/** `<password type="x">value</password>`, also of another namespace or as CDATA. */
const XML_VALUE = /(<(?:[\w.-]{1,40}:)?([\w.-]{1,60})(?:\s[^<>]*)?>\s*)((?:<!\[CDATA\[)?)([^<>]+)/g
const MULTIPART =
  /(content-disposition:[^\r\n]*\bname="([^"]*)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]*?)(?=\r?\n--)/gi
/** What comes from or goes to the person's own data: at mask-user-input its values are not told from entered ones. */
const HOLDS_ENTRIES: ReadonlySet<PayloadUse> = new Set<PayloadUse>(['body', 'storage', 'socket'])
const DEEPEST = 60
/** JSON in JSON: stores of frameworks take three. */
const DEEPEST_TEXT = 5

/** A browser's own word for why a request failed: nothing of a page's. */
export function isErrorCode(text: string): boolean {
  return /^(?:net::ERR_[A-Z0-9_]{1,60}|NS_[A-Z0-9_]{1,60})$/.test(text)
}

/** Message, argument or body of a diagnostic event. `name` is the key it is stored under, if any. */
export function maskPayload(
  text: string,
  use: PayloadUse,
  name: string,
  mask: PayloadMask,
): string {
  if (text === '') return ''
  if (use === 'cookie' || (name !== '' && isSecretName(name))) return FLOOR_FILLER
  if (mask.level === 'mask-all')
    return use === 'stack' ? maskStack(text, mask) : maskStrictly(text, true, mask)
  if (mask.level === 'mask-user-input' && HOLDS_ENTRIES.has(use))
    return maskStrictly(text, false, mask)
  return mask.typed(maskOpenly(text, mask))
}

/** Only what the floor names. Strings within JSON are looked into as well: stores keep JSON in JSON. */
function maskOpenly(text: string, mask: PayloadMask, depth = 0): string {
  const json = parseJson(text)
  if (json !== undefined && depth < DEEPEST_TEXT) {
    const value = (inner: string): string =>
      inner === text ? inner : maskOpenly(inner, mask, depth + 1)
    const masked = JSON.stringify(mapJson(json, { value, key: (key) => key, strict: false }))
    return masked === JSON.stringify(json) ? text : masked
  }
  return maskLoose(FORM.test(text) ? mapForm(text, maskSecretShapes, (key) => key) : text, mask)
}

/** What an attribute, or another place that is no message, holds as JSON. */
export function maskOpenJson(text: string, mask: PayloadMask): string {
  return parseJson(text) === undefined ? text : maskOpenly(text, mask)
}

function maskLoose(text: string, mask: PayloadMask): string {
  return maskSecretShapes(text)
    .replace(URL_IN_TEXT, (url) => mask.url(url) || url)
    .replace(XML_VALUE, (whole, head: string, name: string, open: string) =>
      isSecretName(name) ? `${head}${open}${FLOOR_FILLER}` : whole,
    )
    .replace(MULTIPART, (whole, head: string, name: string) =>
      isSecretName(name) ? `${head}${FLOOR_FILLER}` : whole,
    )
    .replace(ESCAPED_PAIR, (whole, quote: string, key: string, sign: string) =>
      isSecretName(key) ? `${quote}${key}${quote}${sign}${quote}${FLOOR_FILLER}${quote}` : whole,
    )
    .replace(SCHEME, (_, scheme: string) => `${scheme} ${FLOOR_FILLER}`)
    .replace(KEY_VALUE, maskPair)
}

function maskPair(whole: string, quote: string, key: string, sign: string, value: string): string {
  if (/^(?:true|false|null|undefined)$/.test(value)) return whole
  // "Error: token=abc": the first pair swallows the second.
  if (!isSecretName(key))
    return /[:=]/.test(value)
      ? `${quote}${key}${quote}${sign}${value.replace(KEY_VALUE, maskPair)}`
      : whole
  const mark = /^["']/.exec(value)?.[0] ?? ''
  return `${quote}${key}${quote}${sign}${mark}${FLOOR_FILLER}${mark}`
}

/** Every value; keys too where they were not written by the page's author (`all`). */
function maskStrictly(text: string, all: boolean, mask: PayloadMask): string {
  const key = all ? mask.names.name : (name: string): string => mask.typed(name)
  const json = parseJson(text)
  if (json !== undefined)
    return JSON.stringify(mapJson(json, { value: maskShape, key, strict: true }))
  return FORM.test(text) ? mapForm(text, maskShape, key) : maskShape(text)
}

/** Lines and columns stay: they point into code, not into data. Names of functions stay when they are common words. */
function maskStack(text: string, mask: PayloadMask): string {
  return text
    .split('\n')
    .map((line) => {
      const place =
        /((?:https?|file|chrome-extension|moz-extension|blob):\S*?)(:\d+(?::\d+)?)(\)?\s*)$/.exec(
          line,
        )
      if (place === null) return maskShape(line)
      const head = line
        .slice(0, place.index)
        .replace(/[\w$.<>]+/g, (word) =>
          word === 'at' || word === 'async' || word === 'new' || isStructural(word)
            ? word
            : maskShape(word),
        )
      return `${head}${mask.url(place[1] ?? '')}${place[2]}${place[3]}`
    })
    .join('\n')
}

function mapForm(
  text: string,
  value: (text: string) => string,
  key: (text: string) => string,
): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return value(pair)
      const name = pair.slice(0, equals)
      return `${key(name)}=${isSecretName(name) ? FLOOR_FILLER : value(decodeForm(pair.slice(equals + 1)))}`
    })
    .join('&')
}

/** Escapes hide letters from the mask ("%41"); decoded only where that changes something. */
function decodeForm(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function parseJson(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface JsonMask {
  value(text: string): string
  key(name: string): string
  strict: boolean
}

function mapJson(value: unknown, mask: JsonMask, depth = 0): unknown {
  if (depth > DEEPEST) return null
  if (typeof value === 'string') return mask.value(value)
  if (typeof value === 'number') return mask.strict ? 0 : value
  if (typeof value === 'boolean') return mask.strict ? false : value
  if (Array.isArray(value)) return value.map((item) => mapJson(item, mask, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => {
      return [
        mask.key(key),
        (isSecretName(key) ? fill(item, mask, depth) : undefined) ?? mapJson(item, mask, depth + 1),
      ]
    }),
  )
}

/** Members that hold a value as such: `{"password": {"value": "x"}}`. */
const HOLDER = /^(?:value|raw|plain|text|string|current|old|new|confirm|confirmation|repeat)$/i

/**
 * What a secret name holds: a value, a list of values, a value in an object of its own. Undefined where it is anything
 * else: a "session" holds much that is no secret.
 */
function fill(value: unknown, mask: JsonMask, depth: number): unknown {
  if (isPlain(value)) return FLOOR_FILLER
  if (Array.isArray(value)) return value.every(isPlain) ? value.map(() => FLOOR_FILLER) : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const entries: [string, unknown][] = Object.entries(value)
  if (!entries.some(([key, item]) => HOLDER.test(key) && isPlain(item))) return undefined
  return Object.fromEntries(
    entries.map(([key, item]) => [
      mask.key(key),
      HOLDER.test(key) && isPlain(item) ? FLOOR_FILLER : mapJson(item, mask, depth + 1),
    ]),
  )
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Words of the standards, numbers and dates: a header that says how may still be made up. */
function isPlainValue(value: string): boolean {
  if (value.length > 300 || /\d{11}/.test(value)) return false
  const words = value.match(/[a-z][a-z0-9]*/gi) ?? []
  return words.every(
    (word) => HEADER_WORDS.has(word.toLowerCase()) || TYPE_WORDS.has(word.toLowerCase()),
  )
}

/** Value of a header to keep. */
export function maskHeader(name: string, value: string, mask: PayloadMask): string {
  if (SECRET_HEADER.test(name) || isSecretName(name)) return FLOOR_FILLER
  if (mask.level !== 'mask-all') return mask.typed(maskLoose(value, mask))
  return PLAIN_HEADER.test(name) && isPlainValue(value) ? value : maskShape(value)
}
