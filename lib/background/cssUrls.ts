import type { ResourceKind } from '../messages/protocol'

export interface CssUrl {
  url: string
  kind: ResourceKind
}

/** Where something of interest begins. */
const MARK = /\/\*|["']|url\(|@import\b|@font-face\b|[{};]/gi
const URL_REST = /\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]*))\s*\)/y
const STRING_REST = {
  '"': /([^"\\\n]*)(?:\\[\s\S][^"\\\n]*)*/y,
  "'": /([^'\\\n]*)(?:\\[\s\S][^'\\\n]*)*/y,
}

/**
 * What a style sheet needs to look the same: imported sheets, fonts and pictures, absolute, each once. One pass that
 * never looks back: the sheet comes from a stranger and may be made to be slow.
 */
export function cssUrls(text: string, baseUrl: string): CssUrl[] {
  const found = new Map<string, ResourceKind>()
  let at: 'import' | 'font-face' | 'font' | 'rest' = 'rest'
  const add = (raw: string) => {
    const url = absolute(raw, baseUrl)
    const kind = at === 'import' ? 'style' : at === 'font' ? 'font' : 'image'
    if (url && !found.has(url)) found.set(url, kind)
    if (at === 'import') at = 'rest'
  }
  MARK.lastIndex = 0
  for (let mark = MARK.exec(text); mark; mark = MARK.exec(text)) {
    const sign = mark[0].toLowerCase()
    if (sign === '/*') {
      const end = text.indexOf('*/', MARK.lastIndex)
      if (end < 0) break
      MARK.lastIndex = end + 2
    } else if (sign === 'url(') {
      const match = matchAt(URL_REST, text, MARK.lastIndex)
      if (!match) continue
      MARK.lastIndex = URL_REST.lastIndex
      add(match[1] ?? match[2] ?? match[3] ?? '')
    } else if (sign === '"' || sign === "'") {
      const rest = STRING_REST[sign]
      const match = matchAt(rest, text, MARK.lastIndex)
      MARK.lastIndex = rest.lastIndex + 1
      if (at === 'import') add(match?.[1] ?? '')
    } else if (sign === '@import') at = 'import'
    else if (sign === '@font-face') at = 'font-face'
    else if (sign === '{') at = at === 'font-face' ? 'font' : 'rest'
    else if (sign === '}' || at === 'import') at = 'rest'
  }
  return [...found].map(([url, kind]) => ({ url, kind }))
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(text)
}

/** `data:` needs no fetching, `#id` is in the page. */
function absolute(url: string, baseUrl: string): string | undefined {
  if (url === '' || url.startsWith('#') || !URL.canParse(url, baseUrl)) return undefined
  const parsed = new URL(url, baseUrl)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return undefined
  parsed.hash = ''
  return parsed.href
}
