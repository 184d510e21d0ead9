import { maskAttributeName } from './attributeNames'
import { type CssToken, tokenize } from './cssTokens'
import { isPathData } from './pathData'
import { maskShape } from './shape'
import {
  FORMAT_WORDS,
  KNOWN_AT_RULES,
  NAMED_ARGUMENT,
  PSEUDO,
  SHOWN_STRINGS,
  VENDOR_PSEUDO,
} from './tables/cssPlaces'
import { CSS_FONT_WORDS, CSS_KEYWORDS, isCssProperty } from './tables/cssWords'
import { KNOWN_TAGS } from './tables/elements'

/** What a style sheet needs to be masked at mask-all. */
export interface CssMask {
  /** Names of classes, ids, custom properties, animations, areas: the same function as for attributes. */
  name(name: string): string
  /** A url() as written: masked and absolute, '' where nothing may be kept. */
  url(url: string): string
  /** The value of an attribute selector, masked as the attribute itself is. */
  attribute(name: string, value: string): string
}

type Place = 'value' | 'selector'
/** Where a token stands: what it belongs to, and the functions and brackets around it. */
interface Spot {
  place: Place
  /** Property, at-rule with its @, or ''. */
  context: string
  inside: string
}

/**
 * Masks the text of a style sheet or of a style attribute at mask-all. What the browser matches and lays out with
 * stays; what somebody wrote (strings, made-up names, comments, addresses) is masked by functions that are the same
 * for the document, so that names keep meeting each other.
 */
export function maskCss(text: string, mask: CssMask): string {
  let out = ''
  let statement: CssToken[] = []
  let depth = 0
  for (const token of tokenize(text)) {
    if (token.type === 'comment') continue
    if (token.type === 'function') depth++
    else if (token.type === 'mark') {
      const mark = token.text
      if (mark === '(' || mark === '[') depth++
      else if (mark === ')' || mark === ']') depth = Math.max(0, depth - 1)
      else if (mark === '{' || mark === '}' || (mark === ';' && depth === 0)) {
        depth = 0
        out += maskStatement(statement, mark, mask) + mark
        statement = []
        continue
      }
    }
    statement.push(token)
  }
  return out + maskStatement(statement, '', mask)
}

/** One value without its property, as in presentation attributes. */
export function maskCssValue(text: string, property: string, mask: CssMask): string {
  const spot: Spot = { place: 'value', context: property, inside: '' }
  return maskTokens(
    [...tokenize(text)].filter((token) => token.type !== 'comment'),
    spot,
    mask,
  )
}

/** Name of a property: a known one, or a made-up one. */
export function maskProperty(property: string, mask: CssMask): string {
  return isCssProperty(property) ? property : maskIdent(property, mask)
}

function maskStatement(tokens: CssToken[], end: string, mask: CssMask): string {
  const start = tokens.findIndex((token) => token.type !== 'space')
  const first = tokens[start]
  if (first === undefined) return tokens.length > 0 ? ' ' : ''
  if (first.type === 'at') {
    const context = first.text.toLowerCase()
    return maskTokens(
      tokens,
      { place: context === '@scope' ? 'selector' : 'value', context, inside: '' },
      mask,
    )
  }
  if (end === '{') return maskTokens(tokens, { place: 'selector', context: '', inside: '' }, mask)
  const colon = tokens.findIndex((token) => token.type === 'mark' && token.text === ':')
  const property = tokens
    .slice(start, Math.max(start, colon))
    .map((token) => token.text)
    .join('')
    .trim()
  const lower = property.startsWith('--') ? property : property.toLowerCase()
  const value = maskTokens(
    tokens.slice(colon + 1),
    { place: 'value', context: lower, inside: '' },
    mask,
  )
  if (colon < 0) return value
  return `${start > 0 ? ' ' : ''}${maskProperty(lower, mask)}:${value}`
}

function maskTokens(tokens: CssToken[], spot: Spot, mask: CssMask): string {
  let out = ''
  const open: string[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) break
    spot.inside = open.at(-1) ?? ''
    const before = tokens[index - 1]?.text ?? ''
    switch (token.type) {
      case 'space':
        out += ' '
        break
      case 'at':
        out += KNOWN_AT_RULES.test(token.text) ? token.text : `@${mask.name(token.value)}`
        break
      case 'url':
        out +=
          spot.context === '@namespace'
            ? quotedNamespace(token.value)
            : `url("${mask.url(token.value)}")`
        break
      case 'number':
        out += spot.context.startsWith('--') && /\d{7}/.test(token.text) ? '0' : token.text
        break
      case 'string':
        out += maskString(token, spot, mask)
        break
      case 'hash':
        out +=
          spot.place === 'selector'
            ? `#${maskWritten(token.value, token.text.slice(1), mask)}`
            : maskColor(token.text)
        break
      case 'function':
        open.push(token.value.toLowerCase())
        out += `${spot.place === 'selector' && before === ':' ? maskPseudo(token.value, mask) : maskIdent(token.value, mask)}(`
        break
      case 'ident':
        out +=
          spot.place === 'selector'
            ? maskSelectorIdent(token, before, spot, mask)
            : maskValueIdent(token, spot, mask)
        break
      default:
        if (token.text === '[' && spot.place === 'selector') {
          const close = tokens.findIndex((later, at) => at > index && later.text === ']')
          const last = close < 0 ? tokens.length : close
          out += `[${maskAttributeSelector(tokens.slice(index + 1, last), mask)}]`
          index = last
          break
        }
        if (token.text === '[' || token.text === '(') open.push(token.text)
        else if (token.text === ')' || token.text === ']') open.pop()
        out += token.text
    }
  }
  return out
}

