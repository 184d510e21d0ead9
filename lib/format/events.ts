/**
 * The events of one stream (one loaded document in one frame), as recorded, stored and played.
 *
 * `time` is in whole milliseconds since the stream's `startedAt`. Ids are the stream's own; 0 means "none" and the
 * document itself always has id 1. What rrweb calls an event is made from these by `lib/exporters/toRrweb.ts`.
 */
import type {
  ConsoleEvent,
  ErrorEvent,
  NetworkEvent,
  SocketEvent,
  StorageEvent,
  VitalEvent,
} from './diagnosticEvents'
import type { TargetDescription } from './targetDescription'
import type { ElementState, PackedNode } from './tree'

export type {
  ConsoleEvent,
  ErrorEvent,
  NetworkEvent,
  Preview,
  SocketEvent,
  StorageEvent,
  VitalEvent,
} from './diagnosticEvents'
export type { TargetDescription, TargetLocator } from './targetDescription'

/** Number of the event format. A reader refuses newer ones and upgrades older ones one step at a time. */
export const FORMAT_VERSION = 1

/** Id of a node within its stream. */
export type NodeId = number
/** Milliseconds since the stream's start. */
export type Milliseconds = number
/** The document node of every stream. */
export const DOCUMENT_ID: NodeId = 1

export type RecordEvent =
  | SnapshotEvent
  | MutationEvent
  | SheetEvent
  | AdoptedEvent
  | RulesEvent
  | StateEvent
  | InputEvent
  | PointerMoveEvent
  | PointerActionEvent
  | KeyEvent
  | ScrollEvent
  | ViewportEvent
  | FocusEvent
  | SelectionEvent
  | HighlightEvent
  | CanvasEvent
  | AnimationEvent
  | VisibilityEvent
  | NavigationEvent
  | FrameEvent
  | ConsoleEvent
  | ErrorEvent
  | NetworkEvent
  | SocketEvent
  | StorageEvent
  | VitalEvent
  | MarkEvent
  | GapEvent
  | EndEvent

export type EventKind = RecordEvent['kind']

export interface Timed {
  time: Milliseconds
}

/** The whole document. Every stream begins with one; more may follow (after a gap, at a split). Replaces all state. */
export interface SnapshotEvent extends Timed {
  kind: 'snapshot'
  /** Masked by the policy, as are `title` and `referrer`. */
  url: string
  title: string
  viewport: Viewport
  /** Children of the document (doctype, html); the document is id 1, the first child 2, and so on. */
  children: PackedNode[]
  /** Scroll offset of the viewport. */
  scroll: [left: number, top: number]
  adopted?: number[]
  focus?: NodeId
  /** How the document was reached, in the words of PerformanceNavigationTiming. Absent: not its first snapshot. */
  reached?: 'navigate' | 'reload' | 'back_forward'
  /** Taken so long after its time: what it shows may have come of what was done in between, which is told after it. */
  lateMs?: Milliseconds
  compatMode?: 'BackCompat'
  baseUrl?: string
  /** Media features the page was shown with. */
  media?: { dark?: true; reducedMotion?: true; contrast?: 'more' | 'less' }
}

export interface Viewport {
  width: number
  height: number
  devicePixelRatio?: number
  /** Pinch zoom: offset of the visual viewport and its scale. */
  visual?: { left: number; top: number; scale: number }
}

/**
 * Changes of the tree, applied in this order: removes, inserts (in list order), texts, attributes.
 * Removing a node removes its whole subtree and frees its ids. Ids are never used again.
 */
export interface MutationEvent extends Timed {
  kind: 'mutation'
  removes?: NodeId[]
  inserts?: Insert[]
  texts?: [id: NodeId, text: string][]
  /** `null` removes the attribute. */
  attributes?: [id: NodeId, name: string, value: string | null][]
}

/** Before `next` (0: as last child). Both `parent` and `next` exist when the insert is applied. A move keeps its ids. */
export type Insert =
  | [parent: NodeId, next: NodeId, firstId: NodeId, node: PackedNode]
  | [parent: NodeId, next: NodeId, moved: NodeId]

/** Defines (or replaces the whole text of) a constructed style sheet. Numbers belong to the stream. */
export interface SheetEvent extends Timed {
  kind: 'sheet'
  sheet: number
  text: string
  media?: string
  disabled?: true
}

/** The list of adopted sheets of a document or shadow root. */
export interface AdoptedEvent extends Timed {
  kind: 'adopted'
  root: NodeId
  sheets: number[]
}

/** Changes of the rules of one sheet, in order. */
export interface RulesEvent extends Timed {
  kind: 'rules'
  /** The <style> or <link> element, or the number of a constructed sheet. */
  owner: { node: NodeId } | { sheet: number }
  changes: RuleChange[]
}

