/** One event changes one virtual document. Ids a recording does not have are passed over: it may be damaged or forged. */
import {
  DOCUMENT_ID,
  type Insert,
  MOST_HIGHLIGHTS,
  type NodeId,
  type RecordEvent,
} from '../format/events'
import { assertNever } from '../platform/assertNever'
import { applyRules, forgetRules, setSheet } from './applyRules'
import {
  attributeOf,
  type DocumentState,
  dropNode,
  editNode,
  emptyState,
  nodeOf,
  putNode,
} from './documentState'
import { type Effort, indexFromEnds, newEffort, spend } from './effort'
import { mergeState } from './mergeState'
import { blankNode, unpack } from './unpack'

type Of<Kind extends RecordEvent['kind']> = Extract<RecordEvent, { kind: Kind }>

/** A document's frames and an element's animations are copied when one is added. */
const MOST_FRAMES = 2000
const MOST_ANIMATIONS = 1000

/** Applies an event to a state that is the caller's to edit. */
export function applyEvent(state: DocumentState, event: RecordEvent): void {
  state.time = Math.max(state.time, event.time)
  switch (event.kind) {
    case 'snapshot':
      applySnapshot(state, event)
      return
    case 'mutation':
      applyMutation(state, event)
      return
    case 'state':
      applyElementState(state, event)
      return
    case 'input':
      applyInput(state, event)
      return
    case 'scroll':
      applyScroll(state, event)
      return
    case 'sheet':
      setSheet(state, event.sheet, {
        text: event.text,
        ...(event.media !== undefined && { media: event.media }),
        ...(event.disabled && { disabled: true }),
      })
      return
    case 'adopted': {
      const root = editNode(state, event.root)
      if (root) root.adopted = event.sheets
      return
    }
    case 'rules':
      applyRules(state, event)
      return
    case 'canvas':
      mergeState(state, event.id, { image: event.image })
      return
    case 'animation':
      applyAnimation(state, event)
      return
    case 'viewport':
      state.viewport = event.viewport
      return
    case 'focus':
      state.focus = event.id
      state.focusVisible = event.visible === true
      return
    case 'selection':
      state.selection = event.ranges
      return
    case 'highlight':
      applyHighlight(state, event)
      return
    case 'move': {
      const last = event.points.at(-1)
      if (!last) return
      state.hover = last[3]
      state.pointer = { x: last[1], y: last[2], kind: event.pointer, time: event.time - last[0] }
      return
    }
    case 'pointer':
      applyPointer(state, event)
      return
    case 'visibility':
      state.visible = event.visible
      return
    case 'navigation':
      state.url = event.url
      state.title = event.title
      return
    case 'frame': {
      const node = nodeOf(state, event.id)
      if (!node || state.frames.size >= MOST_FRAMES) return
      state.frames = new Map(state.frames).set(event.id, event.stream)
      // These may as well show a picture, or what stands in them.
      if (node.tag === 'object' || node.tag === 'embed')
        mergeState(state, event.id, { framed: true })
      return
    }
    case 'key':
    case 'console':
    case 'error':
    case 'network':
    case 'socket':
    case 'storage':
    case 'vital':
    case 'mark':
    case 'gap':
    case 'end':
      return
    default:
      assertNever(event)
  }
}

function applyHighlight(state: DocumentState, event: Of<'highlight'>): void {
  const highlights = [...state.highlights]
  const index = highlights.findIndex(({ name }) => name === event.name)
  if (event.ranges.length === 0) {
    if (index >= 0) highlights.splice(index, 1)
  } else if (index >= 0) highlights[index] = event
  else if (highlights.length < MOST_HIGHLIGHTS) highlights.push(event)
  state.highlights = highlights
}

function applySnapshot(state: DocumentState, event: Of<'snapshot'>): void {
  const { owner, sheets, visible, work } = state
  // Sheets are defined by events of their own, which may come just before the snapshot that adopts them.
  Object.assign(state, emptyState(), { owner, time: event.time, sheets, visible, work })
  // Ids start over with each snapshot. Its time names it, whichever way the player came here.
  state.epoch = event.time + 1
  state.url = event.url
  state.title = event.title
  state.baseUrl = event.baseUrl ?? event.url
  state.quirks = event.compatMode === 'BackCompat'
  state.media = event.media
  state.viewport = event.viewport
  state.scroll = event.scroll
  state.focus = event.focus ?? 0
  const root = blankNode(state, 'document', { id: DOCUMENT_ID, parent: 0 })
  if (event.adopted) root.adopted = event.adopted
  putNode(state, root)
  let id = DOCUMENT_ID + 1
  for (const child of event.children) {
    const first = id
    id = unpack(state, child, { firstId: first, parent: DOCUMENT_ID })
    root.children.push(first)
  }
}

function applyMutation(state: DocumentState, event: Of<'mutation'>): void {
  const effort = newEffort()
  for (const id of event.removes ?? []) removeNode(state, id, effort)
  for (const insert of event.inserts ?? []) insertNode(state, insert, effort)
  for (const [id, text] of event.texts ?? []) {
    const node = editNode(state, id)
    if (node && node.kind !== 'element') node.text = text
    forgetRules(state, node?.parent ?? 0)
  }
  for (const [id, name, value] of event.attributes ?? []) setAttribute(state, { id, name, value })
}

