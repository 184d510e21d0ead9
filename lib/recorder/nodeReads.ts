import {
  attributeListOf,
  localNameOf,
  nodeTypeOf,
  parentOf as parentNodeOf,
  readAttribute,
} from '../platform/reads'
import type { Treatment } from '../privacy/masker'
import type { Scope } from './scope'

export const HTML = 'http://www.w3.org/1999/xhtml'
const ELEMENT_NODE = 1
const DOCUMENT_FRAGMENT_NODE = 11

/** Not by `'host' in node`: links have one too. A shadow root is the only fragment that is ever part of a tree. */
function isShadowRoot(node: Node): node is ShadowRoot {
  return nodeTypeOf(node) === DOCUMENT_FRAGMENT_NODE && 'host' in node
}

/** The element a node's children are inside of: itself, or the host of a shadow root. */
export function elementOf(node: Node): Element | null {
  if (nodeTypeOf(node) === ELEMENT_NODE) return node as Element
  return isShadowRoot(node) ? node.host : null
}

/** Parent, or the host of a shadow root. */
export function parentOf(node: Node): Node | null {
  return parentNodeOf(node) ?? (isShadowRoot(node) ? node.host : null)
}

/** `getAttribute` lowers the name on HTML elements and so misses what `setAttributeNS` gave capitals. */
export function attributeOf(element: Element, name: string): string | null {
  const value = readAttribute(element, name)
  if (value !== null) return value
  for (const attribute of attributeListOf(element))
    if (attribute.name === name) return attribute.value
  return null
}

/** Masked text of a text node; the text of a <style> is CSS. */
export function textOf(
  scope: Scope,
  text: string,
  parent: Element | null,
  treatment: Treatment,
): string {
  if (parent !== null && localNameOf(parent) === 'style') {
    const base = scope.document.baseURI
    const masked = scope.masker.css(text, treatment, base)
    scope.resources.wantFromCss(text, masked, base, treatment)
    return masked
  }
  return scope.masker.text(text, parent, treatment)
}
const XLINK = /^(?:href|title|show|type|role|actuate|arcrole)$/

/** A record tells only the local name of `xlink:href`. These are the written names it may mean, gone ones included. */
export function prefixedNames(element: Element, local: string): string[] {
  const names: string[] = []
  for (const attribute of attributeListOf(element)) {
    if (attribute.prefix !== null && attribute.localName === local) names.push(attribute.name)
  }
  if (XLINK.test(local) && !names.includes(`xlink:${local}`)) names.push(`xlink:${local}`)
  return names
}
