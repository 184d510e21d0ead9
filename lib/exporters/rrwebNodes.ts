/** Nodes of a recorded document in the words of rrweb-snapshot. */
import { DOCUMENT_ID, type NodeId } from '../format/events'
import type { LiveNode, LiveTree } from './liveTree'
import { linkedSheet } from './resourceTexts'
import { RRWEB_NODE, type RrwebNode } from './rrwebTypes'

export interface NodeWriter {
  /** The whole document, every node with its children. */
  document(): RrwebNode
  /** One node without what is below it, as mutations list them. */
  single(node: LiveNode): RrwebNode
  /** Id of the element that stands for a node's parent: a shadow root's is its host. */
  parentOf(node: LiveNode): { id: number; isShadow: boolean } | undefined
}

/** What a node needs besides itself. */
export interface NodeNames {
  /** Id in the merged recording. */
  name(id: NodeId): number
  /** Text of a style sheet kept as a resource. */
  sheetText(key: string): string | undefined
  /** data: address of a picture kept as a resource. */
  picture(key: string): string | undefined
  /** Of the frame's document, for all nodes but those of the top document. */
  rootId: number | undefined
}

export function createNodeWriter(tree: LiveTree, names: NodeNames): NodeWriter {
  function children(node: LiveNode, svg: boolean): RrwebNode[] {
    return node.children.flatMap((id) => {
      const child = tree.node(id)
      if (!child) return []
      if (child.kind !== 'shadow') return [whole(child, svg)]
      return child.children.flatMap((inner) => {
        const below = tree.node(inner)
        return below ? [{ ...whole(below, false), isShadow: true }] : []
      })
    })
  }

  function whole(node: LiveNode, insideSvg: boolean): RrwebNode {
    const svg = isSvg(node, insideSvg)
    const made = make(node, svg)
    if (node.kind === 'document' || node.kind === 'element') {
      made.childNodes = hidesChildren(node)
        ? []
        : children(node, svg && node.tag !== 'foreignObject')
    }
    return made
  }

  function make(node: LiveNode, svg: boolean): RrwebNode {
    const common = {
      id: names.name(node.id),
      ...(names.rootId !== undefined && node.kind !== 'document' && { rootId: names.rootId }),
    }
    switch (node.kind) {
      case 'document':
        return { type: RRWEB_NODE.document, ...common, childNodes: [] }
      case 'text': {
        const parent = tree.node(node.parent)
        const isStyle = parent?.tag === 'style'
        return {
          type: RRWEB_NODE.text,
          ...common,
          // The text of a rewritten sheet is on the element.
          textContent: isStyle && parent.state.cssText !== undefined ? '' : node.text,
          ...(isStyle && { isStyle: true }),
        }
      }
      case 'element':
        return {
          type: RRWEB_NODE.element,
          ...common,
          tagName: node.tag,
          attributes: attributesOf(node, names),
          childNodes: [],
          ...(svg && { isSVG: true }),
          ...(node.state.blocked && { needBlock: true }),
          ...(node.state.defined && { isCustom: true }),
          ...(tree.node(node.children[0] ?? 0)?.kind === 'shadow' && { isShadowHost: true }),
        }
      default:
        return { ...special(node), ...common }
    }
  }

  return {
    document: () => {
      const root = tree.node(DOCUMENT_ID)
      return root ? whole(root, false) : { type: RRWEB_NODE.document, id: 0, childNodes: [] }
    },
    single(node) {
      const made = make(node, isSvg(node, insideSvg(tree, node)))
      return tree.node(node.parent)?.kind === 'shadow' ? { ...made, isShadow: true } : made
    },
    parentOf(node) {
      const parent = tree.node(node.parent)
      if (!parent) return undefined
      if (parent.kind !== 'shadow') return { id: names.name(parent.id), isShadow: false }
      return { id: names.name(parent.parent), isShadow: true }
    },
  }
}

function special(node: LiveNode): { type: number; [member: string]: unknown } {
  if (node.special && 'doctype' in node.special) {
    const [name, publicId, systemId] = node.special.doctype
    return { type: RRWEB_NODE.doctype, name, publicId, systemId }
  }
  if (node.special && 'cdata' in node.special) return { type: RRWEB_NODE.cdata, textContent: '' }
  return { type: RRWEB_NODE.comment, textContent: '' }
}

type Attributes = Record<string, string | number | boolean>

/** Attributes with the live state rrweb writes as attributes. */
function attributesOf(node: LiveNode, names: NodeNames): Attributes {
  // No prototype: attribute names come from pages.
  const written: Attributes = Object.create(null) as Attributes
  for (let index = 0; index < node.attributes.length; index += 2) {
    written[node.attributes[index] ?? ''] = node.attributes[index + 1] ?? ''
  }
  const { state } = node
  const key = state.css ?? linkedSheet(node.tag, node.attributes)
  const css = state.cssText ?? (key === undefined ? undefined : names.sheetText(key))
  if (css !== undefined && (node.tag === 'link' || node.tag === 'style')) {
    written._cssText = css
    if (node.tag === 'link') {
      delete written.rel
      delete written.href
    }
  }
  if (node.tag === 'script') {
    delete written.src
  }
  // A textarea's value as attribute would make rrweb forget its text nodes; it comes as an input event.
  if (state.value !== undefined && node.tag !== 'textarea') written.value = state.value
  if (state.checked !== undefined) {
    if (state.checked) written.checked = true
    else delete written.checked
  }
  if (state.selected !== undefined) {
    if (state.selected) written.selected = true
    else delete written.selected
  }
  if (state.scroll) {
    written.rr_scrollLeft = state.scroll[0]
    written.rr_scrollTop = state.scroll[1]
  }
  if (state.blocked) {
    written.rr_width = `${state.blocked[0]}px`
    written.rr_height = `${state.blocked[1]}px`
  }
  const picture = state.image === undefined ? undefined : names.picture(state.image)
  if (picture !== undefined) written.rr_dataURL = picture
  if (state.currentSrc !== undefined && node.tag === 'img') {
    written.src = state.currentSrc
    delete written.srcset
  }
  if (state.top === 'modal') written.rr_open_mode = 'modal'
  if (state.media) {
    written.rr_mediaState = state.media.paused ? 'paused' : 'played'
    written.rr_mediaCurrentTime = state.media.time
    if (state.media.rate !== undefined) written.rr_mediaPlaybackRate = state.media.rate
    if (state.media.muted !== undefined) written.rr_mediaMuted = state.media.muted
    if (state.media.loop !== undefined) written.rr_mediaLoop = state.media.loop
    if (state.media.volume !== undefined) written.rr_mediaVolume = state.media.volume
  }
  return written
}

function hidesChildren(node: LiveNode): boolean {
  return node.tag === 'script' || node.state.blocked !== undefined
}

function isSvg(node: LiveNode, inside: boolean): boolean {
  if (node.state.ns !== undefined) return node.state.ns === 'svg'
  return inside || node.tag === 'svg'
}

function insideSvg(tree: LiveTree, node: LiveNode): boolean {
  for (let at = tree.node(node.parent); at?.kind === 'element'; at = tree.node(at.parent)) {
    if (at.tag === 'foreignObject') return false
    if (at.tag === 'svg' || at.state.ns === 'svg') return true
    if (at.state.ns !== undefined) return false
  }
  return false
}
