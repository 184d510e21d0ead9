import type { UrlUse } from './masker'
import type { NameMask } from './names'
import { isSecretName, maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import { LOOKS_RANDOM, TOKEN_PATH_WORD } from './tables/secrets'
import { FONT_DATA, HIERARCHICAL_SCHEMES, KNOWN_EXTENSION } from './tables/urls'

/**
 * How much of an address goes:
 * `strict`: path segments and parameters that are not made of common words, all values of parameters;
 * `entered`: values of parameters of pages, links and requests (forms put there what was typed), and what was typed here;
 * `open`: what the floor names, only.
 */
export type UrlRigor = 'strict' | 'entered' | 'open'

export interface UrlMask {
  names: NameMask
  rigor: UrlRigor
  /** No query and no fragment at all (Do Not Track). */
  anonymous: boolean
  /** Does it hold something that was typed? */
  hasTyped(text: string): boolean
}

/** Written as a parser would write it, so that no parser is needed: most addresses of most pages. */
const PLAIN_TAIL =
  '[\\w\\-/.~%!$&()*+,;:@]*(?:\\?[\\w\\-/.~%!$&()*+,;:@=?]*)?(?:#[\\w\\-/.~%!$&()*+,;:@=?]*)?$'
const PLAIN_PATH = new RegExp(`^/(?!/)${PLAIN_TAIL}`)
const PLAIN_ABSOLUTE = new RegExp(`^https?://[a-z0-9.-]+/${PLAIN_TAIL}`)
const NUMBER = /^\d+$/
const MATRIX = /(;([\w.-]{1,40})=)[^;/]+/g
const DEEPEST_ESCAPE = 3
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i
const ORIGIN = /^https?:\/\/[a-z0-9.:-]+(?=\/|$)/

/** Absolute form of an address. */
export function toAbsolute(url: string, base: string): string {
  if (!DOT_SEGMENT.test(url)) {
    if (PLAIN_ABSOLUTE.test(url)) return url
    const origin = PLAIN_PATH.test(url) ? ORIGIN.exec(base) : null
    if (origin !== null) return origin[0] + url
  }
  return new URL(url, base).href
}

/** What may be kept of an absolute URL. '' where nothing may. Throws on what is no URL. */
export function maskUrl(url: string, use: UrlUse, mask: UrlMask): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase() ?? ''
  const isOpen = mask.rigor !== 'strict' && !mask.anonymous && !mask.hasTyped(url)
  const rigor = isOpen ? mask.rigor : 'strict'
  if (HIERARCHICAL_SCHEMES.has(scheme)) return maskHierarchical(url, use, rigor, mask)
  const strict = rigor === 'strict'
  switch (scheme) {
    case '':
    case 'javascript:':
    case 'vbscript:':
      // Never replayed, and its text is a program: only what it is stays.
      return scheme
    case 'about:':
      return strict ? (/^about:(?:blank|srcdoc)/.exec(url)?.[0] ?? 'about:') : maskSecretShapes(url)
    case 'data:':
      if (!strict) return url
      return use === 'resource' && FONT_DATA.test(url) ? url : 'data:,'
    case 'blob:':
      // A random id under the page's own origin. It names a resource, so it must stay different from others.
      return strict ? maskBlob(url, mask.names) : url
    default:
      return strict ? scheme + maskShape(url.slice(scheme.length)) : maskSecretShapes(url)
  }
}

function maskBlob(url: string, names: NameMask): string {
  const origin = /^blob:(?:null|[a-z-]+:\/\/[^/]*)?\/?/i.exec(url)?.[0] ?? 'blob:'
  return origin + names.hash(url.slice(origin.length))
}

function maskHierarchical(url: string, use: UrlUse, rigor: UrlRigor, mask: UrlMask): string {
  const normal = isNormal(url) ? url : normalize(url)
  const fragmentAt = indexOrEnd(normal, '#')
  const queryAt = Math.min(indexOrEnd(normal, '?'), fragmentAt)
  const head = normal.slice(0, queryAt)
  const query = normal.slice(queryAt, fragmentAt)
  const hash = normal.slice(fragmentAt)
  const slash = head.indexOf('/', head.indexOf('//') + 2)
  const origin = slash < 0 ? head : head.slice(0, slash)
  const path = slash < 0 ? '' : head.slice(slash)
  if (rigor === 'strict') {
    const masked = origin + maskPath(path, mask.names)
    if (mask.anonymous && use !== 'resource') return masked
    return masked + maskQuery(query, mask, 'strict') + maskHash(hash, mask, 'strict')
  }
  const parameters = use === 'resource' ? 'open' : rigor
  return (
    maskSecretShapes(origin + maskTokenSegments(path, mask.names)) +
    maskQuery(query, mask, parameters) +
    maskHash(hash, mask, rigor)
  )
}

function indexOrEnd(text: string, mark: string): number {
  const index = text.indexOf(mark)
  return index < 0 ? text.length : index
}

