import { type CssToken, tokenize } from './cssTokens'
import type { NameMask } from './names'
import { maskShape } from './shape'
import { CSS_FONT_WORDS, CSS_KEYWORDS, CSS_PROPERTIES } from './tables/cssWords'

/** What a style sheet needs to be masked at mask-all. */
export interface CssMask {
  names: NameMask
  /** A url() as written: masked and absolute, '' where nothing may be kept. */
  url(url: string): string
  /** The value of an attribute selector, masked as the attribute itself is. */
  attribute(name: string, value: string): string
}

type Place = 'value' | 'selector' | 'condition'

/** Pseudo-classes and -elements whose argument is a name the page made up. */
const NAMED_ARGUMENT =
  /^(?:part|state|highlight|view-transition|view-transition-(?:group|image-pair|old|new)|active-view-transition-type|--)$/i
/** Properties whose strings are shown. Strings elsewhere are names. */
const SHOWN_STRINGS =
  /^(?:content|quotes|-webkit-locale|hyphenate-character|text-emphasis|text-emphasis-style|list-style|list-style-type|text-overflow|symbols|prefix|suffix|negative|pad|additive-symbols)$/
const CONDITION_RULES =
  /^@(?:media|supports|container|import|layer|starting-style|custom-media|when|else|namespace|page|document|-moz-document)$/i

/**
 * Masks the text of a style sheet or of a style attribute at mask-all. What the browser matches and lays out with
 * stays; what somebody wrote (strings, made-up names, comments, addresses) is masked by functions that are the same
 * for the document, so that names keep meeting each other.
 */
export function maskCss(text: string, mask: CssMask): string {
  let out = ''
  let statement: CssToken[] = []
  let depth = 0
  const flush = (end: string): void => {
    out += maskStatement(statement, end, mask)
    statement = []
  }
  for (const token of tokenize(text)) {
    if (token.type === 'comment') continue
    if (token.type === 'mark') {
      if (token.text === '(' || token.text === '[') depth++
      else if (token.text === ')' || token.text === ']') depth = Math.max(0, depth - 1)
      else if (token.text === '{' || token.text === '}' || (token.text === ';' && depth === 0)) {
        depth = 0
        flush(token.text)
        out += token.text
        continue
      }
    } else if (token.type === 'function') depth++
    statement.push(token)
  }
  flush('')
  return out
}

function maskStatement(tokens: CssToken[], end: string, mask: CssMask): string {
  const first = tokens.find((token) => token.type !== 'space')
  if (first === undefined) return tokens.length > 0 ? ' ' : ''
  if (first.type === 'at') {
    const name = first.text.toLowerCase()
    const place =
      name === '@scope' ? 'selector' : CONDITION_RULES.test(name) ? 'condition' : 'value'
    return maskTokens(tokens, place, name, mask)
  }
  if (end === '{') return maskTokens(tokens, 'selector', '', mask)
  const colon = tokens.findIndex((token) => token.type === 'mark' && token.text === ':')
  if (colon < 0) return maskTokens(tokens, 'value', '', mask)
  const property = tokens
    .slice(0, colon)
    .map((token) => token.text)
    .join('')
    .trim()
    .toLowerCase()
  return `${maskProperty(property, mask)}:${maskTokens(tokens.slice(colon + 1), 'value', property, mask)}`
}

/** Name of a property: a known one, a made-up custom one, or something that is no property at all. */
export function maskProperty(property: string, mask: CssMask): string {
  if (CSS_PROPERTIES.has(property)) return property
  return maskIdent(property, mask)
}

function maskTokens(tokens: CssToken[], place: Place, context: string, mask: CssMask): string {
  let out = ''
  const open: string[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) break
    const inside = open.at(-1) ?? ''
    switch (token.type) {
      case 'space':
        out += ' '
        break
      case 'at':
        out +=
          CSS_KEYWORDS.has(token.text.slice(1).toLowerCase()) || KNOWN_AT.test(token.text)
            ? token.text
            : '@x'
        break
      case 'url':
        out += `url("${mask.url(token.value)}")`
        break
      case 'number':
        out += token.text
        break
      case 'string':
        out += maskString(token, place, context, inside, mask)
        break
      case 'hash':
        out +=
          place === 'selector'
            ? `#${cssName(token.value, mask.names.name(token.value))}`
            : maskColor(token.text)
        break
      case 'function':
        open.push(token.value.toLowerCase())
        out +=
          place === 'selector' && isPseudo(tokens, index)
            ? token.text
            : `${maskIdent(token.value, mask)}(`
        break
      case 'ident':
        out += maskIdentAt(tokens, index, place, inside, mask)
        break
      default:
        if (token.text === '[' || token.text === '(') open.push(token.text)
        else if (token.text === ')' || token.text === ']') open.pop()
        out += token.text
        if (token.text === '[' && place === 'selector') {
          const close = tokens.findIndex((later, at) => at > index && later.text === ']')
          const last = close < 0 ? tokens.length : close
          out += maskAttributeSelector(tokens.slice(index + 1, last), mask)
          index = last - 1
        }
    }
  }
  return out
}

