/** Nodes of an rrweb recording, which may come from anywhere, packed as ours. */
import type { NodeId } from '../format/events'
import type { ElementState, MediaState, PackedNode } from '../format/tree'
import { RRWEB_NODE } from './rrwebTypes'

/** Deeper trees are cut: no browser lays them out. */
const MAX_DEPTH = 1500
/** Nodes of one tree; the player refuses more, and so many objects fill a tab. */
const MAX_NODES = 2_000_000

export type Loose = Record<string, unknown>

/** What is known of a node of theirs. */
export interface ImportedNode {
  id: NodeId
  tag: string
  parent: number
  children: Set<number>
  /** Id of its shadow root, once it has one. */
  shadow: NodeId
  /** Text of its `style` attribute, to which changes come piece by piece. */
  style: string
  attributes: Map<string, string>
  text: string
  type: string
}

export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function num(value: unknown, otherwise = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/**
 * Packs a node and what is below it. `take` is told of each node in the order of our ids (shadow root, its children, then
 * the children) and gives the id.
 */
export function packRrweb(
  node: unknown,
  take: (theirId: number, node: ImportedNode) => void,
  context: { parent: number; nextId(): NodeId },
): PackedNode | undefined {
  let count = 0
  const packed: PackedNode[] = []
  // Not by recursion: how deep that may go depends on who calls.
  const pending: Pending[] = [
    { value: node, parent: context.parent, depth: 0, ns: 'html', into: packed },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const below = pack(next)
    if (below !== undefined) next.into.push(below)
  }
  return packed[0]

  function pack(next: Pending): PackedNode | undefined {
    const given = loose(next.value)
    if (next.depth > MAX_DEPTH) return undefined
    switch (given.type) {
      case RRWEB_NODE.text:
        add(given, next.parent, '')
        return text(given.textContent)
      case RRWEB_NODE.cdata:
        add(given, next.parent, '')
        return { cdata: text(given.textContent) }
      case RRWEB_NODE.comment:
        add(given, next.parent, '')
        return { comment: 0 }
      case RRWEB_NODE.doctype:
        add(given, next.parent, '')
        return {
          doctype: [text(given.name) || 'html', text(given.publicId), text(given.systemId)],
        }
      case RRWEB_NODE.element:
        return packElement(given, next)
      default:
        return undefined
    }
  }

  function packElement(given: Loose, { parent, depth, ns: outside }: Pending): PackedNode {
    const tag = text(given.tagName) || 'div'
    const known = add(given, parent, tag)
    const { attributes, state } = readAttributes(tag, given)
    known.attributes = new Map(pairs(attributes))
    known.style = known.attributes.get('style') ?? ''
    const ns: Namespace = given.isSVG === true ? 'svg' : tag === 'math' ? 'math' : 'html'
    const natural: Namespace = tag === 'svg' ? 'svg' : tag === 'math' ? 'math' : outside
    // MathML is not marked in rrweb: it goes by where it is.
    const actual = ns === 'html' && outside === 'math' ? 'math' : ns
    if (actual !== natural) state.ns = actual
    const inside: Namespace = tag === 'foreignObject' ? 'html' : actual
    const children = list(given.childNodes)
    for (const child of children) known.children.add(num(loose(child).id))
    const hasState = Object.keys(state).length > 0
    const element: PackedNode & unknown[] = [
      tag,
      attributes.length > 0 ? attributes : 0,
      hasState ? state : 0,
    ]
    const queue = (below: unknown[], into: Pending['into'], space: Namespace) => {
      // The last one pushed is the next one taken.
      for (const value of below.toReversed())
        pending.push({ value, parent: num(given.id), depth: depth + 1, ns: space, into })
    }
    const isShadowed = (child: unknown) => loose(child).isShadow === true
    queue(
      children.filter((child) => !isShadowed(child)),
      element,
      inside,
    )
    const shadowed = children.filter(isShadowed)
    if (shadowed.length > 0 || given.isShadowHost === true) {
      known.shadow = context.nextId()
      const shadow: PackedNode[] = []
      element.push({ shadow, mode: 'open' })
      queue(shadowed, shadow, 'html')
    }
    return element
  }

  function add(given: Loose, parent: number, tag: string): ImportedNode {
    if (++count > MAX_NODES)
      throw new Error('A document of the recording is too large to be shown.')
    const known: ImportedNode = {
      id: context.nextId(),
      tag,
      parent,
      children: new Set(),
      shadow: 0,
      style: '',
      attributes: new Map(),
      text: text(given.textContent),
      type: text(loose(given.attributes).type).toLowerCase(),
    }
    take(num(given.id), known)
    return known
  }
}

type Namespace = 'html' | 'svg' | 'math'

/** A node that waits for its turn, and the list it goes into. */
interface Pending {
  value: unknown
  parent: number
  depth: number
  ns: Namespace
  into: { push(node: PackedNode): unknown }
}

function* pairs(flat: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < flat.length; index += 2)
    yield [flat[index] ?? '', flat[index + 1] ?? '']
}

/** Live state that rrweb writes as attributes is told apart. */
function readAttributes(tag: string, given: Loose): { attributes: string[]; state: ElementState } {
  const attributes: string[] = []
  const state: ElementState = {}
  const media: MediaState = { paused: true, time: 0 }
  for (const [name, value] of Object.entries(loose(given.attributes))) {
    if (value === null || value === undefined || value === false) continue
    if (name === '_cssText') state.cssText = text(value)
    else if (name === 'rr_dataURL') state.image = text(value)
    else if (name === 'rr_open_mode' && value === 'modal') state.top = 'modal'
    else if (name.startsWith('rr_media')) readMedia(media, name, value)
    else if (name === 'rr_scrollLeft') state.scroll = [num(value), state.scroll?.[1] ?? 0]
    else if (name === 'rr_scrollTop') state.scroll = [state.scroll?.[0] ?? 0, num(value)]
    else if (name.startsWith('rr_')) continue
    else if (name === 'value' && /^(?:input|textarea|select)$/.test(tag)) {
      if (tag === 'input') attributes.push('value', String(value))
      else if (tag === 'textarea') state.value = String(value)
    } else if (name === 'checked' && value === true) state.checked = true
    else if (name === 'selected' && value === true) state.selected = true
    else attributes.push(name, value === true ? '' : String(value))
  }
  if ('rr_mediaState' in loose(given.attributes)) state.media = media
  if (given.needBlock === true) state.blocked = blockedBox(loose(given.attributes))
  // Sheets come as text; an address is only of use where there is none.
  if (tag === 'link' && state.cssText !== undefined) attributes.push('rel', 'stylesheet')
  return { attributes, state }
}

function blockedBox(attributes: Loose): [number, number] {
  return [
    Number.parseFloat(text(attributes.rr_width)) || 0,
    Number.parseFloat(text(attributes.rr_height)) || 0,
  ]
}

function readMedia(media: MediaState, name: string, value: unknown): void {
  if (name === 'rr_mediaState') media.paused = value !== 'played'
  if (name === 'rr_mediaCurrentTime') media.time = num(value)
  if (name === 'rr_mediaPlaybackRate') media.rate = num(value, 1)
  if (name === 'rr_mediaMuted') media.muted = value === true
  if (name === 'rr_mediaLoop') media.loop = value === true
  if (name === 'rr_mediaVolume') media.volume = num(value, 1)
}
