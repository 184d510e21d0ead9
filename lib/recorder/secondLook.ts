import type { NodeId } from '../format/events'
import type { ElementState } from '../format/tree'
import { localNameOf, plain } from '../platform/reads'
import { idleTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import type { Treatment } from '../privacy/masker'
import { mediaState } from './elementState'
import type { Frames } from './frames'
import type { Scope } from './scope'
import type { Met } from './serializeNode'
import type { StyleSheets } from './styleSheets'
import type { CanvasTracker } from './trackers/trackCanvas'
import type { PictureTracker } from './trackers/trackPictures'
import type { SlotTracker } from './trackers/trackSlots'

/** Second looks wait for an idle moment, so that what needs layout finds it clean. */
const SECOND_LOOK_CAP_MS = 500

/** Pictures of which only the box is kept where pictures are masked. */
const BOXED = new Set(['img', 'video', 'canvas'])

export interface SecondLook extends Stoppable {
  met(met: Met): void
  /** Looks at everything that waits, now. What is found may bring new work to the tree and to this. */
  flush(): void
  /** Looks at an element once more. */
  again(element: Element): void
  readonly isPending: boolean
}

/** Follow-ups of a walk: resources, style sheets, frames, boxes of blocked pictures. */
export function createSecondLook(
  scope: Scope,
  parts: {
    frames: Frames
    sheets: StyleSheets
    pictures: PictureTracker
    canvases: CanvasTracker
    slots: SlotTracker
    /** A control whose attributes have changed. */
    reconsider: (element: Element) => void
    attach: (root: ShadowRoot) => void
  },
): SecondLook {
  let waiting = new Set<Element>()
  let hosts: Element[] = []
  const later = idleTask(
    scope.guard(() => look()),
    SECOND_LOOK_CAP_MS,
  )

  function look(): void {
    later.cancel()
    const possible = hosts
    hosts = []
    for (const host of possible) {
      const root = scope.shadowRootOf(host)
      if (root !== null) parts.attach(root)
    }
    const elements = waiting
    waiting = new Set()
    for (const element of elements) if (element.isConnected) lookAt(element)
  }

  function lookAt(element: Element): void {
    const id = scope.ids.id(element)
    const treatment = scope.knownTreatment(element)
    if (id === 0 || treatment === undefined) return
    if (scope.masker.isBlocked(treatment)) {
      box(element, id)
      return
    }
    const keepsImages = scope.masker.keepsImages(treatment)
    if (!keepsImages && BOXED.has(element.localName)) box(element, id)
    else lookAtKind(element, { treatment, keepsImages, id })
  }

  function lookAtKind(
    element: Element,
    { treatment, keepsImages, id }: { treatment: Treatment; keepsImages: boolean; id: NodeId },
  ): void {
    const { resources } = scope
    switch (element.localName) {
      case 'link':
      case 'style':
        parts.sheets.look(element as HTMLLinkElement | HTMLStyleElement, treatment)
        break
      case 'img': {
        const image = element as HTMLImageElement
        resources.want(image.src, 'image')
        resources.wantFromSrcset(image.srcset)
        parts.pictures.look(image)
        break
      }
      case 'canvas':
        parts.canvases.add(element as HTMLCanvasElement)
        break
      case 'source':
        if (keepsImages) resources.wantFromSrcset((element as HTMLSourceElement).srcset)
        break
      case 'video': {
        const video = element as HTMLVideoElement
        resources.want(video.poster, 'image')
        const state = { media: mediaState(video) }
        scope.emit({ kind: 'state', time: scope.now(), id, state })
        parts.canvases.add(video)
        break
      }
      case 'input': {
        const input = element as HTMLInputElement
        if (input.type === 'image' && keepsImages) resources.want(input.src, 'image')
        parts.reconsider(input)
        break
      }
      case 'slot':
        parts.slots.look(element as HTMLSlotElement)
        break
      case 'image':
      case 'use':
      case 'feImage': {
        const href = element.getAttribute('href') ?? element.getAttribute('xlink:href')
        if (href !== null && !href.startsWith('#') && keepsImages) resources.want(href, 'image')
        break
      }
      default:
    }
  }

  /** What is not kept leaves a box of its size, or the layout around it would collapse. */
  function box(element: Element, id: number): void {
    const { width, height } = plain(element).getBoundingClientRect()
    if (width === 0 && height === 0) return
    const blocked: ElementState['blocked'] = [Math.round(width), Math.round(height)]
    scope.emit({ kind: 'state', time: scope.now(), id, state: { blocked } })
  }

  return {
    met(met) {
      for (const host of met.hosts) hosts.push(host)
      const { elements } = met
      for (const element of elements) {
        const name = localNameOf(element)
        if (name === 'iframe' || name === 'frame' || name === 'object' || name === 'embed')
          parts.frames.met(element)
        else waiting.add(element)
      }
      if (waiting.size > 0 || hosts.length > 0) later.request()
    },
    flush: look,
    again(element) {
      waiting.add(element)
      later.request()
    },
    get isPending() {
      return hosts.length + waiting.size > 0
    },
    stop: () => later.stop(),
  }
}
