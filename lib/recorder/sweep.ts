import type { DirtyCollector } from './mutationRecords'
import { attributeOf } from './nodeReads'

/** What a node looked like when it was last looked at. */
interface Look {
  /** Of an earlier sweep: worth nothing. */
  period: number
  /** Of a text; null for elements. */
  text: string | null
  /** Name and value in turn, as `getAttributeNames` and `getAttribute` tell. */
  attributes: string[]
}

type Looked = Node & { [key: symbol]: Look | undefined }

/** `SHOW_ELEMENT | SHOW_TEXT | SHOW_CDATA_SECTION`. */
const SHOWN = 1 | 4 | 8
const ELEMENT_NODE = 1
const NONE: string[] = []
/** On the nodes as this world sees them, as ids are (see `nodeIds.ts`). */
const key = Symbol('look')

/**
 * Finds out which attributes and texts of one tree changed by comparing each with what it was, for pages that set them
 * so often that hearing of each time costs more: 13,000 nodes are compared in 1.5 ms, the time of 700 mutation records.
 */
export interface Sweep {
  readonly root: Node
  /** Remembers how everything looks now. */
  remember(): void
  /**
   * Adds what differs from the last time; answers how many nodes did. Call it before each batch is written: only then
   * is a node that was not seen before one that is about to be written.
   */
  compare(dirty: DirtyCollector): number
  /** Nodes met the last time. */
  readonly size: number
}

/** `period` differs for each sweep of a document: what an earlier one left on the nodes does not count. */
export function createSweep(root: Node, period: number, isKnown: (node: Node) => boolean): Sweep {
  let size = 0

  function lookAt(node: Node): Look {
    if (node.nodeType !== ELEMENT_NODE)
      return { period, text: (node as CharacterData).data, attributes: NONE }
    return { period, text: null, attributes: attributesOf(node as Element) }
  }

  function walker(): TreeWalker {
    return (root.ownerDocument ?? (root as Document)).createTreeWalker(root, SHOWN)
  }

  return {
    root,
    get size() {
      return size
    },
    remember() {
      size = 0
      const walk = walker()
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        ;(node as Looked)[key] = lookAt(node)
        size++
      }
    },
    compare(dirty) {
      let changed = 0
      size = 0
      const walk = walker()
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        size++
        const look = (node as Looked)[key]
        if (look === undefined || look.period !== period) {
          ;(node as Looked)[key] = lookAt(node)
          // It came out of another tree, and nobody watched it here since: written anew.
          if (isKnown(node)) dirty.lost.add(node)
        } else if (look.text !== null) {
          const text = (node as CharacterData).data
          if (text === look.text) continue
          changed++
          look.text = text
          dirty.changeText(node as CharacterData)
        } else if (!isSame(node as Element, look.attributes)) {
          changed++
          const before = look.attributes
          look.attributes = attributesOf(node as Element)
          tellDifferences(dirty, node as Element, { before, after: look.attributes })
        }
      }
      return changed
    },
  }
}

function attributesOf(element: Element): string[] {
  if (!element.hasAttributes()) return NONE
  const names = element.getAttributeNames()
  const list: string[] = []
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? ''
    list.push(name, attributeOf(element, name) ?? '')
  }
  return list
}

function isSame(element: Element, list: readonly string[]): boolean {
  if (list.length === 0) return !element.hasAttributes()
  if (element.attributes.length * 2 !== list.length) return false
  for (let index = 0; index < list.length; index += 2) {
    const name = list[index] ?? ''
    const value = element.getAttribute(name) ?? attributeOf(element, name)
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
