/**
 * The shown DOM of one document. It is brought from any state to any other by touching only the nodes that differ:
 * `diffVectors` names them, whatever lies between the two moments.
 */
import { DOCUMENT_ID, type NodeId } from '../format/events'
import { type DocumentState, nodeOf, type VirtualNode } from '../replay/documentState'
import { diffVectors } from '../replay/sparseVector'
import { adaptCss, type CssContext } from './adaptCss'
import { arrangeChildren } from './arrangeChildren'
import {
  attachShadow,
  doctypeOf,
  firstChildOf,
  insertInto,
  isElement,
  newComment,
  newSheetOf,
  newText,
  nextSiblingOf,
  parentOf,
  removeNode,
  setText,
} from './dom'
import {
  createElement,
  type ElementContext,
  extraStyle,
  isFrame,
  isSheet,
  writeAttributes,
} from './elements'
import { createHostFonts } from './hostFonts'
import { createLiveState, type LiveState, type Moment } from './liveState'
import { createPlacedRules } from './placedRules'
import type { Resources } from './resources'
import { resolveUrl } from './resources'
import { findReuse } from './reuse'
import { createSheetBook } from './sheetBook'
import {
  bearable,
  depthOf,
  isBuilt,
  isLeaf,
  MAX_DEPTH,
  rootsChanged,
  sameList,
  withoutControls,
} from './viewRules'

/** Sheets that import sheets; one may import itself, many times. */
const MAX_IMPORT_DEPTH = 8
const MAX_IMPORTS = 300

export interface View {
  readonly doc: Document
  /** What is shown; undefined before the first time. */
  readonly state: DocumentState | undefined
  /** Brings the DOM to a state of the same epoch; `undefined` state means: build it all. */
  show(state: DocumentState, at: Moment): void
  /** Asks again for what was still being read. */
  refresh(): void
  node(id: NodeId): Node | undefined
  idOf(node: Node): NodeId | undefined
}

