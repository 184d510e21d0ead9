/** A virtual element becomes a real one of the stage, attributes made safe on the way. */
import { attributeOf, type VirtualNode } from '../replay/documentState'
import { adaptCss, type CssContext, chosenScheme } from './adaptCss'
import {
  adopt,
  attributeNames,
  getAttribute,
  newElement,
  removeAttribute,
  setAttribute,
} from './dom'
import { PLACEHOLDER } from './resources'
import { judgeAttribute, safeTag } from './sanitize'

const NAMESPACE_URIS = {
  html: 'http://www.w3.org/1999/xhtml',
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
}

/** Fails without asking anybody. */
const BROKEN = 'data:image/png,'

const INLINE = new Set(
  'a abbr b bdi code em i label mark q s small span strong sub sup time u'.split(' '),
)

/** What an element's attributes are made with. */
export interface ElementContext {
  doc: Document
  css: CssContext
  /** Frames that may still be made: each is a document, and a thousand of them stop the tab. */
  frames: { left: number }
  /** blob: or data: address for a URL or resource key. */
  address(written: string): string
}

/** An empty element of the right kind. */
export function createElement(node: VirtualNode, context: ElementContext): Element {
  const tag = isFrame(node) && node.tag !== 'frame' ? 'iframe' : safeTag(node, isSheet(node))
  if (isFrame(node) && context.frames.left-- <= 0) return newElement(context.doc, 'recount-frame')
  try {
    // createElement takes `a:b` as a whole, as the parser does.
    if (node.ns === 'html') return newElement(context.doc, tag)
    return newElement(context.doc, tag, NAMESPACE_URIS[node.ns])
  } catch {
    return parsedElement(context.doc, tag)
  }
}

/** The parser takes names that DOM methods refuse. */
function parsedElement(doc: Document, tag: string): Element {
  const template = document.createElement('template')
  if (/^[a-z][^\s"'<>/\0]*$/i.test(tag)) template.innerHTML = `<${tag}></${tag}>`
  const parsed = template.content.firstElementChild
  return parsed ? adopt(doc, parsed) : newElement(doc, 'recount-unknown')
}

/** True for the elements whose style sheet the stage writes itself. */
export function isSheet(node: VirtualNode): boolean {
  if (node.kind !== 'element') return false
  if (node.tag === 'style') return true
  return node.tag === 'link' && (node.state.cssText !== undefined || sheetKey(node) !== undefined)
}

/**
 * Key of the text of a linked sheet: made by the recorder where it could read the rules, else the address the bytes were
 * fetched from. Alternate sheets are not applied.
 */
export function sheetKey(node: VirtualNode): string | undefined {
  if (node.state.css !== undefined) return node.state.css
  if (node.tag !== 'link') return undefined
  const rel = attributeOf(node, 'rel')?.toLowerCase().split(/\s+/) ?? []
  if (!rel.includes('stylesheet') || rel.includes('alternate')) return undefined
  return attributeOf(node, 'href')
}

/** True for the elements that hold a document of their own. */
export function isFrame(node: VirtualNode): boolean {
  if (node.ns !== 'html') return false
  return node.tag === 'iframe' || node.tag === 'frame' || isFramed(node)
}

/** True for an <object> or <embed> with a document in it: the stage shows it in a frame, which runs nothing. */
export function isFramed(node: VirtualNode): boolean {
  return node.state.framed === true && (node.tag === 'object' || node.tag === 'embed')
}

/**
 * Makes the attributes of a shown element those of the virtual one. Marks of the stage itself are left alone. `isFresh`:
 * it has none yet.
 */
export function writeAttributes(
  target: Element,
  node: VirtualNode,
  context: ElementContext,
  isFresh: boolean,
): void {
  const wanted = wantedAttributes(node, context)
  // showModal() sets `open` itself and refuses when it is there before.
  const isModal = node.state.top === 'modal'
  for (const name of isFresh ? [] : attributeNames(target)) {
    const isOwn = name.startsWith('data-recount-') || (isModal && name === 'open')
    if (!wanted.has(name) && !isOwn) removeAttribute(target, name)
  }
  for (const [name, value] of wanted) {
    if (isFresh || getAttribute(target, name) !== value) setAttribute(target, name, value)
  }
}

/** The attributes an element is shown with. */
export function wantedAttributes(node: VirtualNode, context: ElementContext): Map<string, string> {
  const wanted = new Map<string, string>()
  for (let index = 0; index < node.attributes.length; index += 2) {
    const name = node.attributes[index] ?? ''
    const value = node.attributes[index + 1] ?? ''
    const verdict = judgeAttribute(node, { name, value })
    if (verdict.action === 'keep') wanted.set(name, value)
    else if (verdict.action === 'empty') wanted.set(name, '')
    else if (verdict.action === 'css') wanted.set(name, adaptCss(value, context.css))
    else if (verdict.action === 'resource') wanted.set(name, context.address(value))
  }
  addPicture(wanted, node, context)
  if (node.tag === 'meta' && wanted.get('name')?.toLowerCase() === 'color-scheme')
    wanted.set('content', chosenScheme(wanted.get('content') ?? '', context.css.media))
  if (isFrame(node)) wanted.set('sandbox', 'allow-same-origin')
  if (isFramed(node)) wanted.set('frameborder', '0')
  if (node.state.top === 'modal') wanted.delete('open')
  return wanted
}

function addPicture(wanted: Map<string, string>, node: VirtualNode, context: ElementContext): void {
  const { image, currentSrc, broken, blocked } = node.state
  if (node.tag === 'img') {
    const chosen = image ?? currentSrc
    if (chosen !== undefined) wanted.set('src', context.address(chosen))
    if (broken) wanted.set('src', BROKEN)
    if (blocked) wanted.set('src', PLACEHOLDER)
  } else if (node.tag === 'video') {
    if (wanted.get('src') === PLACEHOLDER) wanted.delete('src')
    if (image !== undefined) wanted.set('poster', context.address(image))
  } else if (node.tag === 'source' || node.tag === 'audio') {
    if (wanted.get('src') === PLACEHOLDER) wanted.delete('src')
  }
}

/** What the element looks like besides what markup and sheets say: pictures of canvases, boxes of blocked content. */
export function extraStyle(node: VirtualNode, context: ElementContext): string | undefined {
  const { image, blocked } = node.state
  if (blocked) return blockedStyle(node, blocked)
  if (node.tag === 'canvas') {
    // Without scripts a canvas shows its fallback content; `content` turns it into a picture again.
    return `content:url("${image === undefined ? blankPicture(node) : context.address(image)}")!important`
  }
  if (image === undefined || node.tag === 'img' || node.tag === 'video') return undefined
  return `content:url("${context.address(image)}")!important`
}

function blankPicture(node: VirtualNode): string {
  const size = (name: string, otherwise: number) => {
    const at = node.attributes.indexOf(name)
    const value = Number.parseInt(at % 2 === 0 ? (node.attributes[at + 1] ?? '') : '', 10)
    return Number.isFinite(value) ? value : otherwise
  }
  return `data:image/svg+xml,%3Csvg%20xmlns=%27http://www.w3.org/2000/svg%27%20width=%27${size('width', 300)}%27%20height=%27${size('height', 150)}%27/%3E`
}

function blockedStyle(node: VirtualNode, [width, height]: [number, number]): string {
  const display = INLINE.has(node.tag) ? 'display:inline-block!important;' : ''
  return `${display}box-sizing:border-box!important;width:${Number(width)}px!important;height:${Number(height)}px!important;background:repeating-linear-gradient(45deg,#8884 0 8px,#8882 8px 16px)!important`
}
