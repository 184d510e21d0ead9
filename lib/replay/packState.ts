/**
 * The state of a document as text, and back: what a long stream is started from without all that came before. It is
 * made and read by this version of this extension only; nothing from a file or a page ever comes this way.
 */
import { type AnimationEvent, FORMAT_VERSION, type NodeId, type RuleChange } from '../format/events'
import {
  type ConstructedSheet,
  type DocumentState,
  emptyState,
  type Namespace,
  nodeOf,
  putNode,
  type RuleLog,
  type VirtualNode,
} from './documentState'
import { eachValue } from './sparseVector'

/** Another number: what was kept is not read any more, and the events are. Also when events are read in another way. */
const VERSION = `2/${FORMAT_VERSION}`

/** What a node costs that another state has too: its slot. */
const SHARED_WORK = 1 / 16

const KINDS = ['document', 'doctype', 'element', 'text', 'cdata', 'comment', 'shadow'] as const

/** `content`: tag of an element, mode of a shadow root, text of the others. 0 stands for "none". */
type PackedVirtual = [
  id: NodeId,
  kind: number,
  parent: NodeId,
  since: number,
  children: NodeId[] | 0,
  content: string,
  attributes: readonly string[] | 0,
  state: VirtualNode['state'] | 0,
  rest: Rest | 0,
]

interface Rest {
  ns?: Namespace
  shadow?: NodeId
  doctype?: VirtualNode['doctype']
  adopted?: readonly number[]
  rules?: RuleChange[]
  animations?: AnimationEvent[]
}

type PackedSheet = Omit<ConstructedSheet, 'rules'> & { rules?: RuleChange[] }

/** Members that are plain values already. */
type Plain = Omit<
  DocumentState,
  'owner' | 'nodes' | 'sheets' | 'frames' | 'work' | 'media' | 'pointer'
> & { media?: DocumentState['media']; pointer?: DocumentState['pointer'] }

interface PackedState {
  version: string
  plain: Plain
  sheets: [number, PackedSheet][]
  frames: [NodeId, string][]
  nodes: PackedVirtual[]
}

/** The state as JSON text. */
export function packState(state: DocumentState): string {
  const { owner: _, nodes, sheets, frames, work: __, ...plain } = state
  const packed: PackedVirtual[] = []
  eachValue(nodes, (node) => packed.push(packNode(node)))
  const whole: PackedState = {
    version: VERSION,
    plain,
    sheets: [...sheets].map(([number, sheet]) => [number, packSheet(sheet)]),
    frames: [...frames],
    nodes: packed,
  }
  return JSON.stringify(whole)
}

/**
 * The state in a text; undefined when it is of another version or damaged. Nodes that are as `known` has them are those
 * of `known`, so that going from one to the other touches only what differs.
 */
export function unpackState(text: string, known?: DocumentState): DocumentState | undefined {
  const packed = parse(text)
  if (packed?.version !== VERSION) return undefined
  const state = emptyState()
  Object.assign(state, packed.plain)
  state.frames = new Map(packed.frames)
  const same = known?.epoch === state.epoch ? known : undefined
  state.sheets = new Map(
    packed.sheets.map(([number, sheet]) => {
      const before = same?.sheets.get(number)
      const isSame = before && isSameValue(packSheet(before), sheet)
      return [number, isSame ? before : unpackSheet(sheet)]
    }),
  )
  for (const each of packed.nodes) {
    const before = same && nodeOf(same, each[0])
    const isShared = before && isEqual(before, each)
    putNode(state, isShared ? before : unpackNode(each, state.owner))
    state.work += isShared ? SHARED_WORK : 2
  }
  return state
}

function parse(text: string): PackedState | undefined {
  try {
    return JSON.parse(text) as PackedState
  } catch {
    return undefined
  }
}

function restOf(node: VirtualNode): Rest | 0 {
  const { ns, shadow, doctype, adopted, rules, animations } = node
  if (ns === 'html' && shadow === 0 && !(doctype || adopted || rules || animations)) return 0
  return {
    ...(ns !== 'html' && { ns }),
    ...(shadow !== 0 && { shadow }),
    ...(doctype && { doctype }),
    ...(adopted && { adopted }),
    ...(rules && { rules: listOf(rules) }),
    ...(animations && { animations: [...animations.values()] }),
  }
}

function packNode(node: VirtualNode): PackedVirtual {
  return [
    node.id,
    KINDS.indexOf(node.kind),
    node.parent,
    node.since,
    node.children.length > 0 ? node.children : 0,
    node.tag || node.text,
    node.attributes.length > 0 ? node.attributes : 0,
    isEmpty(node.state) ? 0 : node.state,
    restOf(node),
  ]
}

function unpackNode(packed: PackedVirtual, owner: number): VirtualNode {
  const [id, kindAt, parent, since, children, content, attributes, live, given] = packed
  const kind = KINDS[kindAt] ?? 'comment'
  const rest: Rest = given || {}
  const isTag = kind === 'element' || kind === 'shadow'
  const node: VirtualNode = {
    owner,
    kind,
    id,
    parent,
    children: children || [],
    tag: isTag ? content : '',
    ns: rest.ns ?? 'html',
    attributes: attributes || [],
    state: live || {},
    shadow: rest.shadow ?? 0,
    text: isTag ? '' : content,
    since,
  }
  if (rest.doctype) node.doctype = rest.doctype
  if (rest.adopted) node.adopted = rest.adopted
  if (rest.rules) node.rules = logOf(rest.rules)
  if (rest.animations) {
    node.animations = new Map(rest.animations.map((event) => [event.animation, event]))
  }
  return node
}

function packSheet({ rules, ...sheet }: ConstructedSheet): PackedSheet {
  return { ...sheet, ...(rules && { rules: listOf(rules) }) }
}

function unpackSheet({ rules, ...sheet }: PackedSheet): ConstructedSheet {
  const log = rules && logOf(rules)
  return { ...sheet, ...(log && { rules: log }) }
}

function listOf(log: RuleLog): RuleChange[] {
  const changes: RuleChange[] = []
  for (let at: RuleLog | undefined = log; at; at = at.before) changes.push(at.change)
  return changes.reverse()
}

/** As long as it was: what a `replace` made void is not in the list, and is not counted. */
function logOf(changes: readonly RuleChange[]): RuleLog | undefined {
  let end: RuleLog | undefined
  for (const change of changes) end = { change, before: end, length: (end?.length ?? 0) + 1 }
  return end
}

/** Whether a node is what was packed. */
function isEqual(node: VirtualNode, packed: PackedVirtual): boolean {
  const [, kind, parent, since, children, content, attributes, state, rest] = packed
  return (
    node.parent === parent &&
    node.since === since &&
    (node.tag || node.text) === content &&
    node.kind === KINDS[kind] &&
    isSameList(node.children, children || []) &&
    isSameList(node.attributes, attributes || []) &&
    (state === 0 ? isEmpty(node.state) : isSameValue(node.state, state)) &&
    isSameValue(restOf(node), rest)
  )
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** Members come in the same order: both were made by the same code. */
function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
