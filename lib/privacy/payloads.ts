import type { PrivacyLevel } from '../format/settings'
import type { PayloadUse } from './masker'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { SECRET_HEADER } from './tables/secrets'

export interface PayloadMask {
  level: PrivacyLevel
  typed(text: string): string
  url(url: string): string
}

const URL_IN_TEXT = /\b(?:https?|wss?|blob|data|file):[^\s"'<>)\]},]+/gi
const FORM = /^[^\s=&{}<>]+=[^&\s]*(?:&[^\s=&]+=[^&\s]*)*$/
/** `"token": "..."`, `password=...`, `Authorization: ...` in text that is not JSON as a whole. */
const KEY_VALUE =
  /(["']?)([A-Za-z_][\w.-]{1,60})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|(?:Bearer|Basic|Digest)\s+[^\s,;]+|[^\s"'&,;{}()<>]+)/g
const SCHEME = /\b(Bearer|Basic|Digest)\s+[A-Za-z0-9+/=_.~-]{6,}/g

/** Message, argument or body of a diagnostic event. */
export function maskPayload(text: string, use: PayloadUse, mask: PayloadMask): string {
  if (text === '') return ''
  if (mask.level === 'mask-all') return use === 'stack' ? maskStack(text, mask) : maskStrictly(text)
  const open = maskOpenly(text, mask)
  return mask.level === 'allow' ? open : maskEntered(open, use, mask)
}

/** Bodies and storage hold what was entered; the console and errors say it back. */
function maskEntered(text: string, use: PayloadUse, mask: PayloadMask): string {
  if (use === 'body' || use === 'storage' || use === 'socket') return maskStrictly(text)
  return mask.typed(text)
}

function maskOpenly(text: string, mask: PayloadMask): string {
  const json = parseJson(text)
  if (json !== undefined)
    return mask.typed(JSON.stringify(maskJson(json, (value) => maskLoose(value, mask))))
  if (FORM.test(text)) return mask.typed(maskForm(text, (value) => maskSecretShapes(value)))
  return mask.typed(maskLoose(text, mask))
}

function maskLoose(text: string, mask: PayloadMask): string {
  return maskSecretShapes(text)
    .replace(URL_IN_TEXT, (url) => mask.url(url))
    .replace(SCHEME, (_, scheme: string) => `${scheme} ${FLOOR_FILLER}`)
    .replace(KEY_VALUE, (whole, quote: string, key: string, sign: string, value: string) => {
      if (!isSecretName(key)) return whole
      const mark = /^["']/.exec(value)?.[0] ?? ''
      return `${quote}${key}${quote}${sign}${mark}${FLOOR_FILLER}${mark}`
    })
}

function maskStrictly(text: string): string {
  const json = parseJson(text)
  if (json === undefined) return FORM.test(text) ? maskForm(text, maskShape) : maskShape(text)
  return JSON.stringify(maskJson(json, maskShape, true))
}

/** Lines and columns stay: they point into code, not into data. */
function maskStack(text: string, mask: PayloadMask): string {
  return text
    .split('\n')
    .map((line) => {
      const place =
        /((?:https?|file|chrome-extension|moz-extension|blob):\S*?)(:\d+(?::\d+)?)(\)?\s*)$/.exec(
          line,
        )
      if (place === null) return maskShape(line)
      const head = line.slice(0, place.index)
      const indent = /^\s*(?:at )?/.exec(head)?.[0] ?? ''
      return `${indent}${maskShape(head.slice(indent.length))}${mask.url(place[1] ?? '')}${place[2]}${place[3]}`
    })
    .join('\n')
}

function maskForm(text: string, value: (text: string) => string): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return value(pair)
      const key = pair.slice(0, equals)
      return `${key}=${isSecretName(key) ? FLOOR_FILLER : value(pair.slice(equals + 1))}`
    })
    .join('&')
}

function parseJson(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function maskJson(
  value: unknown,
  text: (value: string) => string,
  strict = false,
  depth = 0,
): unknown {
  if (depth > 60) return null
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return strict ? 0 : value
  if (Array.isArray(value)) return value.map((item) => maskJson(item, text, strict, depth + 1))
  if (typeof value !== 'object' || value === null)
    return strict && typeof value === 'boolean' ? false : value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      strict ? text(key) : key,
      isSecretName(key) && item !== null && typeof item !== 'boolean'
        ? FLOOR_FILLER
        : maskJson(item, text, strict, depth + 1),
    ]),
  )
}

export function maskHeader(name: string, value: string, mask: PayloadMask): string {
  if (SECRET_HEADER.test(name) || isSecretName(name)) return FLOOR_FILLER
  if (mask.level !== 'mask-all') return mask.typed(maskLoose(value, mask))
  return PLAIN_HEADER.test(name) ? value : maskShape(value)
}

/** Headers that say how, not what. */
const PLAIN_HEADER =
  /^(?:accept|accept-encoding|accept-ranges|access-control-[a-z-]+|age|allow|cache-control|connection|content-encoding|content-length|content-type|cross-origin-[a-z-]+|date|expires|keep-alive|pragma|retry-after|sec-fetch-[a-z]+|server-timing|strict-transport-security|timing-allow-origin|transfer-encoding|upgrade|upgrade-insecure-requests|vary|x-content-type-options|x-frame-options)$/i
