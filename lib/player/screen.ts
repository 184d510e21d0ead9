/** The stage and all documents nested in it. A new top document is built behind the old one and then takes its place. */
import type { NodeId } from '../format/events'
import { DOCUMENT_ID } from '../format/events'
import type { NodeMark } from '../format/settings'
import { attributeOf, type DocumentState, nodeOf } from '../replay/documentState'
import { fontsOf, imagesOf, isElement } from './dom'
import type { Resources } from './resources'
import type { Scene } from './scene'
import { createStage, doctypeText, openDocument, type Stage } from './stage'
import { createView, type View } from './view'

/** How long a picture may keep a seek from resolving. They come from blobs, so this is for broken ones. */
const PICTURE_WAIT_MS = 400
/** Sheets import sheets that name fonts: so many rounds of reading until all is there. */
const ROUNDS = 5
/** Frames of a page and of all pages in them. Chromium itself ends at a thousand. */
const MOST_FRAMES = 400

export interface Screen {
  readonly doc: Document | undefined
  /** Shows a scene; resolves when what it needs from the source is there too. */
  show(scene: Scene, how: { jumped: boolean }): Promise<void>
  /** True when `show` of this scene would only touch what differs, at once. */
  canPatch(scene: Scene): boolean
  /** Left top corner of a document's viewport, in CSS px of the stage. */
  originOf(streamId: string): { x: number; y: number } | undefined
  /** Which recorded node is shown as this one. */
  markOf(node: Node): NodeMark | undefined
  /** Shows nothing. */
  clear(): void
  stop(): void
}

interface Shown {
  streamId: string
  epoch: number
  view: View
  frames: Map<NodeId, Shown>
}

/** Shows scenes in `parent`. `isMarked`: the stage carries the attribute by which programs find the replayed document. */
export function createScreen(
  parent: HTMLElement,
  resources: Resources,
  { isMarked } = { isMarked: true },
): Screen {
  let stage: Stage | undefined
  let settled = 0
  let root: Shown | undefined
  let frames = { left: MOST_FRAMES }

  /** showModal() takes the focus into the stage, inert or not; whoever had it gets it back. */
  function keepFocus(write: () => void): void {
    const { ownerDocument } = parent
    const before = ownerDocument.activeElement
    write()
    const now = ownerDocument.activeElement
    if (now === before || !isElement(now) || !parent.contains(now)) return
    if ('blur' in now) (now as HTMLElement).blur()
    if (before && 'focus' in before) (before as HTMLElement).focus({ preventScroll: true })
  }

  function matches(shown: Shown | undefined, scene: Scene): shown is Shown {
    return shown?.streamId === scene.streamId && shown.epoch === scene.state.epoch
  }

  function showIn(shown: Shown, scene: Scene, jumped: boolean): void {
    shown.view.show(scene.state, { time: scene.time, jumped })
    for (const [element, child] of scene.frames) showFrame(shown, element, { child, jumped })
    for (const [element, child] of shown.frames) {
      if (scene.frames.has(element)) continue
      shown.frames.delete(element)
      const frame = frameOf(shown.view, element)
      if (frame?.contentDocument === child.view.doc) openDocument(frame, undefined)
    }
  }

  function showFrame(shown: Shown, element: NodeId, what: { child: Scene; jumped: boolean }): void {
    const frame = frameOf(shown.view, element)
    if (!frame?.contentDocument) return
    const node = shown.view.state && nodeOf(shown.view.state, element)
    if (node?.state.framed) fitDrawing(frame, what.child.state)
    const known = shown.frames.get(element)
    const isThere = known?.view.doc === frame.contentDocument
    if (isThere && matches(known, what.child)) {
      showIn(known, what.child, what.jumped)
      return
    }
    const doc = openDocument(frame, doctypeOf(what.child.state))
    const fresh = shownIn(doc, what.child)
    shown.frames.set(element, fresh)
    showIn(fresh, what.child, what.jumped)
  }

  function shownIn(doc: Document, scene: Scene): Shown {
    return {
      streamId: scene.streamId,
      epoch: scene.state.epoch,
      view: createView(doc, resources, frames),
      frames: new Map(),
    }
  }

  function* documents(from: Shown | undefined): Generator<Shown> {
    if (!from) return
    yield from
    for (const child of from.frames.values()) yield* documents(child)
  }

  function* views(from: Shown | undefined): Generator<View> {
    for (const { view } of documents(from)) yield view
  }

  async function settle(shown: Shown): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const version = await resources.settle()
      if (version === settled) break
      settled = version
      for (const view of views(shown)) view.refresh()
    }
    const waits = [...views(shown)].flatMap((view) => picturesOf(view.doc))
    if (waits.length === 0) return
    const timeout = new Promise((resolve) => setTimeout(resolve, PICTURE_WAIT_MS))
    await Promise.race([Promise.allSettled(waits), timeout])
    for (const view of views(shown)) view.refresh()
  }

  function clear(): void {
    stage?.remove()
    stage = undefined
    root = undefined
  }

  return {
    get doc() {
      return root?.view.doc
    },
    canPatch: (scene) => matches(root, scene),
    async show(scene, { jumped }) {
      if (matches(root, scene)) {
        stage?.resize(scene.state.viewport)
        const known = root
        keepFocus(() => showIn(known, scene, jumped))
        if (jumped || resources.busy) await settle(known)
        return
      }
      frames = { left: MOST_FRAMES }
      const next = createStage(parent, doctypeOf(scene.state), { isMarked })
      next.resize(scene.state.viewport)
      next.dress(scene.state.media)
      const shown = shownIn(next.doc, scene)
      try {
        keepFocus(() => showIn(shown, scene, true))
        await settle(shown)
      } catch (error) {
        next.remove()
        throw error
      }
      stage?.remove()
      next.reveal()
      stage = next
      root = shown
    },
    originOf: (streamId) => (root ? originIn(root, streamId, { x: 0, y: 0 }) : undefined),
    markOf(node) {
      const shown = [...documents(root)].find(({ view }) => view.doc === node.ownerDocument)
      const id = shown?.view.idOf(node)
      if (!shown || id === undefined) return undefined
      return { streamId: shown.streamId, snapshot: snapshotOf(shown.epoch), id }
    },
    clear,
    stop: clear,
  }
}