function maskSelectorIdent(token: CssToken, before: string, spot: Spot, mask: CssMask): string {
  if (before === '.' || NAMED_ARGUMENT.test(spot.inside))
    return maskWritten(token.value, token.text, mask)
  if (before === ':') return maskPseudo(token.value, mask)
  const name = token.value.toLowerCase()
  // Element names are kept in the tree as well, those of custom elements included.
  if (KNOWN_TAGS.has(name) || name.includes('-') || CSS_KEYWORDS.has(name)) return token.text
  return /^(?:n|n-\d+|odd|even)$/i.test(token.text)
    ? token.text
    : maskWritten(token.value, token.text, mask)
}

function maskPseudo(name: string, mask: CssMask): string {
  const lower = name.toLowerCase()
  if (PSEUDO.has(lower) || VENDOR_PSEUDO.test(lower)) return name
  return name.startsWith('--') ? `--${mask.name(name.slice(2))}` : mask.name(name)
}

function maskValueIdent(token: CssToken, spot: Spot, mask: CssMask): string {
  if (spot.inside === 'attr') return maskAttributeName(token.value, mask.name)
  if (spot.context === 'unicode-range') return /^u?[0-9a-f?-]*$/i.test(token.text) ? token.text : ''
  return maskIdent(token.value, mask, token.text)
}

function maskIdent(name: string, mask: CssMask, written = name): string {
  if (CSS_KEYWORDS.has(name)) return written
  if (name.startsWith('--')) {
    const masked = mask.name(name.slice(2))
    return masked === name.slice(2) ? written : `--${masked}`
  }
  const lower = name.toLowerCase()
  return CSS_KEYWORDS.has(lower) || CSS_FONT_WORDS.has(lower)
    ? written
    : maskWritten(name, written, mask)
}

/** The name as it was written where it is kept (escapes included), the hash where it is not. */
function maskWritten(name: string, written: string, mask: CssMask): string {
  const masked = mask.name(name)
  return masked === name ? written : masked
}

function maskString(token: CssToken, spot: Spot, mask: CssMask): string {
  const quote = token.text.charAt(0)
  const { context, inside, place } = spot
  if (context === '@namespace') return quotedNamespace(token.value)
  if (/^(?:url|src|image|(?:-webkit-)?image-set)$/.test(inside) || context === '@import')
    return quoted(mask.url(token.value), quote)
  if (inside === 'format' || inside === 'tech' || context === '@charset' || context === 'syntax') {
    const words = token.value.match(/[a-z][a-z0-9-]*/gi) ?? []
    return words.every((word) => FORMAT_WORDS.has(word.toLowerCase()))
      ? token.text
      : quoted('', quote)
  }
  if (place === 'selector' && inside !== 'lang') return quoted(mask.name(token.value), quote)
  if (SHOWN_STRINGS.test(context) || context.startsWith('--'))
    return quoted(maskShape(token.value), quote)
  if (/^font-(?:feature|variation)-settings$/.test(context)) {
    return /^[\w ]{4}$/.test(token.value) ? token.text : quoted('', quote)
  }
  if (context === 'd' || inside === 'path') {
    return isPathData(token.value) ? token.text : quoted('', quote)
  }
  // Families and areas: word by word, so that quoted and bare spellings stay the same name.
  return quoted(
    token.value.replace(/\S+/g, (word) => (/^\.+$/.test(word) ? word : maskIdent(word, mask))),
    quote,
  )
}

function quoted(text: string, quote: string): string {
  return (
    quote + text.replace(/[\\"'\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `) + quote
  )
}

function quotedNamespace(url: string): string {
  return /^https?:\/\/www\.w3\.org\/[\w/.-]*$/.test(url) ? `"${url}"` : '""'
}

function maskColor(text: string): string {
  return /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text) ? text : '#000'
}

function maskAttributeSelector(tokens: CssToken[], mask: CssMask): string {
  const parts = tokens.filter((token) => token.type !== 'space')
  const sign = parts.findIndex((token) => token.type === 'mark' && token.text === '=')
  const operator =
    sign > 0 && /^[~|^$*]$/.test(parts[sign - 1]?.text ?? '') ? (parts[sign - 1]?.text ?? '') : ''
  const nameParts = parts.slice(0, sign < 0 ? parts.length : sign - operator.length)
  const name = nameParts.at(-1)?.value ?? ''
  const prefix = nameParts
    .slice(0, -1)
    .map((token) => (/^[|*]$/.test(token.text) ? token.text : maskIdent(token.value, mask)))
    .join('')
  const masked = maskAttributeName(name, mask.name)
  const head = prefix + (masked === name ? (nameParts.at(-1)?.text ?? '') : masked)
  const value = parts[sign + 1]
  if (sign < 0 || value === undefined) return head
  const flag = parts[sign + 2]?.text ?? ''
  return `${head}${operator}=${quoted(mask.attribute(name.toLowerCase(), value.value), '"')}${/^[is]$/i.test(flag) ? ` ${flag}` : ''}`
}
