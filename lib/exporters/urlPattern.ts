import { escapeRegExp } from '../platform/escapeRegExp'
import { hasMaskedName } from './selectors'

/** Numbers and keys of one run: an order, a session, a point in time. */
const VOLATILE = /\d{3}|[0-9a-f]{8}-[0-9a-f]{4}-/i

/** A URL as a test may expect it: exactly, or as the source of a regular expression where parts differ from run to run. */
export function expectedUrl(url: string): { exact: string } | { pattern: string } {
  const parsed = parseUrl(url)
  if (!parsed) return { exact: url }
  let varies = false
  const part = (text: string, any: string) => {
    if (!hasMaskedName(text) && !VOLATILE.test(text)) return escapeRegExp(text)
    varies = true
    return any
  }
  const path = parsed.pathname
    .split('/')
    .map((segment) => part(segment, '[^/?#]+'))
    .join('\\/')
  const query = pairs(parsed.search, (value) => part(value, '[^&#]*'))
  const hash = part(parsed.hash.slice(1), '.*')
  if (!varies) return { exact: url }
  const origin = escapeRegExp(parsed.origin)
  return { pattern: `^${origin}${path}${query ? `\\?${query}` : ''}${hash ? `#${hash}` : ''}$` }
}

/** A text that is the same tomorrow: no counters, dates or amounts. */
export function isSteady(text: string): boolean {
  return !/\d{3}|\(\d+\)|\d[.:/]\d/.test(text)
}

/** Path and query, for telling pages apart in words. */
export function shortUrl(url: string): string {
  const parsed = parseUrl(url)
  return parsed ? parsed.pathname + parsed.search + parsed.hash : url
}

export function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}

function pairs(search: string, value: (text: string) => string): string {
  if (search.length < 2) return ''
  return search
    .slice(1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return value(pair)
      return `${value(pair.slice(0, equals))}=${value(pair.slice(equals + 1))}`
    })
    .join('&')
}
