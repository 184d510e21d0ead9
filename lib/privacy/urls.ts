import type { PrivacyLevel } from '../format/settings'
import type { UrlUse } from './masker'
import type { NameMask } from './names'
import { isSecretName, maskSecretShapes } from './secrets'
import { maskShape } from './shape'
import { LOOKS_RANDOM, TOKEN_PATH_WORD } from './tables/secrets'

export interface UrlMask {
  level: PrivacyLevel
  names: NameMask
  /** No query and no fragment at all (Do Not Track). */
  anonymous: boolean
  /** Masks what was typed, wherever it stands. */
  typed(text: string): string
}

const HIERARCHICAL = /^(?:https?|wss?|ftp|file|chrome-extension|moz-extension):$/
const FONT_DATA =
  /^data:(?:font\/|application\/(?:x-)?font)[^,]{0,60};base64,(?:d09GM|d09GRg|AAEAAA|T1RUTw|dHJ1)/i
const IMAGE_DATA = /^data:image\//i
const ORIGIN_OF_BLOB = /^blob:(null|[a-z]+:\/\/[^/]*)?/i

/** What may be kept of an absolute URL. Answers '' where nothing may. */
export function maskUrl(url: string, use: UrlUse, mask: UrlMask): string {
  const strict = mask.level === 'mask-all' || mask.anonymous
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase()
  if (scheme === undefined) return ''
  if (scheme === 'javascript:') return 'javascript:'
  if (scheme === 'about:') return url.startsWith('about:blank') || !strict ? url : 'about:'
  if (scheme === 'data:') return maskData(url, use, strict)
  if (scheme === 'blob:') {
    if (!strict) return url
    return `${ORIGIN_OF_BLOB.exec(url)?.[0] ?? 'blob:'}/${mask.names.name(url)}`
  }
  if (!HIERARCHICAL.test(scheme)) {
    return strict ? scheme + maskShape(url.slice(scheme.length)) : mask.typed(maskSecretShapes(url))
  }
  const parsed = new URL(url)
  const head = `${parsed.protocol}//${parsed.host}`
  if (strict) {
    const path = parsed.pathname.replace(/[^/]+/g, (segment) => maskSegment(segment, mask.names))
    if (mask.anonymous && use !== 'resource') return head + path
    return head + path + maskQuery(parsed.search, mask, 'all') + maskHash(parsed.hash, mask, strict)
  }
  const keepValues = mask.level === 'allow' || use === 'resource'
  const query = maskQuery(parsed.search, mask, keepValues ? 'secrets' : 'data')
  return mask.typed(
    maskSecretShapes(head + maskTokenSegments(parsed.pathname, mask.names)) +
      query +
      maskHash(parsed.hash, mask, strict),
  )
}

function maskData(url: string, use: UrlUse, strict: boolean): string {
  if (!strict) return IMAGE_DATA.test(url) || use === 'resource' ? url : maskSecretShapes(url)
  if (use === 'resource' && FONT_DATA.test(url)) return url
  return 'data:,'
}

function maskSegment(segment: string, names: NameMask): string {
  const dot = segment.lastIndexOf('.')
  const extension = dot > 0 ? segment.slice(dot + 1) : ''
  if (extension !== '' && names.isStructural(`x.${extension}`) && extension.length <= 6) {
    return `${names.name(decode(segment.slice(0, dot)))}.${extension}`
  }
  return names.name(decode(segment))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `/reset/Zk39...`: a path that carries its own key. */
function maskTokenSegments(path: string, names: NameMask): string {
  if (path.length < 20) return path
  let previous = ''
  return path.replace(/[^/]+/g, (segment) => {
    const secret = TOKEN_PATH_WORD.test(previous) && LOOKS_RANDOM.test(segment)
    previous = segment
    return secret ? names.name(segment) : segment
  })
}

/** `secrets`: only parameters that hold secrets; `data`: every value; `all`: every value, and uncommon keys too. */
function maskQuery(query: string, mask: UrlMask, what: 'secrets' | 'data' | 'all'): string {
  if (query.length < 2) return ''
  const sign = query.charAt(0)
  return (
    sign +
    query
      .slice(1)
      .split('&')
      .map((pair) => {
        const equals = pair.indexOf('=')
        const key = equals < 0 ? pair : pair.slice(0, equals)
        const value = equals < 0 ? '' : decode(pair.slice(equals + 1).replaceAll('+', ' '))
        const plainKey = decode(key)
        const keptKey =
          what === 'secrets' || keepsKey(plainKey, what, mask) ? key : mask.names.name(plainKey)
        if (equals < 0) return what === 'secrets' ? maskSecretShapes(keptKey) : keptKey
        if (value === '') return `${keptKey}=`
        const masked =
          what !== 'secrets' || isSecretName(plainKey)
            ? mask.names.name(`${value}\u0000`)
            : maskSecretShapes(pair.slice(equals + 1))
        return `${keptKey}=${masked}`
      })
      .join('&')
  )
}

/** Keys are the site's own words, except where a key alone is the data. */
function keepsKey(key: string, what: 'data' | 'all', mask: UrlMask): boolean {
  return mask.names.isStructural(key) || (what === 'data' && /^[a-z_][\w.[\]-]{0,30}$/i.test(key))
}

function maskHash(hash: string, mask: UrlMask, strict: boolean): string {
  if (hash.length < 2) return ''
  const text = hash.slice(1)
  if (text.includes('=')) {
    const question = text.indexOf('?')
    const path = question < 0 ? '' : text.slice(0, question + 1)
    const what = strict ? 'all' : mask.level === 'allow' ? 'secrets' : 'data'
    const query = maskQuery(`#${text.slice(path.length)}`, mask, what)
    return strict
      ? `#${mask.names.name(decode(path))}${query.slice(1)}`
      : `#${path}${query.slice(1)}`
  }
  if (!strict) return `#${maskSecretShapes(maskTokenSegments(text, mask.names))}`
  if (!text.includes('/')) return `#${mask.names.name(decode(text))}`
  return `#${text.replace(/[^/]+/g, (segment) => mask.names.name(decode(segment)))}`
}
