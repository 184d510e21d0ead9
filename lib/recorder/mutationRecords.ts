/** What mutation records say to look at. The live document says what is there. */
export interface Dirty {
  /** Nodes that were added somewhere and not taken out again by the end of the delivery, in order of arrival. */
  readonly touched: Set<Node>
  /** Nodes of the recorded tree that left a place -> the parent they left first. */
  readonly left: Map<Node, Node>
  /** Nodes that were out of the document at the end of some delivery: their subtree was not watched meanwhile. */
  readonly lost: Set<Node>
  readonly texts: Set<CharacterData>
  /** Local names, one or several, by element. */
  readonly attributes: Map<Element, string | string[]>
}

/** Folds the deliveries of one observer, in order. */
export interface DirtyCollector extends Dirty {
  /**
   * One delivery. At once, not when the batch is written: thousands of records that live until then are moved by every
   * collection of young garbage, and a page that changes the same nodes over and over piles them up.
   */
  take(records: readonly MutationRecord[]): void
  changeText(node: CharacterData): void
  changeAttribute(element: Element, name: string): void
  /** A node that stood elsewhere, or nowhere, when the batch began. */
  come(node: Node): void
  /** A node that stood in `parent` when the batch began, and where it is now: in the same tree, in another, in none. */
  leave(node: Node, parent: Node, to: 'here' | 'elsewhere' | 'nowhere'): void
  readonly isEmpty: boolean
  /** An attribute changed or a node moved: what is masked may be more than is known. */
  readonly mayUnmask: boolean
  /** Records so far, however often the same one. */
  readonly changes: number
}

/** `isKnown` tells the nodes that had an id when the batch began. */
export function createDirtyCollector(isKnown: (node: Node) => boolean): DirtyCollector {
  const touched = new Set<Node>()
  const left = new Map<Node, Node>()
  const lost = new Set<Node>()
  const texts = new Set<CharacterData>()
  const attributes = new Map<Element, string | string[]>()
  /** Known nodes that came or went. What has no id yet need not be remembered: it is written or it is not. */
  const seen = new Set<Node>()
  const out = new Set<Node>()
  let isEmpty = true
  let changes = 0

  function takeChildren(record: MutationRecord): void {
    const { removedNodes, addedNodes } = record
    for (let index = 0, { length } = removedNodes; index < length; index++) {
      const node = removedNodes[index]
      if (node === undefined) continue
      if (!isKnown(node)) {
        // Held no longer than the page holds it: it may be the whole of what was drawn a moment ago.
        touched.delete(node)
        continue
      }
      if (!seen.has(node)) {
        seen.add(node)
        left.set(node, record.target)
      }
      out.add(node)
    }
    for (let index = 0, { length } = addedNodes; index < length; index++) {
      const node = addedNodes[index]
      if (node === undefined) continue
      touched.add(node)
      if (!isKnown(node)) continue
      seen.add(node)
      if (out.size > 0) out.delete(node)
    }
  }

  function changeAttribute(element: Element, name: string): void {
    isEmpty = false
    const names = attributes.get(element)
    if (names === undefined) attributes.set(element, name)
    else if (typeof names === 'string') {
      if (names !== name) attributes.set(element, [names, name])
    } else if (!names.includes(name)) names.push(name)
  }

  return {
    touched,
    left,
    lost,
    texts,
    attributes,
    changeAttribute,
    changeText(node) {
      isEmpty = false
      texts.add(node)
    },
    come(node) {
      isEmpty = false
      touched.add(node)
    },
    leave(node, parent, to) {
      isEmpty = false
      if (to === 'nowhere') touched.delete(node)
      if (!isKnown(node)) return
      left.set(node, parent)
      if (to !== 'here') lost.add(node)
    },
    get isEmpty() {
      return isEmpty
    },
    get mayUnmask() {
      return attributes.size + touched.size > 0
    },
    get changes() {
      return changes
    },
    take(records) {
      isEmpty = false
      for (let index = 0, { length } = records; index < length; index++) {
        const record = records[index]
        if (record === undefined) continue
        // Every member of a record is a call into the browser: two for an attribute, three for a text.
        const name = record.attributeName
        if (name !== null) changeAttribute(record.target as Element, name)
        else if (record.type === 'characterData') texts.add(record.target as CharacterData)
        else takeChildren(record)
      }
      changes += records.length
      for (const node of out) {
        lost.add(node)
        touched.delete(node)
      }
      out.clear()
    },
  }
}
