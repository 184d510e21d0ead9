/** A replayed document as the text of an SVG picture that needs nothing from outside. */
import {
  attributeNames,
  firstChildOf,
  getAttribute,
  isElement,
  nextSiblingOf,
  shadowOf,
} from '../dom'
import { replacement, type Surroundings } from './replacement'
import { sheetText } from './sheetText'
import { shadowStyle, stateStyle } from './stateStyle'

/** A document of more nodes is sketched: its text alone would take longer to read than anybody waits. */
const MOST_NODES = 25_000
const SVG = 'http://www.w3.org/2000/svg'
const XHTML = 'http://www.w3.org/1999/xhtml'
const LEFT_OUT = new Set([
  'script',
  'noscript',
  'style',
  'link',
  'meta',
  'base',
  'title',
  'template',
])
const ADDRESSES = new Set(['src', 'href', 'xlink:href', 'poster', 'data', 'background'])
/** Say what to load or what to run; neither belongs into a picture. */
const DROPPED = /^(?:on|srcset$|sizes$|srcdoc$|autofocus$|loading$|xmlns)/i
const NAME = /^[A-Za-z_][\w.-]*$/
const NAME_WITH_PREFIX = /^(?:xlink|xml):[a-z]+$/

export class TooLargeError extends Error {
  override name = 'TooLargeError'
}

interface MarkupOptions extends Surroundings {
  width: number
  height: number
  /** By `performance.now()`; what is not written by then is given up with a `TooLargeError`. */
  endsAt: number
}

export async function toMarkup(doc: Document, options: MarkupOptions): Promise<string> {
  const parts: string[] = []
  const writer = createWriter(parts, options)
  const root = doc.documentElement
  const css = await options.assets.css(sheetText(doc))
  const { width, height } = options
  const view = doc.defaultView
  const rootStyle = view?.getComputedStyle(root)
  parts.push(
    // `rem` counts from the root of the picture, which is this element.
    `<svg xmlns="${SVG}" width="${width}" height="${height}" style="font-size:${quoted(rootStyle?.fontSize ?? '16px')}">`,
    '<foreignObject x="0" y="0" width="100%" height="100%">',
    `<div xmlns="${XHTML}" style="width:${width}px;height:${height}px;overflow:hidden;background:${quoted(pageColor(doc))}">`,
    `<style><![CDATA[${css.replaceAll(']]>', ']] >')}]]></style>`,
  )
  await writer.write(root, { inShadow: false })
  parts.push('</div></foreignObject></svg>')
  return parts.join('')
}