const KNOWN_AT =
  /^@(?:charset|import|namespace|media|supports|container|layer|font-face|keyframes|-webkit-keyframes|page|property|counter-style|font-feature-values|font-palette-values|scope|starting-style|view-transition|position-try|viewport|custom-media|styleset|stylistic|swash|ornaments|annotation|character-variant|top-left|top-center|top-right|bottom-left|bottom-center|bottom-right|function|result)$/i

function isPseudo(tokens: CssToken[], index: number): boolean {
  return tokens[index - 1]?.text === ':'
}

function maskIdentAt(
  tokens: CssToken[],
  index: number,
  place: Place,
  inside: string,
  mask: CssMask,
): string {
  const token = tokens[index]
  if (token === undefined) return ''
  if (place !== 'selector') return maskIdent(token.value, mask, token.text)
  const before = tokens[index - 1]?.text
  if (before === '.') return cssName(token.value, mask.names.name(token.value), token.text)
  if (before === ':') return token.text
  if (NAMED_ARGUMENT.test(inside))
    return cssName(token.value, mask.names.name(token.value), token.text)
  // A type selector: element names are kept in the tree as well.
  return token.text
}

function maskIdent(name: string, mask: CssMask, written = name): string {
  if (CSS_KEYWORDS.has(name) || CSS_KEYWORDS.has(name.toLowerCase())) return written
  if (name.startsWith('--')) {
    const masked = mask.names.name(name.slice(2))
    return masked === name.slice(2) ? written : `--${masked}`
  }
  if (CSS_FONT_WORDS.has(name.toLowerCase())) return written
  return cssName(name, mask.names.name(name), written)
}

/** The name as it was written where it is kept, the hash where it is not. */
function cssName(name: string, masked: string, written = name): string {
  return masked === name ? written : masked
}

function maskString(
  token: CssToken,
  place: Place,
  context: string,
  inside: string,
  mask: CssMask,
): string {
  const quote = token.text.charAt(0)
  if (inside === 'url' || inside === 'src' || context === '@import' || context === '@namespace') {
    return quoted(
      context === '@namespace' ? 'http://www.w3.org/1999/xhtml' : mask.url(token.value),
      quote,
    )
  }
  if (inside === 'image-set' || inside === '-webkit-image-set' || inside === 'image') {
    return quoted(mask.url(token.value), quote)
  }
  if (inside === 'format' || inside === 'tech' || context === '@charset' || context === 'syntax') {
    return /^[\w<>|+*#\s-]*$/.test(token.value) &&
      token.value.length < 60 &&
      knownWords(token.value)
      ? token.text
      : quoted('', quote)
  }
  if (place === 'selector' && inside !== 'lang') return quoted(mask.names.name(token.value), quote)
  if (SHOWN_STRINGS.test(context) || context.startsWith('--'))
    return quoted(maskShape(token.value), quote)
  if (/^font-(?:feature|variation)-settings$/.test(context)) {
    return token.value.length === 4 ? token.text : quoted('', quote)
  }
  if (context === 'd' || inside === 'path')
    return /^[\s\d.,eE+\-mMzZlLhHvVcCsSqQtTaA]*$/.test(token.value) ? token.text : quoted('', quote)
  return quoted(
    token.value.replace(/[^\s]+/g, (word) => (word === '.' ? word : maskIdent(word, mask))),
    quote,
  )
}

function knownWords(text: string): boolean {
  return (text.match(/[a-z][a-z0-9-]*/gi) ?? []).every(
    (word) =>
      CSS_KEYWORDS.has(word.toLowerCase()) ||
      /^(?:utf-8|length|percentage|color|number|integer|angle|time|image|url|custom-ident|transform-list|transform-function|resolution|length-percentage|string)$/i.test(
        word,
      ),
  )
}

function quoted(text: string, quote: string): string {
  return (
    quote + text.replace(/[\\"'\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `) + quote
  )
}

function maskColor(text: string): string {
  return /^#[0-9a-f]{3,8}$/i.test(text) ? text : '#000'
}

function maskAttributeSelector(tokens: CssToken[], mask: CssMask): string {
  const parts = tokens.filter((token) => token.type !== 'space')
  const value = parts.findIndex(
    (token, index) =>
      index > 0 &&
      (token.type === 'string' || token.type === 'ident') &&
      /[=]/.test(parts[index - 1]?.text ?? ''),
  )
  const nameEnd =
    value < 0
      ? parts.length
      : parts.findIndex(
          (token) => token.type === 'mark' && /[~|^$*=]/.test(token.text) && token.text !== '|',
        )
  const name = parts
    .slice(0, nameEnd < 0 ? 1 : nameEnd)
    .map((token) => token.text)
    .join('')
  const known = name.replace(/^.*\|/, '').replace(/\\/g, '')
  if (value < 0)
    return mask.names.isStructural(known) || /^[a-z:-]{1,24}$/i.test(known)
      ? name
      : mask.names.name(known)
  const operator = parts
    .slice(nameEnd, value)
    .map((token) => token.text)
    .join('')
  const masked = mask.attribute(known.toLowerCase(), parts[value]?.value ?? '')
  const flags = parts
    .slice(value + 1)
    .map((token) => (/^[is]$/i.test(token.text) ? ` ${token.text}` : ''))
    .join('')
  return `${name}${operator}${quoted(masked, '"')}${flags}`
}
