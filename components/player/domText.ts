import { attributesOf, localNameOf, nodeTypeOf } from '../../lib/player/dom'

/** Longer values are cut on their line; the detail shows them whole. */
const LONGEST_VALUE = 60
const LONGEST_TEXT = 120

/** A node on one line, as the browser's own tools would put it. */
export function domText(node: Node): string {
  switch (nodeTypeOf(node)) {
    case Node.ELEMENT_NODE:
      return elementText(node as Element)
    case Node.TEXT_NODE:
    case Node.CDATA_SECTION_NODE:
      return `"${cut((node.nodeValue ?? '').trim(), LONGEST_TEXT)}"`
    case Node.COMMENT_NODE:
      return '<!-- -->'
    case Node.DOCUMENT_TYPE_NODE:
      return `<!doctype ${(node as DocumentType).name}>`
    case Node.DOCUMENT_NODE:
      return '#document'
    case Node.DOCUMENT_FRAGMENT_NODE:
      return '#shadow-root'
    default:
      return node.nodeName
  }
}

function elementText(element: Element): string {
  const attributes = attributesOf(element).map(({ name, value }) =>
    value === '' ? name : `${name}="${cut(value, LONGEST_VALUE)}"`,
  )
  return `<${[localNameOf(element), ...attributes].join(' ')}>`
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
