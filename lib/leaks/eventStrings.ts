import type { NodeId, RecordEvent } from '../format/events'
import { FORMAT_WORDS } from '../format/formatWords'
import { type PackedNode, packedChildren } from '../format/tree'

/** One string of an event and where it stands. */
export interface Place {
  text: string
  /** Member names and attribute names, joined by dots. */
  path: string
  /** Node it belongs to: the element, for text its parent. 0 where there is none. */
  node: NodeId
}

/** What a node looks like in a selector: enough for a rule. */
export type NodeNames = Map<NodeId, string>

/** Not looked into for leaks. */
const PLAIN = new Set([...FORMAT_WORDS, 'name', 'mode'])

/** Every string an event holds, subtrees included, with the element it belongs to. Fills `names` as it meets elements. */
export function* eventStrings(event: RecordEvent, names: NodeNames): Generator<Place> {
  switch (event.kind) {
    case 'snapshot': {
      names.clear()
      let id = 2
      for (const child of event.children) id = yield* packedStrings(child, id, 1, names)
      const { children: _, ...rest } = event
      yield* plainStrings(rest, '', 0)
      return
    }
    case 'mutation':
      for (const insert of event.inserts ?? []) {
        const node = insert[3]
        if (node !== undefined) yield* packedStrings(node, insert[2], insert[0], names)
      }
      for (const [id, text] of event.texts ?? []) yield { text, path: 'text', node: id }
      for (const [id, name, value] of event.attributes ?? []) {
        if (value !== null) yield { text: value, path: name, node: id }
      }
      return
    default:
      yield* plainStrings(event, '', 'id' in event && typeof event.id === 'number' ? event.id : 0)
  }
}

/** Returns the id after the last one of the subtree. */
function* packedStrings(
  node: PackedNode,
  id: NodeId,
  parent: NodeId,
  names: NodeNames,
): Generator<Place, NodeId> {
  if (typeof node === 'string') {
    // A text node goes by its parent's name, so that a later change of it is found there as well.
    const name = names.get(parent)
    if (name !== undefined) names.set(id, name)
    yield { text: node, path: 'text', node: parent }
    return id + 1
  }
  let owner = parent
  if (Array.isArray(node)) {
    owner = id
    const [tag, attributes, state] = node
    names.set(id, selectorOf(tag, attributes))
    if (attributes !== 0) {
      for (let index = 0; index + 1 < attributes.length; index += 2) {
        yield { text: attributes[index + 1] ?? '', path: attributes[index] ?? '', node: id }
      }
    }
    if (state !== 0) yield* plainStrings(state, '', id)
  } else if ('shadow' in node) {
    const host = names.get(parent)
    if (host !== undefined) names.set(id, host)
  } else if (!('comment' in node)) yield* plainStrings(node, '', parent)
  let next = id + 1
  for (const child of packedChildren(node)) next = yield* packedStrings(child, next, owner, names)
  return next
}

function* plainStrings(value: unknown, path: string, node: NodeId): Generator<Place> {
  if (typeof value === 'string') {
    yield { text: value, path, node }
  } else if (Array.isArray(value)) {
    for (const item of value) yield* plainStrings(item, path, node)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && PLAIN.has(key) && path === '') continue
      yield* plainStrings(item, path === '' ? key : `${path}.${key}`, node)
    }
  }
}

function selectorOf(tag: string, attributes: string[] | 0): string {
  if (attributes === 0) return tag
  const get = (name: string): string => {
    const at = attributes.findIndex((text, index) => index % 2 === 0 && text === name)
    return at < 0 ? '' : (attributes[at + 1] ?? '')
  }
  const id = get('id')
  if (/^[a-z][\w-]*$/i.test(id)) return `#${id}`
  const test = get('data-testid')
  if (test !== '') return `[data-testid=${JSON.stringify(test)}]`
  const name = get('name')
  if (name !== '') return `${tag}[name=${JSON.stringify(name)}]`
  const first = get('class')
    .split(/\s+/)
    .filter((token) => /^[a-z][\w-]*$/i.test(token))
    .slice(0, 2)
  return first.length > 0 ? `${tag}.${first.join('.')}` : tag
}
