import { KNOWN_TAGS } from '../privacy/tables/elements'

/** What the local name of an element says about how to write it. */
export interface Tag {
  /** False: only the element itself is kept, for its text is code or another face of the page. */
  keepsChildren: boolean
  canHost: boolean
  isCustom: boolean
  hasState: boolean
  isLookedAtAgain: boolean
  /** Of HTML, SVG or MathML: nobody made the name up. */
  isCommon: boolean
}

const words = (text: string) => new Set(text.split(' '))
const CHILDLESS = words('script noscript template')
const STATEFUL = words('input textarea option img video audio dialog')
const LOOK_AGAIN = words(
  'iframe frame object embed link style img video audio canvas source image input use feImage slot',
)
/** HTML elements, besides custom ones, that can hold a shadow root. */
const SHADOW_HOSTS = words(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span',
)
const tags = new Map<string, Tag>()

export function tagOf(name: string): Tag {
  const known = tags.get(name)
  if (known !== undefined) return known
  const isCustom = name.includes('-')
  const tag: Tag = {
    keepsChildren: !CHILDLESS.has(name),
    canHost: isCustom || SHADOW_HOSTS.has(name),
    isCustom,
    hasState: isCustom || STATEFUL.has(name),
    isLookedAtAgain: LOOK_AGAIN.has(name),
    isCommon: KNOWN_TAGS.has(name.toLowerCase()),
  }
  if (tags.size < MAX_TAGS) tags.set(name, tag)
  return tag
}

/** A page may invent names without end. */
const MAX_TAGS = 2000

export function keepsChildren(name: string): boolean {
  return tagOf(name).keepsChildren
}

export function canHost(name: string): boolean {
  return tagOf(name).canHost
}
