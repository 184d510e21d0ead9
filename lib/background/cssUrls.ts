import type { ResourceKind } from '../messages/protocol'

export interface CssUrl {
  url: string
  kind: ResourceKind
}

const COMMENT = /\/\*[\s\S]*?\*\//g
const IMPORT = /@import\s+(?:url\(\s*)?(?:"([^"\\]*)"|'([^'\\]*)'|([^\s"';)]+))/gi
const FONT_FACE = /@font-face\s*\{([^}]*)\}/gi
const URL_TOKEN = /url\(\s*(?:"([^"\\]*)"|'([^'\\]*)'|([^\s"')\\]+))\s*\)/gi

/** What a style sheet needs to look the same: imported sheets, fonts and pictures, absolute, each once. */
export function cssUrls(text: string, baseUrl: string): CssUrl[] {
  const plain = text.replace(COMMENT, ' ')
  const found = new Map<string, ResourceKind>()
  const add = (match: RegExpMatchArray, kind: ResourceKind) => {
    const url = absolute(match[1] ?? match[2] ?? match[3] ?? '', baseUrl)
    if (url && !found.has(url)) found.set(url, kind)
  }
  for (const match of plain.matchAll(IMPORT)) add(match, 'style')
  const rest = plain.replace(IMPORT, ' ').replace(FONT_FACE, (_whole, body: string) => {
    for (const match of body.matchAll(URL_TOKEN)) add(match, 'font')
    return ' '
  })
  for (const match of rest.matchAll(URL_TOKEN)) add(match, 'image')
  return [...found].map(([url, kind]) => ({ url, kind }))
}

/** `data:` needs no fetching, `#id` is in the page. */
function absolute(url: string, baseUrl: string): string | undefined {
  if (url === '' || url.startsWith('#') || !URL.canParse(url, baseUrl)) return undefined
  const parsed = new URL(url, baseUrl)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return undefined
  parsed.hash = ''
  return parsed.href
}
