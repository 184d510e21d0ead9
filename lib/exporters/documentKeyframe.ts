/** Everything a stream's later events build on, at one moment, as events of its own. */
import {
  type AnimationEvent,
  DOCUMENT_ID,
  type HighlightEvent,
  type NodeId,
  type RecordEvent,
  type RulesEvent,
  type SelectionEvent,
  type SnapshotEvent,
  type VisibilityEvent,
} from '../format/events'
import type { ElementState, PackedElement, PackedNode, PackedSpecial } from '../format/tree'
import { createLiveTree, type LiveNode, type LiveTree } from './liveTree'

export interface KeyframeBuilder {
  apply(event: RecordEvent): void
  /** Undefined before the first snapshot. `rename` translates ids of later events, which know the old ones. */
  build(time: number): { events: RecordEvent[]; rename(id: NodeId): NodeId } | undefined
}

/** Follows one stream from its start. */
export function createKeyframeBuilder(): KeyframeBuilder {
  const tree = createLiveTree()
  const sheets = new Map<number, RecordEvent[]>()
  const rules = new Map<NodeId, RulesEvent[]>()
  const frames = new Map<NodeId, RecordEvent>()
  const animations = new Map<string, AnimationEvent[]>()
  const adopted = new Map<NodeId, number[]>()
  let snapshot: SnapshotEvent | undefined
  let focus: Extract<RecordEvent, { kind: 'focus' }> | undefined
  let selection: SelectionEvent | undefined
  const highlights = new Map<string, HighlightEvent>()
  let visibility: VisibilityEvent | undefined

  function reset(event: SnapshotEvent): void {
    snapshot = { ...event, children: [] }
    for (const map of [sheets, rules, frames, animations, adopted, highlights]) map.clear()
    focus = undefined
    selection = undefined
    if (event.adopted) adopted.set(DOCUMENT_ID, event.adopted)
  }

  function note(event: RecordEvent): void {
    switch (event.kind) {
      case 'snapshot':
        reset(event)
        return
      case 'sheet':
        sheets.set(event.sheet, [event])
        return
      case 'adopted':
        adopted.set(event.root, event.sheets)
        return
      case 'mutation':
        // Another text makes another sheet: what was changed in the old one is gone.
        for (const [id] of event.texts ?? []) rules.delete(tree.node(id)?.parent ?? 0)
        for (const [parent] of event.inserts ?? []) rules.delete(parent)
        return
      case 'rules': {
        if ('sheet' in event.owner) {
          const { sheet } = event.owner
          sheets.set(sheet, [...(sheets.get(sheet) ?? []), event])
          return
        }
        const { node } = event.owner
        rules.set(node, [...(rules.get(node) ?? []), event])
        return
      }
      case 'frame':
        frames.set(event.id, event)
        return
      case 'animation': {
        const key = `${event.id}/${event.animation}`
        if (event.action === 'cancel') animations.delete(key)
        else animations.set(key, [...(animations.get(key) ?? []), event])
        return
      }
      case 'focus':
        focus = event
        return
      case 'selection':
        selection = event
        return
      case 'highlight':
        if (event.ranges.length === 0) highlights.delete(event.name)
        else highlights.set(event.name, event)
        return
      case 'visibility':
        visibility = event
        return
      case 'viewport':
        if (snapshot) snapshot.viewport = event.viewport
        return
      case 'scroll':
        if (snapshot && event.id === DOCUMENT_ID) snapshot.scroll = [event.left, event.top]
        return
      case 'navigation':
        if (snapshot) Object.assign(snapshot, { url: event.url, title: event.title })
        return
      default:
    }
  }

  return {
    apply(event) {
      tree.apply(event)
      note(event)
    },
    build(time) {
      if (!snapshot) return undefined
      const names = new Map<NodeId, NodeId>(
        [...tree.walk()].map((node, index) => [node.id, index + 1]),
      )
      // Nodes that come later have ids above all that were ever used: they keep theirs.
      const rename = (id: NodeId) => names.get(id) ?? id
      const alive = (id: NodeId) => names.has(id)
      const { reached: _, focus: __, ...rest } = snapshot
      const root = tree.node(DOCUMENT_ID)
      const first: SnapshotEvent = {
        ...rest,
        time,
        children: (root?.children ?? []).map((id) => pack(tree, id, adopted)),
        ...(adopted.has(DOCUMENT_ID) ? { adopted: adopted.get(DOCUMENT_ID) ?? [] } : {}),
      }
      const later: RecordEvent[] = [
        ...[...sheets.values()].flat(),
        ...[...rules].flatMap(([id, events]) => (alive(id) ? events : [])),
        ...[...frames.values()].filter((event) => 'id' in event && alive(event.id)),
        ...[...animations.values()].flat().filter(({ id }) => alive(id)),
        ...(focus && (focus.id === 0 || alive(focus.id)) ? [focus] : []),
        ...(selection?.ranges.every(([start, , end]) => alive(start) && alive(end))
          ? [selection]
          : []),
        ...[...highlights.values()].map((event) => ({
          ...event,
          ranges: event.ranges.filter(([start, , end]) => alive(start) && alive(end)),
        })),
        ...(visibility ? [visibility] : []),
      ]
      const renamed = later.map((event) => ({ ...renameIds(event, rename), time }))
      return { events: [first, ...renamed], rename }
    },
  }
}