/** An epoch is named by the time of its snapshot; 0 is none. */
function snapshotOf(epoch: number): number {
  return epoch - 1
}

function doctypeOf(state: DocumentState): string | undefined {
  for (const id of nodeOf(state, DOCUMENT_ID)?.children ?? []) {
    const doctype = nodeOf(state, id)?.doctype
    if (doctype) return doctypeText(doctype)
  }
  return state.quirks ? undefined : '<!DOCTYPE html>'
}

function frameOf(view: View, id: NodeId): HTMLIFrameElement | undefined {
  const node = view.node(id)
  if (!isElement(node) || !/^i?frame$/i.test(node.localName)) return undefined
  return node as HTMLIFrameElement
}

/** A drawing says itself how large it is shown where the element around it does not. */
function fitDrawing(frame: HTMLIFrameElement, state: DocumentState): void {
  const root = nodeOf(state, DOCUMENT_ID)
    ?.children.map((id) => nodeOf(state, id))
    .find((node) => node?.kind === 'element')
  if (root?.ns !== 'svg') return
  for (const name of ['width', 'height']) {
    const size = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(attributeOf(root, name) ?? '')?.[1]
    if (size !== undefined && !frame.hasAttribute(name)) frame.setAttribute(name, size)
  }
}

function originIn(
  shown: Shown,
  streamId: string,
  at: { x: number; y: number },
): { x: number; y: number } | undefined {
  if (shown.streamId === streamId) return at
  for (const [id, child] of shown.frames) {
    const frame = frameOf(shown.view, id)
    if (!frame) continue
    const box = frame.getBoundingClientRect()
    const inner = { x: at.x + box.left + frame.clientLeft, y: at.y + box.top + frame.clientTop }
    const found = originIn(child, streamId, inner)
    if (found) return found
  }
  return undefined
}

function picturesOf(doc: Document): Promise<unknown>[] {
  const waits: Promise<unknown>[] = []
  for (const image of imagesOf(doc)) if (!image.complete) waits.push(image.decode())
  const fonts = fontsOf(doc)
  if (fonts.status === 'loading') waits.push(fonts.ready)
  return waits
}