function removeNode(state: DocumentState, id: NodeId, effort: Effort): void {
  if (id === DOCUMENT_ID || !nodeOf(state, id)) return
  detach(state, id, effort)
  const pending = [id]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(state, next)
    if (!node) continue
    if (node.shadow) pending.push(node.shadow)
    for (const child of node.children) pending.push(child)
    dropNode(state, next)
    state.nodeCount--
    state.work += 1
  }
}

function detach(state: DocumentState, id: NodeId, effort: Effort): void {
  const parent = editNode(state, nodeOf(state, id)?.parent ?? 0)
  if (!parent) return
  if (parent.shadow === id) parent.shadow = 0
  const index = indexFromEnds(parent.children, id)
  spend(effort, Math.min(index, parent.children.length - index))
  if (index >= 0) parent.children.splice(index, 1)
  forgetRules(state, parent.id)
}

function insertNode(state: DocumentState, insert: Insert, effort: Effort): void {
  const [parentId, next, id, packed] = insert
  const parent = nodeOf(state, parentId)
  if (!parent || parent.kind === 'text' || parent.kind === 'comment') return
  if (packed === undefined) {
    const moved = editNode(state, id)
    if (!moved || id === DOCUMENT_ID || isInside(state, parentId, id)) return
    detach(state, id, effort)
    moved.parent = parentId
    moved.since = state.time
  } else {
    if (nodeOf(state, id) || id <= DOCUMENT_ID) return // ids are never used again
    unpack(state, packed, { firstId: id, parent: parentId })
  }
  place(state, { id, parentId, next }, effort)
}

function place(
  state: DocumentState,
  at: { id: NodeId; parentId: NodeId; next: NodeId },
  effort: Effort,
): void {
  const parent = editNode(state, at.parentId)
  if (!parent) return
  if (nodeOf(state, at.id)?.kind === 'shadow') {
    parent.shadow = at.id
    return
  }
  const before = at.next === 0 ? -1 : indexFromEnds(parent.children, at.next)
  if (at.next !== 0) spend(effort, Math.min(before, parent.children.length - before))
  if (before < 0) parent.children.push(at.id)
  else parent.children.splice(before, 0, at.id)
  forgetRules(state, at.parentId)
}

/** True when `id` is `ancestor` or below it. */
function isInside(state: DocumentState, id: NodeId, ancestor: NodeId): boolean {
  for (let at = id; at !== 0; at = nodeOf(state, at)?.parent ?? 0) if (at === ancestor) return true
  return false
}

function setAttribute(
  state: DocumentState,
  change: { id: NodeId; name: string; value: string | null },
): void {
  const node = editNode(state, change.id)
  if (node?.kind !== 'element') return
  const kept: string[] = []
  let found = false
  for (let index = 0; index < node.attributes.length; index += 2) {
    const name = node.attributes[index] ?? ''
    const value = node.attributes[index + 1] ?? ''
    if (name !== change.name) kept.push(name, value)
    else if (change.value !== null) {
      kept.push(name, change.value)
      found = true
    }
  }
  if (!found && change.value !== null) kept.push(change.name, change.value)
  node.attributes = kept
  node.since = state.time
}

function applyElementState(state: DocumentState, event: Of<'state'>): void {
  mergeState(state, event.id, event.state)
  if ('cssText' in event.state || 'css' in event.state) forgetRules(state, event.id)
}

function applyInput(state: DocumentState, event: Of<'input'>): void {
  const { value, checked, indeterminate } = event
  mergeState(state, event.id, {
    ...(value !== undefined && { value }),
    // A box that is told is told whole.
    ...(checked !== undefined && { checked, indeterminate: indeterminate || null }),
  })
  if (event.selected) select(state, event.id, new Set(event.selected))
}

/** All options of a select take part: the others lose their selection. */
function select(state: DocumentState, id: NodeId, selected: ReadonlySet<NodeId>): void {
  const pending = [...(nodeOf(state, id)?.children ?? [])]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(state, next)
    if (node?.tag === 'option') {
      const isSelected = node.state.selected ?? attributeOf(node, 'selected') !== undefined
      if (isSelected !== selected.has(next))
        mergeState(state, next, { selected: selected.has(next) })
    } else for (const child of node?.children ?? []) pending.push(child)
  }
}

function applyScroll(state: DocumentState, event: Of<'scroll'>): void {
  if (event.id === DOCUMENT_ID) state.scroll = [event.left, event.top]
  else mergeState(state, event.id, { scroll: [event.left, event.top] })
}

function applyPointer(state: DocumentState, event: Of<'pointer'>): void {
  const { x, y, action, time } = event
  state.hover = event.id
  state.pointer = { x, y, kind: event.pointer, time, action }
  if (event.action === 'down') state.active = event.id
  else if (event.action === 'up' || event.action === 'cancel') state.active = 0
}

function applyAnimation(state: DocumentState, event: Of<'animation'>): void {
  const node = editNode(state, event.id)
  if (!node) return
  const animations = new Map(node.animations)
  const known = animations.get(event.animation)
  if (event.action === 'cancel') animations.delete(event.animation)
  else if (!known && animations.size >= MOST_ANIMATIONS) return
  else animations.set(event.animation, { ...known, ...event })
  node.animations = animations
}
