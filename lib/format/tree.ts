/**
 * How a subtree is written: nested arrays whose ids are implied by their order.
 *
 * The recorder's logical model is rrweb-snapshot's node format; this is its compact writing. A 130,000-node page is a
 * few megabytes instead of tens, and JSON.stringify of it is one native call. `lib/exporters/toRrweb.ts` expands it.
 *
 * Ids: the nodes of one packed tree carry consecutive ids in pre-order, from the `firstId` that comes with it. Every
 * node counts, including text nodes, shadow roots and doctypes. An element's shadow root comes before its children.
 */
export type PackedNode = PackedText | PackedElement | PackedSpecial

/** A text node. */
export type PackedText = string

/**
 * An element: tag (local name as in rrweb: lower case for HTML, original case for SVG), attributes as a flat list
 * `[name, value, name, value]` or 0 when there is none, live state or 0, then the shadow root (if any) and the children.
 */
export type PackedElement = [
  tag: string,
  attributes: string[] | 0,
  state: ElementState | 0,
  ...children: PackedNode[],
]

/** Everything that is neither text nor element. */
export type PackedSpecial =
  | { doctype: [name: string, publicId: string, systemId: string] }
  | { cdata: string }
  /** A comment. Only its place is kept, never its text. */
  | { comment: 0 }
  | {
      shadow: PackedNode[]
      mode: 'open' | 'closed'
      /** Numbers of adopted sheets, defined by `sheet` events of the same stream. */
      adopted?: number[]
      /** Custom states and the like may follow; unknown keys are ignored by readers. */
      delegatesFocus?: true
      /** Its slots are filled by script, not by name. */
      byHand?: true
    }

/** Live state of an element that its attributes do not tell. Only what differs from what the attributes say is kept. */
export interface ElementState {
  /** Namespace where it is not the parent's (for the root of an added subtree: not HTML). */
  ns?: 'html' | 'svg' | 'math'
  /** Value of an input or textarea; already masked. */
  value?: string
  checked?: boolean
  indeterminate?: boolean
  /** Of an option. */
  selected?: boolean
  /** Scroll offset in CSS px. */
  scroll?: [left: number, top: number]
  /** Key of the resource that holds the text of a linked or rewritten style sheet. */
  css?: string
  /** Text of a style sheet whose rules are not those of the element's own text. */
  cssText?: string
  /** Style sheet switched off by script. */
  disabled?: true
  /** Blocked or masked picture: its box in CSS px. No children, no attributes beyond structure. */
  blocked?: [width: number, height: number]
  /** Key of the resource that holds a picture of a canvas, video frame or blob: image. */
  image?: string
  media?: MediaState
  /** Dialog shown with showModal(), popover shown, element in fullscreen. */
  top?: 'modal' | 'popover' | 'fullscreen'
  /** Currently chosen source of an <img srcset> or <picture>: absolute URL. */
  currentSrc?: string
  /** The picture of an <img> failed: the browser shows its own sign and the alternative text. */
  broken?: true
  /** Custom element is defined. */
  defined?: true
  /** CustomStateSet, where readable. */
  states?: string[]
  /** What script said of a control: of a native one only `invalid`, of a custom element both, if it is a form control. */
  validity?: 'valid' | 'invalid'
  /** Ids of the nodes that script put into a slot of a shadow root that is filled `byHand`. */
  slotted?: number[]
  /** Of a shadow root in a replay. */
  byHand?: true
  /** Of an <object> or <embed> in a replay: it shows a document. */
  framed?: true
  /** `:user-valid` or `:user-invalid`: the person has been there. */
  user?: 'valid' | 'invalid'
}

export interface MediaState {
  paused: boolean
  /** Seconds. */
  time: number
  muted?: boolean
  volume?: number
  rate?: number
  loop?: boolean
}

/** Number of ids a packed tree takes. */
export function countIds(node: PackedNode): number {
  let count = 0
  const pending: PackedNode[] = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count++
    for (const child of packedChildren(next)) pending.push(child)
  }
  return count
}

/** Children in order, the shadow root first. Empty for text, comments and doctypes. */
export function packedChildren(node: PackedNode): PackedNode[] {
  if (typeof node === 'string') return []
  if (Array.isArray(node)) return node.slice(3) as PackedNode[]
  return 'shadow' in node ? node.shadow : []
}
