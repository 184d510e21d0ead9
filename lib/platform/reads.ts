/**
 * Reads of nodes that a form cannot answer with a field of its own: `form.firstChild` is the field of that name where it
 * has one, in this world as in the page's. For all other nodes the plain read, which the engine does best: documents
 * hide members only in the page's own world.
 */

const FORM = 'HTMLFormElement'
const HTML = 'http://www.w3.org/1999/xhtml'

/** Absent in a worker. */
function prototypeOf(kind: 'Node' | 'Element' | 'HTMLFormElement'): object {
  const type: unknown = Reflect.get(globalThis, kind)
  return typeof type === 'function' ? (type.prototype as object) : {}
}

function getter<T>(owner: object, name: string): (node: Node) => T {
  const get = Object.getOwnPropertyDescriptor(owner, name)?.get
  return (node) => get?.call(node) as T
}

function method<Args extends unknown[], T>(
  owner: object,
  name: string,
): (node: Node, ...args: Args) => T {
  const value: unknown = Object.getOwnPropertyDescriptor(owner, name)?.value
  return (node, ...args) => (value as (...args: Args) => T).apply(node, args)
}

const ofNode = prototypeOf('Node')
const ofElement = prototypeOf('Element')
const ofForm = {
  parentNode: getter<Node | null>(ofNode, 'parentNode'),
  firstChild: getter<Node | null>(ofNode, 'firstChild'),
  lastChild: getter<Node | null>(ofNode, 'lastChild'),
  nextSibling: getter<Node | null>(ofNode, 'nextSibling'),
  previousSibling: getter<Node | null>(ofNode, 'previousSibling'),
  childNodes: getter<NodeListOf<ChildNode>>(ofNode, 'childNodes'),
  isConnected: getter<boolean>(ofNode, 'isConnected'),
  ownerDocument: getter<Document | null>(ofNode, 'ownerDocument'),
  attributes: getter<NamedNodeMap>(ofElement, 'attributes'),
  getRootNode: method<[], Node>(ofNode, 'getRootNode'),
  getAttribute: method<[name: string], string | null>(ofElement, 'getAttribute'),
  getAttributeNames: method<[], string[]>(ofElement, 'getAttributeNames'),
  matches: method<[selector: string], boolean>(ofElement, 'matches'),
}

/** Of whatever document: one that was made in a frame keeps the constructors of that. `instanceof` is slower as well. */
function isForm(node: Node): boolean {
  return (node as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === FORM
}

/** The parent of a node, for climbs: that of a form's field named `parentNode` would lead back to the form for ever. */
export function parentOf(node: Node): Node | null {
  return isForm(node) ? ofForm.parentNode(node) : node.parentNode
}

export function parentElementOf(node: Node): Element | null {
  const parent = parentOf(node)
  return parent !== null && nodeTypeOf(parent) === 1 ? (parent as Element) : null
}

export function nodeTypeOf(node: Node): number {
  return isForm(node) ? 1 : node.nodeType
}

export function firstChildOf(node: Node): Node | null {
  return isForm(node) ? ofForm.firstChild(node) : node.firstChild
}

export function lastChildOf(node: Node): Node | null {
  return isForm(node) ? ofForm.lastChild(node) : node.lastChild
}

export function nextSiblingOf(node: Node): Node | null {
  return isForm(node) ? ofForm.nextSibling(node) : node.nextSibling
}

export function previousSiblingOf(node: Node): Node | null {
  return isForm(node) ? ofForm.previousSibling(node) : node.previousSibling
}

export function childNodesOf(node: Node): NodeListOf<ChildNode> {
  return isForm(node) ? ofForm.childNodes(node) : node.childNodes
}

export function isConnectedNode(node: Node): boolean {
  return isForm(node) ? ofForm.isConnected(node) : node.isConnected
}

export function ownerDocumentOf(node: Node): Document | null {
  return isForm(node) ? ofForm.ownerDocument(node) : node.ownerDocument
}

export function rootOf(node: Node): Node {
  return isForm(node) ? ofForm.getRootNode(node) : node.getRootNode()
}

export function localNameOf(element: Element): string {
  return isForm(element) ? 'form' : element.localName
}

export function namespaceOf(element: Element): string | null {
  return isForm(element) ? HTML : element.namespaceURI
}

export function attributeListOf(element: Element): NamedNodeMap {
  return isForm(element) ? ofForm.attributes(element) : element.attributes
}

export function attributeNamesOf(element: Element): string[] {
  return isForm(element) ? ofForm.getAttributeNames(element) : element.getAttributeNames()
}

export function hasAttributes(element: Element): boolean {
  return isForm(element) ? attributeNamesOf(element).length > 0 : element.hasAttributes()
}

export function readAttribute(element: Element, name: string): string | null {
  return isForm(element) ? ofForm.getAttribute(element, name) : element.getAttribute(name)
}

export function isMatch(element: Element, selector: string): boolean {
  return isForm(element) ? ofForm.matches(element, selector) : element.matches(selector)
}

/**
 * The element, to read any other member of it. Of a form a stand-in, whose members are those of its interface: never to
 * be compared, kept or handed on.
 */
export function plain<T extends Element>(element: T): T {
  if (!isForm(element)) return element
  const get = (_: object, name: string | symbol): unknown => {
    const member: unknown = Reflect.get(OF_FORM, name, element)
    return typeof member === 'function' ? member.bind(element) : member
  }
  return new Proxy({}, { get }) as T
}

/** What it holds, text left out. */
export function childrenOf(parent: Node): HTMLCollection {
  return plain(parent as Element).children
}

const OF_FORM = prototypeOf(FORM)
