/** What one document shows at one moment, as plain values. Frozen once another owner edits; see `sparseVector.ts`. */
import type {
  AnimationEvent,
  HighlightEvent,
  NodeId,
  PointerAction,
  RuleChange,
  SnapshotEvent,
  Viewport,
} from '../format/events'
import type { ElementState } from '../format/tree'
import { emptyVector, getAt, type SparseVector, setAt } from './sparseVector'

export type Namespace = 'html' | 'svg' | 'math'

/** One node. Never changed after its owner is done with it; `attributes` and `state` are replaced, not edited. */
export interface VirtualNode {
  owner: number
  kind: 'document' | 'doctype' | 'element' | 'text' | 'cdata' | 'comment' | 'shadow'
  id: NodeId
  parent: NodeId
  children: NodeId[]
  /** Local name of an element; mode of a shadow root. */
  tag: string
  ns: Namespace
  /** `[name, value, name, value]`. */
  attributes: readonly string[]
  state: ElementState
  /** Id of the shadow root of an element, 0 for none. */
  shadow: NodeId
  text: string
  doctype?: readonly [name: string, publicId: string, systemId: string]
  /** Adopted sheets of a document or shadow root. */
  adopted?: readonly number[]
  /** Changes to the rules of a style element since its text. */
  rules?: RuleLog
  animations?: ReadonlyMap<number, AnimationEvent>
  /** When it came or last changed its attributes: where its CSS animations started. */
  since: number
}

/** Rule changes, newest first. A log that begins with another one can be continued instead of started over. */
export interface RuleLog {
  change: RuleChange
  before: RuleLog | undefined
  length: number
}

export interface ConstructedSheet {
  text: string
  media?: string
  disabled?: boolean
  rules?: RuleLog
}

/** Where the pointer last was, in CSS px of the document's viewport. */
export interface PointerPlace {
  x: number
  y: number
  kind: 'mouse' | 'touch' | 'pen'
  /** Milliseconds since the stream's start. */
  time: number
  action?: PointerAction
}

export interface DocumentState {
  owner: number
  /** Which snapshot it came from: another one means another tree. 0: nothing was shown yet. */
  epoch: number
  time: number
  nodes: SparseVector<VirtualNode>
  url: string
  title: string
  baseUrl: string
  quirks: boolean
  media: SnapshotEvent['media']
  viewport: Viewport
  scroll: readonly [left: number, top: number]
  focus: NodeId
  focusVisible: boolean
  hover: NodeId
  active: NodeId
  pointer: PointerPlace | undefined
  selection: readonly (readonly [NodeId, number, NodeId, number])[]
  /** In the registry's order. */
  highlights: readonly HighlightEvent[]
  sheets: ReadonlyMap<number, ConstructedSheet>
  /** Which stream a frame element shows. */
  frames: ReadonlyMap<NodeId, string>
  visible: boolean
  nodeCount: number
  /** Nodes and lists copied or made since `fork`: what keeping the state costs. */
  work: number
}

let owners = 0

/** The state before the first snapshot. */
export function emptyState(): DocumentState {
  return {
    owner: ++owners,
    epoch: 0,
    time: 0,
    nodes: emptyVector(),
    url: '',
    title: '',
    baseUrl: '',
    quirks: false,
    media: undefined,
    viewport: { width: 0, height: 0 },
    scroll: [0, 0],
    focus: 0,
    focusVisible: false,
    hover: 0,
    active: 0,
    pointer: undefined,
    selection: [],
    highlights: [],
    sheets: new Map(),
    frames: new Map(),
    visible: true,
    nodeCount: 0,
    work: 0,
  }
}

/** A state to edit; the one given must not be edited any more. */
export function fork(state: DocumentState): DocumentState {
  return { ...state, owner: ++owners, work: 0 }
}

/** The node with that id, if the document has it. */
export function nodeOf(state: DocumentState, id: NodeId): VirtualNode | undefined {
  return getAt(state.nodes, id)
}

/** The node, ready to be changed. */
export function editNode(state: DocumentState, id: NodeId): VirtualNode | undefined {
  const node = getAt(state.nodes, id)
  if (!node || node.owner === state.owner) return node
  const copy = { ...node, owner: state.owner, children: node.children.slice() }
  state.work += 2 + node.children.length / 16
  putNode(state, copy)
  return copy
}

/** Adds or replaces a node. */
export function putNode(state: DocumentState, node: VirtualNode): void {
  state.nodes = setAt(state.nodes, node.id, { value: node, owner: state.owner })
}

/** Takes a node out of the index; its parent is the caller's concern. */
export function dropNode(state: DocumentState, id: NodeId): void {
  state.nodes = setAt(state.nodes, id, { value: undefined, owner: state.owner })
}

/** Value of an attribute. */
export function attributeOf(node: VirtualNode, name: string): string | undefined {
  for (let index = 0; index < node.attributes.length; index += 2) {
    if (node.attributes[index] === name) return node.attributes[index + 1]
  }
  return undefined
}
