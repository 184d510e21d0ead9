import type { Insert, MutationEvent, NodeId } from '../format/events'
import {
  isConnectedNode,
  lastChildOf,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  ownerDocumentOf,
  parentOf as parentNodeOf,
  previousSiblingOf,
} from '../platform/reads'
import { isOverlay } from '../platform/shadowRoots'
import type { Treatment } from '../privacy/masker'
import type { LastingTreatments } from './lasting'
import { type AttributeChange, toEvent } from './mutationEvent'
import type { Dirty } from './mutationRecords'
import type { NodeIds } from './nodeIds'
import { elementOf, parentOf, textOf } from './nodeReads'
import type { Scope } from './scope'
import type { Serializer } from './serializeNode'
import { keepsChildren } from './tags'
import { writeAttribute } from './writeAttribute'

const ELEMENT_NODE = 1
const COMMENT_NODE = 8

/** What a batch of mutations is made with. */
export interface MutationDeps {
  scope: Scope
  ids: NodeIds
  lasting: LastingTreatments
  serializer: Serializer
  /** Parents whose remaining children are not in the recorded tree yet -> the first of those. */
  unwritten: Map<Node, Node>
  /** Nothing came into the unwritten parts since they were left: no node in them carries an id of an earlier life. */
  isRestClean: boolean
}

/**
 * Turns what mutation records said to look at into one event, with the live document as the truth.
 *
 * A node that left the document and came back within one delivery keeps its id and is written as a move: until the
 * delivery its subtree stayed observed. Over several deliveries it does not (the browser stops watching a removed
 * subtree), so it is removed and written anew.
 */
