/**
 * DOM calls that recorded content cannot get in the way of. A form with `<input name="insertBefore">` hides the method
 * of that name, so each call goes through the prototype of the player's own window.
 */
const node = () => Node.prototype
const element = () => Element.prototype

/** Inserts before `next`, or at the end. A browser may refuse a place (a second doctype); that is not an error here. */
export function insertInto(parent: Node, child: Node, next: Node | null): void {
  try {
    if (child.isConnected && 'moveBefore' in element() && child.parentNode !== null) {
      const move: unknown = Reflect.get(
        parent.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? DocumentFragment.prototype : element(),
        'moveBefore',
      )
      // A plain move would empty the frames inside and forget scroll offsets.
      if (typeof move === 'function') return void Reflect.apply(move, parent, [child, next])
    }
  } catch {
    // not movable from there: insert
  }
  try {
    node().insertBefore.call(parent, child, next)
  } catch {
    // the place is not allowed
  }
}

export function removeNode(child: Node): void {
  const parent = parentOf(child)
  if (parent) node().removeChild.call(parent, child)
}

export function parentOf(child: Node): Node | null {
  return getter(node(), 'parentNode', child)
}

export function firstChildOf(parent: Node): Node | null {
  return getter(node(), 'firstChild', parent)
}

export function nextSiblingOf(child: Node): Node | null {
  return getter(node(), 'nextSibling', child)
}

export function childNodesOf(parent: Node): Node[] {
  return [...getter<NodeListOf<ChildNode>>(node(), 'childNodes', parent)]
}

export function nodeTypeOf(target: Node): number {
  return getter(node(), 'nodeType', target)
}

export function nodeNameOf(target: Node): string {
  return getter(node(), 'nodeName', target)
}

export function isInDocument(target: Node): boolean {
  return getter(node(), 'isConnected', target)
}

export function localNameOf(target: Element): string {
  return getter(element(), 'localName', target)
}

export function attributesOf(target: Element): Attr[] {
  return [...getter<NamedNodeMap>(element(), 'attributes', target)]
}

export function boxOf(target: Element): DOMRect {
  return element().getBoundingClientRect.call(target)
}

export function setText(target: Node, text: string): void {
  if (getter<string | null>(node(), 'textContent', target) === text) return
  Reflect.set(node(), 'textContent', text, target)
}

export function attributeNames(target: Element): string[] {
  return element().getAttributeNames.call(target)
}

export function getAttribute(target: Element, name: string): string | null {
  return element().getAttribute.call(target, name)
}

const NAMESPACES: Record<string, string> = {
  xlink: 'http://www.w3.org/1999/xlink',
  xml: 'http://www.w3.org/XML/1998/namespace',
}

/** Names the parser allows and setAttribute refuses are left out. */
export function setAttribute(target: Element, name: string, value: string): void {
  const prefix = NAMESPACES[name.slice(0, Math.max(0, name.indexOf(':')))]
  try {
    if (prefix) element().setAttributeNS.call(target, prefix, name, value)
    else element().setAttribute.call(target, name, value)
  } catch {
    setParsedAttribute(target, name, value)
  }
}

/** The parser takes names that setAttribute refuses. */
function setParsedAttribute(target: Element, name: string, value: string): void {
  if (!/^[^\s"'<>/=\0]+$/.test(name)) return
  const holder = document.createElement('template')
  holder.innerHTML = `<i ${name}=""></i>`
  const attribute = holder.content.firstElementChild?.attributes[0]
  if (!attribute) return
  const copy = document.importNode(attribute, true)
  copy.value = value
  element().setAttributeNode.call(target, copy)
}

export function removeAttribute(target: Element, name: string): void {
  element().removeAttribute.call(target, name)
}

export function shadowOf(host: Element): ShadowRoot | null {
  return getter(element(), 'shadowRoot', host)
}

export function attachShadow(host: Element, slotAssignment: SlotAssignmentMode): ShadowRoot | null {
  try {
    return shadowOf(host) ?? element().attachShadow.call(host, { mode: 'open', slotAssignment })
  } catch {
    return null // not an element that can have one
  }
}

/** True for an element, whichever window it comes from. */
export function isElement(value: Node | null | undefined): value is Element {
  return value !== null && value !== undefined && nodeTypeOf(value) === 1
}

export function isText(value: Node | null | undefined): value is Text {
  return value !== null && value !== undefined && nodeTypeOf(value) === 3
}

function getter<T>(prototype: object, name: string, target: object): T {
  return Reflect.get(prototype, name, target) as T
}

/*
 * Documents are worse than forms: `<img name="createElement">` hides even what a document has itself. So each call to a
 * shown document goes through the prototype too.
 */
const documents = () => Document.prototype

export function windowOf(doc: Document): (Window & typeof globalThis) | null {
  return getter(documents(), 'defaultView', doc)
}

export function ownerOf(element: Element): Document {
  return getter(node(), 'ownerDocument', element)
}

/** The frame element that shows the document of an element or, of a document, itself. */
export function frameAround(target: Element | Document): Element | null {
  const doc = isElement(target) ? ownerOf(target) : target
  return windowOf(doc)?.frameElement ?? null
}

export function selectAll(doc: Document, selector: string): NodeListOf<Element> {
  return documents().querySelectorAll.call(doc, selector)
}

export function elementFromPoint(
  root: Document | ShadowRoot,
  x: number,
  y: number,
): Element | null {
  const find = Reflect.get(prototypeOf(root), 'elementFromPoint') as Document['elementFromPoint']
  return find.call(root as Document, x, y)
}

export function urlOf(doc: Document): string {
  return getter(documents(), 'URL', doc)
}

export function doctypeOf(doc: Document): DocumentType | null {
  return getter(documents(), 'doctype', doc)
}

export function imagesOf(doc: Document): HTMLCollectionOf<HTMLImageElement> {
  return getter(documents(), 'images', doc)
}

export function fontsOf(doc: Document): FontFaceSet {
  return getter(documents(), 'fonts', doc)
}

export function bodyOf(doc: Document): Element | undefined {
  return documents().getElementsByTagName.call(doc, 'body')[0]
}

export function animationsOf(doc: Document): Animation[] {
  return documents().getAnimations.call(doc)
}

export function newElement(doc: Document, tag: string, namespace?: string): Element {
  if (namespace === undefined) return documents().createElement.call(doc, tag)
  return documents().createElementNS.call(doc, namespace, tag)
}

export function newText(doc: Document, text: string): Text {
  return documents().createTextNode.call(doc, text)
}

export function newComment(doc: Document): Comment {
  return documents().createComment.call(doc, '')
}

export function adopt<T extends Node>(doc: Document, node: T): T {
  return documents().adoptNode.call(doc, node) as T
}

export function sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[] {
  return getter(prototypeOf(root), 'adoptedStyleSheets', root)
}

export function setSheets(root: Document | ShadowRoot, sheets: CSSStyleSheet[]): void {
  Reflect.set(prototypeOf(root), 'adoptedStyleSheets', sheets, root)
}

function prototypeOf(root: Document | ShadowRoot): object {
  const isDocument = nodeTypeOf(root) === Node.DOCUMENT_NODE
  return isDocument ? documents() : ShadowRoot.prototype
}

/** Only sheets made by the window of a document can be adopted there. */
export function newSheetOf(doc: Document): CSSStyleSheet {
  const view = windowOf(doc)
  const Sheet = (view ? Reflect.get(view, 'CSSStyleSheet') : CSSStyleSheet) as typeof CSSStyleSheet
  return new Sheet()
}
