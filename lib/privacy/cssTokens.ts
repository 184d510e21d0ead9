export interface CssToken {
  type:
    | 'comment'
    | 'space'
    | 'string'
    | 'url'
    | 'function'
    | 'ident'
    | 'hash'
    | 'at'
    | 'number'
    | 'mark'
  /** As written. */
  text: string
  /** Without quotes and escapes; for functions without the bracket. */
  value: string
}

const ESCAPE = '\\\\(?:[0-9a-fA-F]{1,6}\\s?|[^\\n\\r\\f0-9a-fA-F])'
const NAME = `(?:[\\w\\u0080-\\uffff-]|${ESCAPE})+`
const IDENT = `-{0,2}(?:[A-Za-z_\\u0080-\\uffff]|${ESCAPE})(?:[\\w\\u0080-\\uffff-]|${ESCAPE})*|--`
/** Order is the order of the groups below. */
const TOKEN = new RegExp(
  [
    '(/\\*[\\s\\S]*?(?:\\*/|$))',
    '(\\s+)',
    '("(?:[^"\\\\\\n]|\\\\[\\s\\S])*"?|\'(?:[^\'\\\\\\n]|\\\\[\\s\\S])*\'?)',
    '(url\\(\\s*(?:[^"\'()\\\\\\s]|\\\\[\\s\\S])*\\s*\\))',
    `((?:${IDENT})\\()`,
    '([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)',
    `(${IDENT})`,
    `(#${NAME})`,
    `(@(?:${IDENT}))`,
    '([\\s\\S])',
  ].join('|'),
  'giy',
)
const TYPES: CssToken['type'][] = [
  'comment',
  'space',
  'string',
  'url',
  'function',
  'number',
  'ident',
  'hash',
  'at',
  'mark',
]

/** Splits CSS into tokens, as much as masking needs. Never fails: what is no token is a mark. */
export function* tokenize(text: string): Generator<CssToken> {
  const pattern = new RegExp(TOKEN)
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    for (let group = 1; group <= TYPES.length; group++) {
      const written = match[group]
      if (written === undefined) continue
      const type = TYPES[group - 1] ?? 'mark'
      yield { type, text: written, value: tokenValue(type, written) }
      break
    }
  }
}

function tokenValue(type: CssToken['type'], text: string): string {
  if (type === 'string') {
    const closed = text.length > 1 && text.endsWith(text.charAt(0))
    return unescapeCss(text.slice(1, closed ? -1 : undefined))
  }
  if (type === 'url') return unescapeCss(text.slice(4, -1).trim())
  if (type === 'function') return unescapeCss(text.slice(0, -1))
  if (type === 'hash' || type === 'at') return unescapeCss(text.slice(1))
  return type === 'ident' ? unescapeCss(text) : text
}

/** Resolves the escapes of a name or string. */
export function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:([0-9a-fA-F]{1,6})\s?|\r\n|[\n\r\f]|([\s\S]))/g,
    (_, hex?: string, char?: string) => {
      if (hex === undefined) return char ?? ''
      const code = Number.parseInt(hex, 16)
      return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
    },
  )
}