/** A view over an empty document prepared by `stage.ts`. */
export function createView(
  doc: Document,
  resources: Resources,
  frames: ElementContext['frames'],
): View {
  const nodes = new Map<NodeId, Node>()
  const awaiting = new Set<NodeId>()
  const statesUsed = new Map<string, Set<string>>()
  const newSheet = () => newSheetOf(doc)
  const placed = createPlacedRules(newSheet)
  const hostFonts = createHostFonts(doc, newSheet)
  let shown: DocumentState | undefined
  let current: DocumentState | undefined

  const base = () => current?.baseUrl ?? ''
  const cssFor = (baseUrl: string, depth = 0, budget = { left: MAX_IMPORTS }): CssContext => ({
    url: (written) => resources.address(written, baseUrl),
    imported(written) {
      const from = resolveUrl(written, baseUrl)
      if (from === undefined || depth >= MAX_IMPORT_DEPTH || budget.left-- <= 0) return undefined
      const text = resources.text(from, baseUrl)
      return text === undefined ? undefined : adaptCss(text, cssFor(from, depth + 1, budget))
    },
    stateUsed(state, compound) {
      const compounds = statesUsed.get(state) ?? new Set()
      statesUsed.set(state, compounds.add(compound))
    },
    ...(current?.media && { media: current.media }),
  })
  const context: ElementContext = {
    doc,
    frames,
    get css() {
      return cssFor(base())
    },
    address: (written) => resources.address(written, base()),
  }
  const sheets = createSheetBook({
    doc,
    resources,
    cssFor,
    baseUrl: base,
    node: (id) => nodes.get(id),
    placed,
    hostFonts,
    newSheet,
  })
  const live: LiveState = createLiveState({ doc, node: (id) => nodes.get(id), statesUsed, placed })

  function attributes(target: Element, node: VirtualNode, isFresh = false): void {
    const unready = resources.unready
    writeAttributes(target, node, context, isFresh)
    const css = extraStyle(node, context)
    placed.set(node.id, css === undefined ? undefined : { target, css })
    if (node.tag === 'video') placed.set(`controls ${node.id}`, withoutControls(target, node))
    if (resources.unready > unready) awaiting.add(node.id)
    else awaiting.delete(node.id)
  }

  /** Builds a node and all below it, without recursion. */
  function build(state: DocumentState, id: NodeId, depth: number): Node | undefined {
    const root = make(state, id)
    if (!root) return undefined
    const pending: { id: NodeId; target: Node; depth: number }[] = [{ id, target: root, depth }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const node = nodeOf(state, next.id)
      if (!node || next.depth > MAX_DEPTH || isLeaf(node)) continue
      if (node.shadow) {
        const shadow = makeShadow(state, node.shadow, next.target)
        if (shadow) pending.push({ id: node.shadow, target: shadow, depth: next.depth + 1 })
      }
      for (const childId of node.children) {
        const moved = nodes.has(childId) // comes with its children
        const child = make(state, childId)
        if (!child) continue
        insertInto(next.target, child, null)
        if (!moved) pending.push({ id: childId, target: child, depth: next.depth + 1 })
      }
    }
    return root
  }

  function make(state: DocumentState, id: NodeId): Node | undefined {
    const node = nodeOf(state, id)
    if (!node || nodes.has(id)) return nodes.get(id)
    const made = makeNode(node)
    if (made) nodes.set(id, made)
    if (isElement(made)) {
      attributes(made, node, true)
      sheets.touch(node)
      live.touch(node, undefined)
    }
    return made
  }

  function makeNode(node: VirtualNode): Node | undefined {
    switch (node.kind) {
      case 'element':
        return createElement(node, context)
      case 'text':
      case 'cdata': // an HTML document cannot hold CDATA sections
        return newText(doc, bearable(node.text))
      case 'comment':
        return newComment(doc)
      case 'doctype':
        return doctypeOf(doc) ?? undefined
      default:
        return undefined
    }
  }

  function makeShadow(state: DocumentState, id: NodeId, host: Node): ShadowRoot | undefined {
    if (!isElement(host)) return undefined
    const node = nodeOf(state, id)
    const root = node && attachShadow(host, node.state.byHand ? 'manual' : 'named')
    if (!root) return undefined
    for (let child = firstChildOf(root); child; child = firstChildOf(root)) removeNode(child)
    nodes.set(id, root)
    sheets.adopt(node, root)
    return root
  }

  function arrange(state: DocumentState, node: VirtualNode): void {
    const target = nodes.get(node.id)
    if (!target || isLeaf(node)) return
    const wanted = node.children.map((id) => nodes.get(id) ?? build(state, id, depthOf(state, id)))
    arrangeChildren(
      target,
      wanted.filter((child) => child !== undefined),
    )
  }

  function buildAll(state: DocumentState): void {
    nodes.clear()
    placed.clear()
    awaiting.clear()
    sheets.clear()
    live.clear()
    for (let child = firstChildOf(doc); child; ) {
      const next = nextSiblingOf(child)
      if (child.nodeType !== Node.DOCUMENT_TYPE_NODE) removeNode(child)
      child = next
    }
    nodes.set(DOCUMENT_ID, doc)
    const root = nodeOf(state, DOCUMENT_ID)
    if (!root) return
    sheets.adopt(root, doc)
    for (const id of root.children) {
      const child = build(state, id, 1)
      if (child && child !== doctypeOf(doc)) insertInto(doc, child, null)
    }
  }

  function patch(before: DocumentState, after: DocumentState, jumped: boolean): void {
    const rearranged: VirtualNode[] = []
    const gone: NodeId[] = []
    const changed: [VirtualNode, VirtualNode][] = []
    const fresh: VirtualNode[] = []
    diffVectors(before.nodes, after.nodes, (id, old, now) => {
      if (!now) gone.push(id)
      else if (!old) fresh.push(now)
      else changed.push([old, now])
    })
    // In play steps are small, and a node that comes must not inherit a transition.
    const reuse =
      jumped && gone.length > 0 ? findReuse(before, after, changed) : new Map<NodeId, NodeId>()
    const staying = new Set(reuse.values())
    for (const id of gone) {
      const node = nodes.get(id)
      const parent = nodeOf(before, id)?.parent ?? 0
      if (node && !staying.has(id) && (staying.has(parent) || nodeOf(after, parent)))
        removeNode(node)
    }
    const reused = [...reuse].map(([id, from]) => ({ id, from, target: nodes.get(from) }))
    for (const id of gone) forget(id)
    for (const { id, from, target } of reused) {
      const [old, now] = [nodeOf(before, from), nodeOf(after, id)]
      if (!old || !now || !target) continue
      nodes.set(id, target)
      if (now.kind === 'text' && old.text !== now.text) setText(target, bearable(now.text))
      if (now.kind === 'text' || !isElement(target)) continue
      if (!sameList(old.attributes, now.attributes)) attributes(target, now)
      live.renew(now, target)
      const isArranged = (child: NodeId, at: number) => reuse.get(child) === old.children[at]
      if (old.children.length !== now.children.length || !now.children.every(isArranged))
        rearranged.push(now)
    }
    for (const [old, now] of changed) {
      const parent = nodeOf(after, now.parent)
      // Before all else: the text of a sheet has no node of its own on the stage.
      if (parent && isSheet(parent)) sheets.touch(parent)
      const target = nodes.get(now.id)
      if (!target) continue
      if (old.parent !== now.parent && !isBuilt(after, now.parent)) {
        removeNode(target)
        continue
      }
      if (old.text !== now.text && !isElement(target)) {
        setText(target, bearable(now.text))
      }
      if (isElement(target)) {
        if (isSheet(old) !== isSheet(now) || isFrame(old) !== isFrame(now)) {
          replace(after, now)
          continue
        }
        if (old.attributes !== now.attributes || old.state !== now.state) attributes(target, now)
        if (isSheet(now)) sheets.touch(now)
        live.touch(now, old)
        if (now.shadow !== old.shadow && now.shadow) buildShadow(after, now, target)
      }
      if (now.adopted !== old.adopted) sheets.adopt(now, target as Document | ShadowRoot)
      if (!sameList(old.children, now.children)) rearranged.push(now)
    }
    for (const node of fresh) {
      const parent = nodeOf(after, node.parent)
      if (parent && isSheet(parent)) sheets.touch(parent)
    }
    for (const node of rearranged) arrange(after, node)
  }

  /** A link that became a style sheet, an object that shows a document (or no more): another element. */
  function replace(state: DocumentState, node: VirtualNode): void {
    const old = nodes.get(node.id)
    forget(node.id)
    const made = make(state, node.id)
    const parent = old && parentOf(old)
    if (!old || !made || !parent) return
    insertInto(parent, made, old)
    removeNode(old)
    arrange(state, node)
  }

  function buildShadow(state: DocumentState, host: VirtualNode, target: Element): void {
    const shadow = makeShadow(state, host.shadow, target)
    const root = nodeOf(state, host.shadow)
    if (shadow && root) arrange(state, root)
  }

  function forget(id: NodeId): void {
    placed.set(id, undefined)
    const node = nodes.get(id)
    if (isElement(node)) {
      if (node.localName === 'iframe') frames.left++
      else if (node.localName === 'video') placed.set(`controls ${id}`, undefined)
    }
    nodes.delete(id)
    awaiting.delete(id)
    sheets.forget(id)
    live.forget(id)
  }

  return {
    doc,
    get state() {
      return shown
    },
    show(state, at) {
      if (shown === state) return live.move(state, at)
      const before = shown
      current = state
      if (!before || before.epoch !== state.epoch) buildAll(state)
      else patch(before, state, at.jumped)
      const restyled = sheets.show(state)
      if (restyled || !before || rootsChanged(before, state)) hostFonts.check()
      live.show(state, at)
      shown = state
    },
    refresh() {
      if (!shown) return
      for (const id of [...awaiting]) {
        const node = nodeOf(shown, id)
        const target = nodes.get(id)
        if (node && isElement(target)) attributes(target, node)
      }
      if (sheets.show(shown)) hostFonts.check()
      live.settle(shown)
    },
    node: (id) => nodes.get(id),
    idOf: (wanted) => [...nodes].find(([, node]) => node === wanted)?.[0],
  }
}
