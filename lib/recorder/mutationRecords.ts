/** What a batch of mutation records says to look at. The live document says what is there. */
export interface Dirty {
  /** Nodes that were added somewhere and not taken out again by the end of the delivery, in order of arrival. */
  readonly touched: Set<Node>
  /** Nodes that left a place -> the parent they left first in this batch. */
  readonly left: Map<Node, Node>
  /** Nodes that were out of the document at the end of some delivery: their subtree was not watched meanwhile. */
  readonly lost: Set<Node>
  readonly texts: Set<CharacterData>
  readonly attributes: Map<Element, string | Set<string>>
}

/** Folds deliveries of one observer, in order. `isKnown` tells the nodes that had an id when the batch began. */
export function collectDirty(
  deliveries: readonly (readonly MutationRecord[])[],
  isKnown: (node: Node) => boolean,
): Dirty {
  const touched = new Set<Node>()
  const left = new Map<Node, Node>()
  const lost = new Set<Node>()
  const texts = new Set<CharacterData>()
  const attributes = new Map<Element, string | Set<string>>()
  const seen = new Set<Node>()
  const out = new Set<Node>()

  for (const records of deliveries) {
    for (const record of records) {
      const { type, target } = record
      if (type === 'characterData') texts.add(target as CharacterData)
      else if (type === 'attributes') addName(attributes, target as Element, record)
      else collectChildren(record, target)
    }
    for (const node of out) {
      lost.add(node)
      touched.delete(node)
    }
    out.clear()
  }
  return { touched, left, lost, texts, attributes }

  function collectChildren(record: MutationRecord, target: Node): void {
    const { removedNodes, addedNodes } = record
    for (let index = 0, { length } = removedNodes; index < length; index++) {
      const node = removedNodes[index]
      if (node === undefined) continue
      if (!seen.has(node)) {
        seen.add(node)
        if (isKnown(node)) left.set(node, target)
      }
      out.add(node)
    }
    for (let index = 0, { length } = addedNodes; index < length; index++) {
      const node = addedNodes[index]
      if (node === undefined) continue
      seen.add(node)
      touched.add(node)
      out.delete(node)
    }
  }
}

function addName(
  attributes: Map<Element, string | Set<string>>,
  element: Element,
  record: MutationRecord,
): void {
  // With a namespace only the local name is told; the qualified one is looked up when it is written.
  const name = record.attributeNamespace
    ? `{${record.attributeNamespace}}${record.attributeName ?? ''}`
    : (record.attributeName ?? '')
  const names = attributes.get(element)
  if (names === undefined) attributes.set(element, name)
  else if (typeof names !== 'string') names.add(name)
  else if (names !== name) attributes.set(element, new Set([names, name]))
}