/** No credentials, and nothing that a parser would write differently in its authority. */
function isNormal(url: string): boolean {
  return /^[a-z-]+:\/\/[a-z0-9.:[\]_-]*(?:[/?#]|$)/.test(url) && !/[\s\\]/.test(url)
}

function normalize(url: string): string {
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

function maskPath(path: string, names: NameMask): string {
  if (path === '' || path === '/') return path
  let masked = ''
  for (let at = 0; at < path.length; ) {
    const slash = path.indexOf('/', at)
    const end = slash < 0 ? path.length : slash
    if (end > at) masked += maskSegment(path.slice(at, end), names)
    if (slash >= 0) masked += '/'
    at = end + 1
  }
  return masked
}

function maskSegment(segment: string, names: NameMask): string {
  if (NUMBER.test(segment)) return names.hash(segment)
  const plain = decode(segment)
  const dot = plain.lastIndexOf('.')
  if (dot > 0 && KNOWN_EXTENSION.test(plain.slice(dot + 1))) {
    return `${toSegment(plain.slice(0, dot), names)}${plain.slice(dot)}`
  }
  return toSegment(plain, names)
}

function toSegment(plain: string, names: NameMask): string {
  return /^[\w\-.~@:]+$/.test(plain) ? names.name(plain) : names.hash(plain)
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `/reset/Zk39...`: a path that carries its own key; `/shop;jsessionid=...`: one that has it as a parameter. */
function maskTokenSegments(whole: string, names: NameMask): string {
  const path = whole.includes(';')
    ? whole.replace(MATRIX, (pair, head: string, name: string) =>
        isSecretName(name) ? `${head}${FLOOR_FILLER}` : pair,
      )
    : whole
  if (path.length < 20) return path
  let previous = ''
  return path.replace(/[^/]+/g, (segment) => {
    const secret = TOKEN_PATH_WORD.test(previous) && LOOKS_RANDOM.test(segment)
    previous = segment
    return secret ? names.hash(segment) : segment
  })
}

function maskQuery(query: string, mask: UrlMask, rigor: UrlRigor): string {
  if (query.length < 2) return ''
  return (
    query.charAt(0) +
    query
      .slice(1)
      .split('&')
      .map((pair) => maskPair(pair, mask, isGrant(pair, query) ? 'entered' : rigor))
      .join('&')
  )
}

/** What a sign-in hands back: `?code=...&state=...`. A code alone may be a voucher. */
function isGrant(pair: string, query: string): boolean {
  return pair.startsWith('code=') && /[?&]state=/.test(query)
}

function maskPair(pair: string, mask: UrlMask, rigor: UrlRigor): string {
  const equals = pair.indexOf('=')
  const key = equals < 0 ? pair : pair.slice(0, equals)
  const plainKey = decode(key)
  // A parameter without a value may be the value itself.
  const keptKey = keepsKey(plainKey, equals < 0, rigor)
    ? maskSecretShapes(key)
    : mask.names.name(plainKey)
  if (equals < 0) return keptKey
  const value = pair.slice(equals + 1)
  if (value === '') return `${keptKey}=`
  const masked = rigor !== 'open' || isSecretName(plainKey) || holdsSecret(value)
  return `${keptKey}=${masked ? mask.names.hash(decode(value.replaceAll('+', ' '))) : maskSecretShapes(value)}`
}

/** An address within an address, escaped: where to go after signing in. */
function holdsSecret(value: string): boolean {
  let plain = value
  for (let depth = 0; depth < DEEPEST_ESCAPE && plain.includes('%'); depth++) {
    const next = decode(plain)
    if (next === plain) return false
    if (maskSecretShapes(next) !== next) return true
    plain = next
  }
  return false
}

function keepsKey(key: string, alone: boolean, rigor: UrlRigor): boolean {
  if (rigor === 'open') return true
  return rigor === 'entered' && !alone && /^[a-z_][\w.[\]-]{0,30}$/i.test(key)
}

function maskHash(hash: string, mask: UrlMask, rigor: UrlRigor): string {
  if (hash.length < 2) return ''
  const text = hash.slice(1)
  const question = text.indexOf('?')
  const isQuery = /^[^/?]*=/.test(text)
  const path = isQuery ? '' : question < 0 ? text : text.slice(0, question)
  const query = isQuery ? `?${text}` : question < 0 ? '' : text.slice(question)
  const maskedQuery = maskQuery(query, mask, rigor)
  return `#${maskFragment(path, mask, rigor)}${isQuery ? maskedQuery.slice(1) : maskedQuery}`
}

function maskFragment(path: string, mask: UrlMask, rigor: UrlRigor): string {
  if (path === '') return ''
  if (rigor !== 'strict') return maskSecretShapes(maskTokenSegments(path, mask.names))
  if (!path.includes('/')) return mask.names.name(decode(path))
  return path.replace(/[^/]+/g, (segment) => toSegment(decode(segment), mask.names))
}
