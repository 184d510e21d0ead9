/**
 * Style sheet text of a recorded page as the stage needs it.
 *
 * rrweb-snapshot's `adaptCssForReplay` parses every sheet with postcss and adds a second selector with a class for
 * `:hover`. Here one pass with one regular expression does more (URLs, imports, media features and the other states of
 * a live page) without changing classes, which page styles may select on, and without 60 kB of postcss.
 */

import { PLACEHOLDER } from './resources'

/** What the text refers to, and how the page was shown. */
export interface CssContext {
  /** Absolute or relative URL as written -> what to load instead. */
  url(written: string): string
  /** Text of an imported sheet, already adapted; undefined: leave it out. */
  imported(written: string): string | undefined
  /** A selector asks for a live state of elements that match `compound` ('' for any). */
  stateUsed?(state: string, compound: string): void
  media?: { dark?: true; reducedMotion?: true; contrast?: 'more' | 'less' }
}

/** States a script-free document cannot have by itself; the stage marks the elements with attributes. */
const STATES =
  'hover|active|focus-visible|focus-within|focus|defined|fullscreen|user-invalid|user-valid|state\\(\\s*[\\w-]+\\s*\\)'

const TOKEN = new RegExp(
  [
    '/\\*[^]*?(?:\\*/|$)',
    `@import\\s+(?:url\\(\\s*)?("[^"]*"|'[^']*'|[^\\s"')]+)\\s*\\)?([^;{}]*);?`,
    // Without its parenthesis it ends with the text: looked for again at each `url(`, that would take the square of it.
    `(?:url|src)\\(\\s*("(?:\\\\[^]|[^"\\\\])*"|'(?:\\\\[^]|[^'\\\\])*'|[^"')]*)\\s*(?:\\)|$)`,
    '"(?:\\\\[^]|[^"\\\\\\n])*"?',
    "'(?:\\\\[^]|[^'\\\\\\n])*'?",
    `:(${STATES})(?![\\w-])`,
    '(?<![\\w-])color-scheme\\s*:\\s*([a-z\\s]+)',
    `\\(\\s*(prefers-color-scheme|prefers-reduced-motion|prefers-contrast|scripting)(?:\\s*:\\s*([\\w-]+))?\\s*\\)`,
  ].join('|'),
  'gi',
)

const WORTH_A_LOOK = new RegExp(
  `url\\(|src\\(|@import|prefers-|color-scheme|scripting|image-set|:(?:${STATES})`,
  'i',
)

/** How far to look for the end of a selector, and for the beginning of a compound. */
const LONGEST_SELECTOR = 4096
const LONGEST_COMPOUND = 200

/** Conditions every browser answers the same way. */
const ALWAYS = '(min-width:0)'
const NEVER = '(max-width:0)'

/** The text with its references replaced and its live states made visible as attributes. */
export function adaptCss(text: string, context: CssContext): string {
  if (!WORTH_A_LOOK.test(text)) return text
  return text.replace(
    TOKEN,
    (whole: string, imported, condition, url, state, scheme, feature, value, offset: number) => {
      if (typeof imported === 'string')
        return adaptImport(imported, String(condition ?? ''), context)
      if (typeof url === 'string') return adaptUrl({ whole, url, offset }, text, context)
      if (typeof state === 'string') return adaptState({ whole, state, offset }, text, context)
      if (typeof scheme === 'string') {
        const chosen = chosenScheme(scheme, context.media)
        return chosen === scheme ? whole : `color-scheme:${chosen}`
      }
      if (typeof feature === 'string') return adaptFeature(feature, value, context) ?? whole
      return isUrlString(text, whole, offset) ? `"${context.url(unquote(whole))}"` : whole
    },
  )
}

/** Of a page that shows itself in both: the one the person saw, whatever the player's own browser prefers. */
export function chosenScheme(written: string, media: CssContext['media']): string {
  const names = written.toLowerCase().split(/\s+/)
  if (!names.includes('light') || !names.includes('dark')) return written
  return media?.dark ? 'dark' : 'light'
}

/** The attribute that stands for a live state. */
export function stateAttribute(state: string): string {
  return `data-recount-${state.toLowerCase()}`
}

