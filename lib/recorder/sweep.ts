import {
  attributeListOf,
  attributeNamesOf,
  childNodesOf,
  firstChildOf,
  hasAttributes,
  isConnectedNode,
  nextSiblingOf,
  nodeTypeOf,
  readAttribute,
  rootOf,
} from '../platform/reads'
import { moved } from './moved'
import type { DirtyCollector } from './mutationRecords'
import { attributeOf } from './nodeReads'

/** What a node looked like when it was last looked at. */
interface Look {
  /** Of which walk. An older one than the last says nothing: the node has been elsewhere meanwhile. */
  walk: number
  /** Null for elements. */
  text: string | null
  /** Name and value in turn, as `getAttributeNames` and `getAttribute` tell. */
  attributes: string[]
  /** Which of the sweep's lists of children is its own. */
  list: number
}

type Looked = Node & { [key: symbol]: Look | undefined }

const ELEMENT_NODE = 1
/** In place of a number of a list: it had no children, or was not there. */
const CHILDLESS = -1
const FRESH = -2
const NO_ATTRIBUTES: string[] = []
const NO_NODES: readonly Node[] = []
/** On the nodes as this world sees them, as ids are (see `nodeIds.ts`). */
const key = Symbol('look')

/**
 * Finds out what changed in one tree by comparing each node and each list of children with what it was, for pages that
 * change so much that hearing of each time costs more: 13,000 nodes are compared in the time of some 700 records.
 */
export interface Sweep {
  readonly root: Node
  /** Remembers how everything looks now: call it where that is what was written. */
  remember(): void
  /** Adds what differs from the last time; answers whether anything did. Call it before each batch is written. */
  compare(dirty: DirtyCollector): boolean
}

/** `walks` are numbered over all sweeps of a document: what an earlier one left on the nodes does not count. */
export function createSweep(
  root: Node,
  walks: { last: number },
  isKnown: (node: Node) => boolean,
): Sweep {
  /** Children of the nodes that have some. Here and not on the nodes, which may outlive the sweep and what they held. */
  let lists: (readonly Node[])[] = []
  let rootList: readonly Node[] = NO_NODES

  function walk(dirty: DirtyCollector | undefined): boolean {
    const last = walks.last++
    const before = lists
    const waiting: Node[] = [root]
    let hasChanged = false
    lists = []
    for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
      const own = parent === root ? undefined : (parent as Looked)[key]
      const known = own === undefined ? rootList : (before[own.list] ?? NO_NODES)
      let count = 0
      let isSame = true
      for (
        let child: Node | null = firstChildOf(parent);
        child !== null;
        child = nextSiblingOf(child)
      ) {
        if (isSame && known[count] !== child) isSame = false
        count++
        let look = (child as Looked)[key]
        if (look?.walk === last) {
          look.walk = walks.last
          if (dirty !== undefined && compareOne(dirty, child, look)) hasChanged = true
        } else {
          // It came out of another tree, and nobody watched it here since: written anew.
          if (dirty !== undefined && isKnown(child)) dirty.lost.add(child)
          look = lookAt(child, walks.last)
          ;(child as Looked)[key] = look
        }
        if (look.text === null && (look.list !== CHILDLESS || firstChildOf(child) !== null))
          waiting.push(child)
      }
      const now = isSame && count === known.length ? known : [...childNodesOf(parent)]
      // What stands in something new is written with it.
      if (now !== known && dirty !== undefined && own?.list !== FRESH) {
        hasChanged = true
        compareChildren(dirty, parent, { before: known, now })
      }
      if (own === undefined) rootList = now
      else own.list = count === 0 ? CHILDLESS : lists.push(now) - 1
    }
    return hasChanged
  }

  function compareChildren(
    dirty: DirtyCollector,
    parent: Node,
    { before, now }: { before: readonly Node[]; now: readonly Node[] },
  ): void {
    const { came, left } = moved(before, now)
    for (const node of left) {
      const isHere = isConnectedNode(node) && rootOf(node) === root
      dirty.leave(node, parent, isHere ? 'here' : isConnectedNode(node) ? 'elsewhere' : 'nowhere')
    }
    for (const node of came) dirty.come(node)
  }

  return {
    root,
    remember() {
      walks.last++ // what other sweeps saw is no news
      walk(undefined)
    },
    compare: (dirty) => walk(dirty),
  }
}

function lookAt(node: Node, walk: number): Look {
  if (nodeTypeOf(node) !== ELEMENT_NODE)
    return { walk, text: node.nodeValue ?? '', attributes: NO_ATTRIBUTES, list: CHILDLESS }
  const list = firstChildOf(node) === null ? CHILDLESS : FRESH
  return { walk, text: null, attributes: attributesOf(node as Element), list }
}

/** Answers whether the node itself has changed. */
function compareOne(dirty: DirtyCollector, node: Node, look: Look): boolean {
  if (look.text !== null) {
    const text = node.nodeValue ?? ''
    if (text === look.text) return false
    look.text = text
    dirty.changeText(node as CharacterData)
    return true
  }
  if (isSame(node as Element, look.attributes)) return false
  const before = look.attributes
  look.attributes = attributesOf(node as Element)
  tellDifferences(dirty, node as Element, { before, after: look.attributes })
  return true
}

function attributesOf(element: Element): string[] {
  if (!hasAttributes(element)) return NO_ATTRIBUTES
  const names = attributeNamesOf(element)
  const list: string[] = []
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? ''
    list.push(name, attributeOf(element, name) ?? '')
  }
  return list
}

function isSame(element: Element, list: readonly string[]): boolean {
  if (list.length === 0) return !hasAttributes(element)
  if (attributeListOf(element).length * 2 !== list.length) return false
  for (let index = 0; index < list.length; index += 2) {
    const name = list[index] ?? ''
    const value = readAttribute(element, name) ?? attributeOf(element, name)
    if (value !== list[index + 1]) return false
  }
  return true
}

function tellDifferences(
  dirty: DirtyCollector,
  element: Element,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): void {
  const values = new Map<string, string | undefined>()
  for (let index = 0; index < before.length; index += 2)
    values.set(before[index] ?? '', before[index + 1])
  for (let index = 0; index < after.length; index += 2) {
    const name = after[index] ?? ''
    if (values.get(name) !== after[index + 1]) dirty.changeAttribute(element, name)
    values.delete(name)
  }
  for (const name of values.keys()) dirty.changeAttribute(element, name)
}
