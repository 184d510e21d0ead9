/**
 * What of a recorded element may reach the stage. Recordings are hostile: they may come from a file somebody sent.
 * The stage's sandbox and policy forbid scripts and requests anyway; this keeps out what they do not cover (connections
 * of `<link rel=preconnect>` and of frames with an address, links one could follow) and what would act on the player.
 */
import type { Namespace } from '../replay/documentState'

/** What to do with an attribute. */
export type Verdict =
  | { action: 'drop' }
  | { action: 'keep' }
  /** Its presence is kept, its value is not. */
  | { action: 'empty' }
  /** An address of something to show: a stored resource takes its place. */
  | { action: 'resource' }
  /** Text with CSS references. */
  | { action: 'css' }

const DROP: Verdict = { action: 'drop' }
const KEEP: Verdict = { action: 'keep' }
const EMPTY: Verdict = { action: 'empty' }
const RESOURCE: Verdict = { action: 'resource' }
const CSS: Verdict = { action: 'css' }

/** Would load, navigate, submit, report, or take part in the player's own page. */
const DROPPED = new Set(
  'srcdoc action formaction ping manifest codebase classid archive code object profile data srcset imagesrcset integrity nonce crossorigin loading autofocus autoplay accesskey attributionsrc browsingtopics sharedstoragewritable privatetoken csp allow credentialless http-equiv shadowrootmode target background lowsrc dynsrc longdesc xml:base sandbox'.split(
    ' ',
  ),
)

/** `<link>` keeps no address at all: preconnect and dns-prefetch open connections whatever the policy says. */
const ADDRESSLESS = new Set([
  'link',
  'base',
  'iframe',
  'frame',
  'embed',
  'object',
  'script',
  'portal',
])
/** Where a name would be one to aim at. */
const FRAMES = new Set(['iframe', 'frame', 'object', 'embed'])
const PICTURES = new Set([
  'img',
  'input',
  'image',
  'feImage',
  'video',
  'audio',
  'source',
  'track',
  'use',
])
const SAFE_LINK = /^(?:https?:|mailto:|tel:|#|[^:]*$|[./?][\s\S]*$)/i

/** Decides about one attribute of a recorded element. */
export function judgeAttribute(
  element: { tag: string; ns: Namespace },
  attribute: { name: string; value: string },
): Verdict {
  const tag = element.tag
  const name = attribute.name.toLowerCase()
  const { value } = attribute
  if (name === 'srcset' && (tag === 'img' || tag === 'source')) return EMPTY
  if (name.startsWith('on') || DROPPED.has(name) || name.startsWith('data-recount-')) {
    return name === 'background' && element.ns === 'html' ? RESOURCE : DROP
  }
  if (name === 'style') return CSS
  if (name === 'src' || name === 'poster') return PICTURES.has(tag) ? RESOURCE : DROP
  if (name === 'href' || name === 'xlink:href') return judgeLink(tag, element.ns, value)
  if (FRAMES.has(tag) && name === 'name') return DROP
  if (tag === 'meta' && name === 'content') return /^\s*\d*\s*;/.test(value) ? DROP : KEEP
  if ((tag === 'embed' || tag === 'object') && name === 'type') return DROP
  if (isAnimation(tag) && ['to', 'from', 'by', 'values'].includes(name)) {
    return /[:/]|script/i.test(value) ? DROP : KEEP
  }
  // Presentation attributes of SVG (`fill`, `filter`, `mask` ...).
  return /url\s*\(/i.test(value) && element.ns === 'svg' ? CSS : KEEP
}

function judgeLink(tag: string, ns: Namespace, value: string): Verdict {
  if (ADDRESSLESS.has(tag)) return DROP
  if (value.startsWith('#')) return KEEP
  if (PICTURES.has(tag)) return RESOURCE
  if (ns !== 'html' && tag !== 'a') return DROP
  return SAFE_LINK.test(value.trim()) ? KEEP : DROP
}

function isAnimation(tag: string): boolean {
  return tag === 'animate' || tag === 'set' || tag === 'animateMotion' || tag === 'animateTransform'
}

/** The tag an element is built with: nothing that runs, and style sheets as text. */
export function safeTag(element: { tag: string; ns: Namespace }, isSheet: boolean): string {
  const tag = element.tag
  if (/^script$/i.test(tag)) return element.ns === 'html' ? 'noscript' : 'g'
  if (tag === 'link' && isSheet) return 'style'
  if (tag === 'portal' || tag === 'fencedframe' || tag === 'applet') return 'div'
  return tag
}