function adaptImport(written: string, condition: string, context: CssContext): string {
  const text = context.imported(unquote(written))
  if (text === undefined) return ''
  const [, named, layer = '', supports, media = ''] = IMPORT_CONDITION.exec(condition) ?? []
  const inMedia = media.trim() === '' ? text : `@media ${media} {${text}}`
  const supported = supports === undefined ? inMedia : `@supports (${supports}) {${inMedia}}`
  return named === undefined ? supported : `@layer ${layer} {${supported}}`
}

/** What may follow the address of an import: a layer, what must be supported, media. */
const IMPORT_CONDITION =
  /^\s*(layer(?:\(\s*([\w.-]+)\s*\))?(?=\s|$))?\s*(?:supports\(((?:[^()]|\([^()]*\))*)\))?([\s\S]*)$/i

function adaptUrl(
  found: { whole: string; url: string; offset: number },
  text: string,
  context: CssContext,
): string {
  const target = unquote(found.url)
  if (target.startsWith('#') || target === '') return found.whole
  const address = context.url(target)
  // A picture in place of a font would be tried, and the console would tell of it.
  if (address === PLACEHOLDER && isFontSource(text, found.offset)) return 'local("")'
  return `url("${address}")`
}

/** In the `src` of a font: no other descriptor or property of that name takes addresses. */
function isFontSource(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - LONGEST_SELECTOR), offset)
  return /[{;\s]src\s*:[^;{}]*$/i.test(before)
}

/** Only in selectors: `animation:hover 1s` names keyframes. What follows up to the next brace or semicolon tells. */
function adaptState(
  found: { whole: string; state: string; offset: number },
  text: string,
  context: CssContext,
): string {
  const { whole, state, offset } = found
  const end = /[{};]/.exec(text.slice(offset + whole.length, offset + LONGEST_SELECTOR))
  if (end && end[0] !== '{') return whole
  const name = state.toLowerCase()
  if (name === 'defined') return `:is(:defined,[${stateAttribute(name)}])`
  if (name.startsWith('state(')) {
    return `[${stateAttribute('state')}~="${state.slice(6, -1).trim()}"]`
  }
  if (name.startsWith('user-')) return `[${stateAttribute(name)}]`
  const before = text.slice(Math.max(0, offset - LONGEST_COMPOUND), offset)
  const compound = /[^\s,{}>+~();&]*$/.exec(before)?.[0] ?? ''
  const own = compound.split(':')[0] ?? ''
  // After a parenthesis the compound is more than what was found.
  const isWhole = compound.length < before.length && !before.endsWith(')')
  context.stateUsed?.(name, isWhole ? own : '')
  return `[${stateAttribute(name)}]`
}

function adaptFeature(
  feature: string,
  value: string | undefined,
  { media }: CssContext,
): string | undefined {
  const holds = (now: string): string => ((value ?? now) === now ? ALWAYS : NEVER)
  switch (feature.toLowerCase()) {
    case 'prefers-color-scheme':
      return holds(media?.dark ? 'dark' : 'light')
    case 'prefers-reduced-motion':
      if (value === undefined) return media?.reducedMotion ? ALWAYS : NEVER
      return holds(media?.reducedMotion ? 'reduce' : 'no-preference')
    case 'prefers-contrast':
      if (value === undefined) return media?.contrast ? ALWAYS : NEVER
      return holds(media?.contrast ?? 'no-preference')
    case 'scripting':
      return holds('enabled')
    default:
      return undefined
  }
}

/** Strings are URLs inside image-set() only. */
function isUrlString(text: string, whole: string, offset: number): boolean {
  if (whole.length < 3) return false
  const before = text.slice(Math.max(0, offset - 400), offset)
  const open = before.lastIndexOf('image-set(')
  if (open < 0 || /[;{}]/.test(before.slice(open))) return false
  return !/type\(\s*$/.test(before)
}

function unquote(written: string): string {
  const trimmed = written.trim()
  const quote = trimmed[0]
  const inner =
    quote === '"' || quote === "'"
      ? trimmed.slice(1, trimmed.endsWith(quote) ? -1 : undefined)
      : trimmed
  return inner.replace(/\\([0-9a-f]{1,6})\s?|\\([\s\S])/gi, (_, hex, char) =>
    hex === undefined ? char : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  )
}