function pack(tree: LiveTree, id: NodeId, adopted: Map<NodeId, number[]>): PackedNode {
  const node = tree.node(id)
  if (!node || node.kind === 'text') return node?.text ?? ''
  const children = node.children.map((child) => pack(tree, child, adopted))
  if (node.kind === 'element') {
    const packed: PackedElement = [
      node.tag,
      node.attributes.length > 0 ? node.attributes : 0,
      hasState(node) ? node.state : 0,
      ...children,
    ]
    return packed
  }
  return packSpecial(node, children, adopted.get(id))
}

function packSpecial(node: LiveNode, children: PackedNode[], sheets?: number[]): PackedSpecial {
  const { special = { comment: 0 as const } } = node
  if ('cdata' in special) return { cdata: node.text || special.cdata }
  if (!('shadow' in special)) return special
  return { ...special, shadow: children, ...(sheets ? { adopted: sheets } : {}) }
}

function hasState(node: LiveNode): boolean {
  const state: ElementState = node.state
  return Object.keys(state).length > 0
}

/** The event with every node id translated. Ids of nodes it brings along stay: they are new. */
export function renameIds<Event extends RecordEvent>(
  event: Event,
  to: (id: NodeId) => NodeId,
): Event {
  const renamed = renameMembers(event, to)
  return { ...event, ...renamed }
}

function renameMembers(event: RecordEvent, to: (id: NodeId) => NodeId): Partial<RecordEvent> {
  switch (event.kind) {
    case 'mutation':
      return {
        kind: 'mutation',
        ...(event.removes ? { removes: event.removes.map(to) } : {}),
        ...(event.inserts
          ? {
              inserts: event.inserts.map(([parent, next, id, node]) =>
                node === undefined
                  ? [to(parent), next && to(next), to(id)]
                  : [to(parent), next && to(next), id, node],
              ),
            }
          : {}),
        ...(event.texts ? { texts: event.texts.map(([id, text]) => [to(id), text]) } : {}),
        ...(event.attributes
          ? { attributes: event.attributes.map(([id, name, value]) => [to(id), name, value]) }
          : {}),
      }
    case 'adopted':
      return { kind: 'adopted', root: to(event.root) }
    case 'rules':
      return 'node' in event.owner ? { kind: 'rules', owner: { node: to(event.owner.node) } } : {}
    case 'input':
      return {
        kind: 'input',
        id: to(event.id),
        ...(event.selected ? { selected: event.selected.map(to) } : {}),
      }
    case 'move':
      return {
        kind: 'move',
        points: event.points.map(([ago, x, y, target]) => [ago, x, y, target && to(target)]),
      }
    case 'selection':
    case 'highlight':
      return {
        kind: event.kind,
        ranges: event.ranges.map(([a, from, b, until]) => [to(a), from, to(b), until]),
      }
    case 'focus':
      return { kind: 'focus', id: event.id && to(event.id) }
    case 'state':
    case 'pointer':
    case 'key':
    case 'scroll':
    case 'canvas':
    case 'animation':
    case 'frame':
      return { id: to(event.id) }
    default:
      return {}
  }
}