/** `path` is the index of the rule in each nested rule list, outermost first. */
export type RuleChange =
  | ['insert', path: number[], text: string]
  | ['delete', path: number[]]
  | ['set', path: number[], property: string, value: string, priority: string]
  | ['selector', path: number[], selector: string]
  | ['replace', text: string]
  | ['disabled', disabled: boolean]
  | ['media', media: string]

/** Live state of one element that changed without a mutation. `null` clears a member. */
export interface StateEvent extends Timed {
  kind: 'state'
  id: NodeId
  state: { [Member in keyof ElementState]?: ElementState[Member] | null }
}

/** A form control took another value, by the person or by script. Values are masked. */
export interface InputEvent extends Timed {
  kind: 'input'
  id: NodeId
  value?: string
  checked?: boolean
  indeterminate?: boolean
  /** Ids of the selected options of a select. */
  selected?: NodeId[]
  /** Set by script, not by the person. */
  byScript?: true
  /** The value is not what was entered: the masker changed it. */
  masked?: true
  /** Of what the person changed. */
  target?: TargetDescription
}

/** Positions in CSS px of the stream's own viewport; `ago` is milliseconds before `time`. */
export interface PointerMoveEvent extends Timed {
  kind: 'move'
  pointer: 'mouse' | 'touch' | 'pen'
  points: [ago: number, x: number, y: number, target: NodeId][]
}

export type PointerAction =
  | 'down'
  | 'up'
  | 'click'
  | 'dblclick'
  | 'contextmenu'
  | 'cancel'
  | 'dragstart'
  | 'drop'

export interface PointerActionEvent extends Timed {
  kind: 'pointer'
  action: PointerAction
  pointer: 'mouse' | 'touch' | 'pen'
  id: NodeId
  x: number
  y: number
  button?: number
  /** How a person or a test would name the target; masked. Of clicks (all kinds) and both ends of a drag. */
  target?: TargetDescription
}

/** A key that is not text (Enter, Tab, Escape, arrows, shortcuts). Keys that type text are never recorded. */
export interface KeyEvent extends Timed {
  kind: 'key'
  key: string
  id: NodeId
  modifiers?: ('Alt' | 'Control' | 'Meta' | 'Shift')[]
  target?: TargetDescription
}

export interface ScrollEvent extends Timed {
  kind: 'scroll'
  id: NodeId
  left: number
  top: number
}

export interface ViewportEvent extends Timed {
  kind: 'viewport'
  viewport: Viewport
}

export interface FocusEvent extends Timed {
  kind: 'focus'
  /** 0: nothing has the focus. */
  id: NodeId
  visible?: true
}

export interface SelectionEvent extends Timed {
  kind: 'selection'
  ranges: [start: NodeId, startOffset: number, end: NodeId, endOffset: number][]
}

/** Of one document. */
export const MOST_HIGHLIGHTS = 100

/** A custom highlight (`CSS.highlights`) as it is now. The order in which they first come is the registry's. */
export interface HighlightEvent extends Timed {
  kind: 'highlight'
  /** As style sheets say it: `::highlight(name)`. */
  name: string
  priority: number
  /** None: it is gone. */
  ranges: SelectionEvent['ranges']
}

/** What a canvas shows now. */
export interface CanvasEvent extends Timed {
  kind: 'canvas'
  id: NodeId
  /** Key of the resource. */
  image: string
}

/** Web animations whose effect cannot be derived from the style sheets. */
export interface AnimationEvent extends Timed {
  kind: 'animation'
  id: NodeId
  animation: number
  action: 'start' | 'update' | 'cancel'
  pseudo?: string
  keyframes?: Record<string, string | number | null>[]
  timing?: Record<string, string | number>
  playState?: string
  /** Milliseconds into the animation at `time`. */
  currentTime?: number | null
  rate?: number
}

export interface VisibilityEvent extends Timed {
  kind: 'visibility'
  visible: boolean
}

export interface NavigationEvent extends Timed {
  kind: 'navigation'
  how: 'push' | 'replace' | 'pop' | 'hash' | 'restore'
  url: string
  title: string
}

/** The document of a child frame is the stream `stream`. A later one for the same element replaces the earlier. */
export interface FrameEvent extends Timed {
  kind: 'frame'
  id: NodeId
  stream: string
  /** The frame element. */
  target?: TargetDescription
}

/** A note the person pinned to the moment. */
export interface MarkEvent extends Timed {
  kind: 'mark'
  note: string
}

/** From `time` on something is missing, for `durationMs` where it is known. */
export interface GapEvent extends Timed {
  kind: 'gap'
  reason:
    | 'too-busy'
    /** Of canvases and videos; the document itself is whole. */
    | 'too-many-pictures'
    | 'paused'
    | 'excluded-url'
    | 'worker-lost'
    | 'too-large'
    | 'frozen'
    | 'error'
    /** What was stored cannot be read any more. */
    | 'damaged'
    | 'browser-closed'
  durationMs?: number
  detail?: string
}

/** The last event of a stream. */
export interface EndEvent extends Timed {
  kind: 'end'
  reason: 'unload' | 'stopped' | 'cached'
}
