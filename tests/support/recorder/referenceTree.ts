/** The plainest possible reader of recorded events, to check the recorder against: strict, slow, obviously right. */
import type { MutationEvent, RecordEvent } from '../../../lib/format/events'
import type { ElementState, PackedNode } from '../../../lib/format/tree'

export interface Plain {
  kind: 'document' | 'element' | 'text' | 'comment' | 'doctype' | 'shadow' | 'cdata'
  name?: string
  ns?: string
  attributes?: Record<string, string>
  text?: string
  shadow?: Plain
  children?: Plain[]
}

export interface ReferenceNode extends Plain {
  id: number
  parent?: ReferenceNode
  children: ReferenceNode[]
  shadow?: ReferenceNode
  state: ElementState
}

export interface ReferenceTree {
  apply(event: RecordEvent): void
  plain(): Plain
  node(id: number): ReferenceNode
}

/** Throws on anything a strict reader could not apply: unknown ids, reused ids, cycles. */
export function createReferenceTree(): ReferenceTree {
  let nodes = new Map<number, ReferenceNode>()
  let used = new Set<number>()

  function node(id: number): ReferenceNode {
    const found = nodes.get(id)
    if (!found) throw new Error(`unknown id ${id}`)
    return found
  }

  function unpack(packed: PackedNode, id: { next: number }, parentNs: string): ReferenceNode {
    const made: ReferenceNode = { kind: 'text', id: id.next++, children: [], state: {} }
    if (used.has(made.id)) throw new Error(`id ${made.id} used again`)
    used.add(made.id)
    nodes.set(made.id, made)
    const add = (list: PackedNode[], ns: string) => {
      for (const child of list) {
        const inner = unpack(child, id, ns)
        inner.parent = made
        if (inner.kind === 'shadow') made.shadow = inner
        else made.children.push(inner)
      }
    }
    if (typeof packed === 'string') made.text = packed
    else if (Array.isArray(packed)) {
      const [tag, attributes, state, ...children] = packed
      made.kind = 'element'
      made.name = tag
      made.state = state === 0 ? {} : state
      made.ns = made.state.ns ?? parentNs
      made.attributes = {}
      if (attributes !== 0)
        for (let at = 0; at < attributes.length; at += 2)
          made.attributes[attributes[at] ?? ''] = attributes[at + 1] ?? ''
      add(children as PackedNode[], made.ns)
    } else if ('shadow' in packed) {
      made.kind = 'shadow'
      add(packed.shadow, 'html')
    } else if ('doctype' in packed) {
      made.kind = 'doctype'
      made.name = packed.doctype[0]
    } else if ('cdata' in packed) {
      made.kind = 'cdata'
      made.text = packed.cdata
    } else made.kind = 'comment'
    return made
  }

  function forget(gone: ReferenceNode): void {
    nodes.delete(gone.id)
    if (gone.shadow) forget(gone.shadow)
    for (const child of gone.children) forget(child)
  }

  function detach(child: ReferenceNode): void {
    const { parent } = child
    if (!parent) return
    if (parent.shadow === child) delete parent.shadow
    else parent.children.splice(parent.children.indexOf(child), 1)
    delete child.parent
  }

  function mutate(event: MutationEvent): void {
    for (const id of event.removes ?? []) {
      const gone = node(id)
      detach(gone)
      forget(gone)
    }
    for (const insert of event.inserts ?? []) {
      const parent = node(insert[0])
      const next = insert[1] === 0 ? undefined : node(insert[1])
      if (next && next.parent !== parent) throw new Error(`next ${next.id} is not in ${parent.id}`)
      const child =
        insert.length === 3 ? node(insert[2]) : unpack(insert[3], { next: insert[2] }, 'html')
      for (let up: ReferenceNode | undefined = parent; up; up = up.parent)
        if (up === child) throw new Error(`${child.id} moved into itself`)
      detach(child)
      child.parent = parent
      if (child.kind === 'shadow') parent.shadow = child
      else if (next) parent.children.splice(parent.children.indexOf(next), 0, child)
      else parent.children.push(child)
    }
    for (const [id, text] of event.texts ?? []) node(id).text = text
    for (const [id, name, value] of event.attributes ?? []) {
      const attributes = node(id).attributes ?? {}
      if (value === null) delete attributes[name]
      else attributes[name] = value
    }
  }

  return {
    node,
    apply(event) {
      switch (event.kind) {
        case 'snapshot': {
          nodes = new Map()
          used = new Set([1])
          const root: ReferenceNode = { kind: 'document', id: 1, children: [], state: {} }
          nodes.set(1, root)
          const id = { next: 2 }
          for (const child of event.children) {
            const made = unpack(child, id, 'html')
            made.parent = root
            root.children.push(made)
          }
          break
        }
        case 'mutation':
          mutate(event)
          break
        case 'state':
          Object.assign(node(event.id).state, event.state)
          break
        case 'input': {
          const { state } = node(event.id)
          if (event.value !== undefined) state.value = event.value
          if (event.checked !== undefined) state.checked = event.checked
          break
        }
        default:
      }
    },
    plain: () => plainOfReference(node(1)),
  }
}

function plainOfReference(node: ReferenceNode): Plain {
  const plain: Plain = { kind: node.kind }
  if (node.name !== undefined) plain.name = node.name
  if (node.ns !== undefined) plain.ns = node.ns
  if (node.attributes) plain.attributes = sorted(node.attributes)
  if (node.text !== undefined) plain.text = node.text
  if (node.shadow) plain.shadow = plainOfReference(node.shadow)
  if (node.children.length > 0) plain.children = node.children.map(plainOfReference)
  return plain
}

const NAMESPACES: Record<string, string> = {
  'http://www.w3.org/2000/svg': 'svg',
  'http://www.w3.org/1998/Math/MathML': 'math',
}

/** The live tree in the same shape. */
export function plainOfLive(node: Node, rootOf: (element: Element) => ShadowRoot | null): Plain {
  const children = () => {
    const list: Plain[] = []
    for (let child = node.firstChild; child; child = child.nextSibling)
      list.push(plainOfLive(child, rootOf))
    return list.length > 0 ? { children: list } : {}
  }
  switch (node.nodeType) {
    case Node.DOCUMENT_NODE:
      return { kind: 'document', ...children() }
    case Node.DOCUMENT_TYPE_NODE:
      return { kind: 'doctype', name: (node as DocumentType).name }
    case Node.TEXT_NODE:
      return { kind: 'text', text: (node as Text).data }
    case Node.CDATA_SECTION_NODE:
      return { kind: 'cdata', text: (node as Text).data }
    case Node.DOCUMENT_FRAGMENT_NODE:
      return { kind: 'shadow', ...children() }
    case Node.ELEMENT_NODE: {
      const element = node as Element
      const attributes: Record<string, string> = {}
      for (const attribute of element.attributes) attributes[attribute.name] = attribute.value
      const root = rootOf(element)
      const isBlocked = element.getAttribute('data-recount') === 'block'
      const isCode = isBlocked || /^(?:script|noscript|template)$/.test(element.localName)
      return {
        kind: 'element',
        name: element.localName,
        ns: NAMESPACES[element.namespaceURI ?? ''] ?? 'html',
        attributes: sorted(attributes),
        ...(root && !isBlocked ? { shadow: plainOfLive(root, rootOf) } : {}),
        ...(isCode ? {} : children()),
      }
    }
    default:
      return { kind: 'comment' }
  }
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