function createWriter(parts: string[], options: MarkupOptions) {
  let nodes = 0

  async function write(node: Node, where: { inShadow: boolean; style?: string }): Promise<void> {
    nodes++
    if (nodes > MOST_NODES || performance.now() > options.endsAt) throw new TooLargeError()
    if (node.nodeType === Node.TEXT_NODE) {
      const text = quoted(node.nodeValue ?? '')
      parts.push(where.style ? `<span style="${quoted(where.style)}">${text}</span>` : text)
      return
    }
    if (!isElement(node)) return
    const name = NAME.test(node.localName) ? node.localName : 'div'
    if (LEFT_OUT.has(name)) return
    const state = stateStyle(node) + (where.inShadow ? shadowStyle(node) : '')
    const style = await options.assets.css(
      `${getAttribute(node, 'style') ?? ''};${state}${where.style ?? ''}`,
    )
    const other = await replacement(node, options)
    if (other) {
      const kept = keptAttributes(node, ['class', 'id', 'alt'])
      parts.push(`<${other.tag}${kept}${other.attributes} style="${quoted(style + other.style)}"/>`)
      return
    }
    await writeElement(node, { name, style, inShadow: where.inShadow })
  }

  async function writeElement(
    node: Element,
    how: { name: string; style: string; inShadow: boolean },
  ): Promise<void> {
    const isSvgRoot = node.namespaceURI === SVG && node.parentElement?.namespaceURI !== SVG
    const namespace =
      node.namespaceURI === SVG
        ? isSvgRoot
          ? ` xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"`
          : ''
        : ` xmlns="${quoted(node.namespaceURI ?? XHTML)}"`
    parts.push(`<${how.name}${namespace}${await attributes(node)} style="${quoted(how.style)}">`)
    const shadow = shadowOf(node)
    if (how.name === 'slot') await writeSlot(node, how.inShadow)
    else if (how.name === 'textarea') parts.push(quoted((node as HTMLTextAreaElement).value))
    else if (shadow) await writeChildren(shadow, { inShadow: true })
    else await writeChildren(node, { inShadow: how.inShadow })
    parts.push(`</${how.name}>`)
  }

  async function writeChildren(parent: Node, where: { inShadow: boolean }): Promise<void> {
    const scrolled = isElement(parent) ? scrolledBy(parent) : undefined
    for (let child = firstChildOf(parent); child; child = nextSiblingOf(child)) {
      await write(child, { ...where, style: scrolled && shifted(child, scrolled) })
    }
  }

  async function writeSlot(node: Element, inShadow: boolean): Promise<void> {
    const assigned = 'assignedNodes' in node ? (node as HTMLSlotElement).assignedNodes() : []
    if (assigned.length === 0) return await writeChildren(node, { inShadow })
    for (const child of assigned) await write(child, { inShadow: false })
  }

  async function attributes(node: Element): Promise<string> {
    let text = ''
    for (const name of attributeNames(node)) {
      if (DROPPED.test(name) || name === 'style') continue
      if (!NAME.test(name) && !NAME_WITH_PREFIX.test(name)) continue
      const value = getAttribute(node, name) ?? ''
      if (!ADDRESSES.has(name)) text += ` ${name}="${quoted(value)}"`
      else if (value.startsWith('#')) text += ` ${name}="${quoted(value)}"`
      else if (value.startsWith('blob:')) text += ` ${name}="${await options.assets.data(value)}"`
      else if (value.startsWith('data:image/')) text += ` ${name}="${quoted(value)}"`
      else if (name === 'href' && node.localName === 'a') text += ' href="#"'
    }
    return text + formState(node)
  }

  return { write }
}

/** What a person typed and chose is not in the attributes. */
function formState(node: Element): string {
  switch (node.localName) {
    case 'input': {
      const { value, checked, type } = node as HTMLInputElement
      if (type === 'file' || type === 'image') return ''
      const isChecked = checked ? ' checked=""' : ''
      return node.hasAttribute('value') ? isChecked : ` value="${quoted(value)}"${isChecked}`
    }
    case 'option':
      return (node as HTMLOptionElement).selected && !node.hasAttribute('selected')
        ? ' selected=""'
        : ''
    default:
      return ''
  }
}

function keptAttributes(node: Element, names: string[]): string {
  return names
    .map((name) => {
      const value = getAttribute(node, name)
      return value === null ? '' : ` ${name}="${quoted(value)}"`
    })
    .join('')
}

/** Offset of what has been scrolled; the page's own is in the margin of its root. */
function scrolledBy(element: Element): { left: number; top: number } | undefined {
  if (element === element.ownerDocument.documentElement) return undefined
  if (element === element.ownerDocument.scrollingElement) return undefined
  const { scrollLeft: left, scrollTop: top } = element
  return left === 0 && top === 0 ? undefined : { left, top }
}

function shifted(child: Node, by: { left: number; top: number }): string {
  const display = isElement(child)
    ? child.ownerDocument.defaultView?.getComputedStyle(child).display
    : 'inline'
  // Boxes in a line are not moved by `translate`.
  if (display === 'inline') return `;position:relative;left:${-by.left}px;top:${-by.top}px`
  return `;translate:${-by.left}px ${-by.top}px`
}

/** The background of the root, or of the body where the root has none, covers the whole viewport. */
function pageColor(doc: Document): string {
  const view = doc.defaultView
  for (const element of [doc.documentElement, doc.body]) {
    if (!element || !view) continue
    const { backgroundColor } = view.getComputedStyle(element)
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
  }
  return '#fff'
}

/** Also drops what XML does not allow at all, which would spoil the whole picture. */
function quoted(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