export function writeMutations(
  deps: MutationDeps,
  dirty: Dirty,
  suspects: readonly Element[] = [],
): MutationEvent | undefined {
  const { scope, ids, lasting, serializer, unwritten } = deps
  const { masker, document } = scope
  const firstFreshId = ids.next
  const { touched, left, lost } = dirty
  const removes: NodeId[] = []
  const inserts: Insert[] = []
  const keeping = new Map<Node, boolean>()
  const inTreeCache = new Set<Node>([document])
  const settled = new Set<Node>([document])

  const isQuiet = touched.size + left.size + lost.size === 0
  deps.isRestClean = unwritten.size === 0 || (deps.isRestClean && isQuiet)

  /** Parents whose unwritten part may begin elsewhere now. */
  const moved = new Set<Node>()
  for (const [parent, next] of unwritten) if (touched.has(next)) moved.add(parent)

  leaveOutOverlays()
  retreat()
  dropLost()
  for (const node of touched) place(node)
  for (const parent of moved) findUnwritten(parent)
  writeUnwritten()
  return toEvent(scope.now(), {
    removes,
    inserts,
    texts: writeTexts(),
    attributes: writeAttributes(),
  })

  /** They stand behind the body: looking there costs less than looking at every node. */
  function leaveOutOverlays(): void {
    const { documentElement } = document
    let child = documentElement && lastChildOf(documentElement)
    for (; child && localNameOf(child as Element) !== 'body'; child = previousSiblingOf(child)) {
      if (isOverlay(child)) touched.delete(child)
    }
  }

  /**
   * An attribute may change what is masked inside its element, or elsewhere by a rule: then the element is written anew.
   */
  function retreat(): void {
    for (const element of dirty.attributes.keys()) retreatFrom(element)
    for (const element of suspects) retreatFrom(element)
  }

  function retreatFrom(element: Element): void {
    if (touched.has(element) || lost.has(element) || ids.id(element) === 0) return
    const parent = parentOf(element)
    const outside = parent === null ? undefined : lasting.inside(parent)
    if (parent === null || outside === undefined) return
    if (lasting.own(element, masker.element(element, outside)) === ids.treatment(element)) return
    left.set(element, parent)
    touched.add(element)
  }

  /** Forgets nodes that left for good, and those that moved in a way that costs them their id. */
  function dropLost(): void {
    for (const [node, origin] of left) {
      if (keeps(node)) continue
      // Inside something that goes as a whole it needs no remove of its own.
      if (inTree(origin)) removes.push(ids.id(node))
    }
    for (const node of left.keys()) if (!keeps(node)) ids.forget(node)
    // Known, yet first seen as added: an id of an earlier life.
    for (const node of touched) if (!left.has(node)) ids.forget(node)
  }

  /** May a node that moved keep its id? Its old and its new place must be in the tree and its masking the same. */
  function keeps(node: Node): boolean {
    const known = keeping.get(node)
    if (known !== undefined) return known
    keeping.set(node, false) // two nodes that swapped parent and child: written anew
    const result = decideKeeps(node)
    keeping.set(node, result)
    return result
  }

  function decideKeeps(node: Node): boolean {
    const origin = left.get(node)
    const parent = parentNodeOf(node)
    if (origin === undefined || parent === null || lost.has(node) || !touched.has(node))
      return false
    if (unwritten.has(parent) || !inTree(origin) || !inTree(parent)) return false
    const inside = treatmentWithin(parent)
    if (inside === undefined) return false
    if (nodeTypeOf(node) === ELEMENT_NODE)
      return ids.treatment(node) === lasting.own(node, masker.element(node as Element, inside))
    return ids.treatment(node) === lasting.own(node, inside) && parent.nodeName === origin.nodeName
  }

  /** In the recorded tree before this batch, and still after it? */
  function inTree(node: Node): boolean {
    const path: Node[] = []
    let current: Node | null = node
    while (current !== null && !inTreeCache.has(current)) {
      if (ids.id(current) === 0 || lost.has(current)) return false
      if (touched.has(current) || left.has(current)) {
        if (!keeps(current)) return false
        break
      }
      path.push(current)
      current = parentOf(current)
    }
    if (current === null) return false
    for (const passed of path) inTreeCache.add(passed)
    return true
  }

  /** Treatment for the children of a node of the recorded tree; undefined where its children are not kept. */
  function treatmentWithin(parent: Node): Treatment | undefined {
    const treatment = ids.treatment(parent)
    if (treatment === undefined || masker.isBlocked(treatment)) return undefined
    const element = elementOf(parent)
    return element === parent && !keepsChildren(localNameOf(element))
      ? undefined
      : lasting.inside(parent)
  }

  /** Brings a touched node and the touched siblings around it to where they stand now. */
  function place(node: Node): void {
    const parent = parentNodeOf(node)
    if (!touched.has(node)) return
    const inside = parent !== null && settle(parent) ? treatmentWithin(parent) : undefined
    if (!touched.has(node)) return // an ancestor took it along
    if (parent === null || inside === undefined) {
      touched.delete(node)
      // Moved to where nothing is recorded: what it holds would look as if it were.
      if (parent !== null && isHere(node)) {
        if (isInBlocked(parent)) serializer.hide(node)
        else serializer.forget(node)
      }
      return
    }
    let first = node
    for (let before = previousSiblingOf(node); before !== null && touched.has(before); ) {
      first = before
      before = previousSiblingOf(before)
    }
    const run: Node[] = []
    let next: Node | null = first
    while (next !== null && touched.has(next)) {
      run.push(next)
      touched.delete(next)
      next = nextSiblingOf(next)
    }
    placeRun(run, { parent, inside, next })
  }

  function isInBlocked(parent: Node): boolean {
    const treatment = ids.treatment(parent) ?? ids.past(parent)
    return treatment !== undefined && masker.isBlocked(treatment)
  }

  function placeRun(
    run: readonly Node[],
    { parent, inside, next }: { parent: Node; inside: Treatment; next: Node | null },
  ): void {
    const nextId = next === null ? 0 : ids.id(next)
    if (nextId === 0 && unwritten.has(parent)) {
      // Beside or in the part that is written later, which takes the run along.
      moved.add(parent)
      return
    }
    const parentId = ids.id(parent)
    for (const node of run) {
      const id = ids.id(node)
      if (id >= firstFreshId) continue // written as part of its ancestor
      if (id !== 0) inserts.push([parentId, nextId, id])
      else insert(node, { parent, parentId, nextId, inside })
    }
  }

  function insert(
    node: Node,
    at: { parent: Node; parentId: NodeId; nextId: NodeId; inside: Treatment },
  ): void {
    const firstId = ids.next
    inserts.push([at.parentId, at.nextId, firstId, serializer.node(node, at.parent, at.inside)])
    // At once: touched nodes in the part that is left for later must find it.
    takeCursors()
  }

  /** Places the touched ancestors, outermost first. False where the parent is not part of the recorded tree. */
  function settle(parent: Node): boolean {
    const waiting: Node[] = []
    const passed: Node[] = []
    let up: Node | null = parent
    for (; up !== null && !settled.has(up); up = parentOf(up)) {
      if (touched.has(up)) waiting.push(up)
      passed.push(up)
    }
    if (up === null) return false
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) place(next)
    for (const node of passed) settled.add(node)
    return ids.id(parent) !== 0
  }

  /** Goes on where an earlier walk stopped. */
  function writeUnwritten(): void {
    // Looking through all the rest for ids that cannot be there would cost as much as writing it.
    serializer.isClean = deps.isRestClean
    writeRest()
    serializer.isClean = false
  }

  function writeRest(): void {
    while (unwritten.size > 0 && serializer.budget > 0) {
      const [parent, next] = unwritten.entries().next().value ?? []
      if (parent === undefined || next === undefined) return
      unwritten.delete(parent)
      const inside = treatmentWithin(parent)
      if (inside === undefined || !isHere(parent)) continue
      const parentId = ids.id(parent)
      // Where an ancestor was written anew meanwhile, it may have been written with it.
      const isStill = parentNodeOf(next) === parent && ids.id(next) === 0
      let child: Node | null = isStill ? next : firstUnwritten(parent)
      for (; child !== null; child = nextSiblingOf(child)) {
        if (serializer.budget <= 0) {
          unwritten.set(parent, child)
          break
        }
        insert(child, { parent, parentId, nextId: 0, inside })
      }
    }
  }

  function takeCursors(): void {
    for (const { parent, next } of serializer.takeCursors()) unwritten.set(parent, next)
  }

  function findUnwritten(parent: Node): void {
    const first = unwritten.has(parent) ? firstUnwritten(parent) : null
    if (first === null) unwritten.delete(parent)
    else unwritten.set(parent, first)
  }

  /** The unwritten part is always the end: no child after it is in the recorded tree. */
  function firstUnwritten(parent: Node): Node | null {
    let first: Node | null = null
    for (let child = lastChildOf(parent); child !== null && ids.id(child) === 0; ) {
      first = child
      child = previousSiblingOf(child)
    }
    return first
  }

  function isOld(node: Node): boolean {
    const id = ids.id(node)
    return id !== 0 && id < firstFreshId && isHere(node)
  }

  /** Connected elsewhere (moved to another document with its ancestor) does not count. */
  function isHere(node: Node): boolean {
    return isConnectedNode(node) && ownerDocumentOf(node) === document
  }

  function writeTexts(): [NodeId, string][] {
    const changes: [NodeId, string][] = []
    for (const node of dirty.texts) {
      const id = ids.id(node)
      if (id === 0 || id >= firstFreshId || !isHere(node)) continue
      const treatment = ids.treatment(node)
      const parent = parentNodeOf(node)
      if (treatment === undefined || parent === null || nodeTypeOf(node) === COMMENT_NODE) continue
      const element = nodeTypeOf(parent) === ELEMENT_NODE ? (parent as Element) : elementOf(parent)
      changes.push([id, textOf(scope, node.data, element, treatment)])
    }
    return changes
  }

  function writeAttributes(): AttributeChange[] {
    const changes: AttributeChange[] = []
    for (const [element, names] of dirty.attributes) {
      const treatment = isOld(element) ? ids.treatment(element) : undefined
      if (treatment === undefined) continue
      const id = ids.id(element)
      if (typeof names === 'string')
        writeAttribute(scope, changes, element, { id, name: names, treatment })
      else
        for (const name of names) writeAttribute(scope, changes, element, { id, name, treatment })
      serializer.lookAgain(element)
    }
    return changes
  }
}
