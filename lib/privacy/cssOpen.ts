import { maskProperty } from './css'
import { tokenize } from './cssTokens'
import { maskShape } from './shape'

export interface CssOpenMask {
  /** Absolute and masked as the level says. */
  url(url: string): string
  secrets(text: string): string
  hasTyped(text: string): boolean
  typed(text: string): string
  name(name: string): string
}

const HAS_ADDRESS = /url\(|@import|image-set\(/i
const ADDRESS =
  /(\/\*[\s\S]*?(?:\*\/|$))|(\burl\(\s*)("(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|(?:[^"'()\\\s]|\\[\s\S])*)(\s*\))|(@import\s+)("[^"\n]*"|'[^'\n]*')|("(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')/gi

/** Styles where page text may stay: addresses become absolute, credentials and what was typed go. */
export function openCss(text: string, mask: CssOpenMask): string {
  const open = mask.hasTyped(text) ? maskTyped(text, mask) : text
  const safe = mask.secrets(open)
  if (!HAS_ADDRESS.test(safe)) return safe
  return safe.replace(
    ADDRESS,
    (
      whole,
      comment?: string,
      head?: string,
      url?: string,
      tail?: string,
      rule?: string,
      sheet?: string,
    ) => {
      if (comment !== undefined) return whole
      if (head !== undefined && url !== undefined) return head + resolve(url, mask) + tail
      return rule !== undefined && sheet !== undefined ? rule + resolve(sheet, mask) : whole
    },
  )
}

function resolve(written: string, mask: CssOpenMask): string {
  const quote = /^["']/.exec(written)?.[0] ?? ''
  const url = quote === '' ? written : written.slice(1, -1)
  if (url === '' || url.startsWith('#') || /^data:/i.test(url)) return written
  const masked = mask.url(url.replace(/\\([\s\S])/g, '$1'))
  const mark = quote === '' ? '"' : quote
  return (
    mark + masked.replace(/["'\\\n]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `) + mark
  )
}

/** Only what a page can put its users' words into: the language of the sheet itself stays. */
function maskTyped(text: string, mask: CssOpenMask): string {
  let out = ''
  for (const token of tokenize(text)) {
    if (!mask.hasTyped(token.value)) {
      out += token.text
      continue
    }
    switch (token.type) {
      case 'comment':
        break
      case 'string':
        out += mask.typed(token.text)
        break
      case 'url':
        out += `url("${mask.url(token.value)}")`
        break
      case 'hash':
        out += `#${mask.name(token.value)}`
        break
      case 'ident':
        out += maskProperty(token.value, { ...mask, attribute: (_, value) => maskShape(value) })
        break
      default:
        out += token.text
    }
  }
  return out
}
