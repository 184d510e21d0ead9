import { listen } from '../platform/listen'
import type { Stoppable } from '../platform/stoppable'
import { describeFrame } from './describeTarget'
import type { Scope } from './scope'

/**
 * Which frame element holds which stream.
 *
 * A child cannot name its element and a parent cannot name its child's stream, and a message between their windows would
 * be seen by the page. So the child says its index path (`parent[i] === window`, which crosses origins), the worker passes
 * it on, and the parent whose own path is one shorter maps `window[i]` to its element. Indices shift when frames come
 * and go: the parent asks once more and tells the place only if its list of frames stayed the same in between.
 *
 * Frames inside a shadow root are not in `parent[i]`. Where parent and child are of one origin, the child's element is
 * reachable directly.
 */
export interface Frames extends Stoppable {
  /** A frame element was written to the recorded tree. */
  met(element: Element): void
  /** A child says where it is. Answers true where it shall say so once more. */
  claimed(claim: FrameClaim): 'verify' | 'placed' | 'not-mine'
  /** Same origin: the child knows its element. */
  placed(element: Element, streamId: string): void
}

export interface FrameClaim {
  streamId: string
  framePath: number[]
  round: number
}

/** Elements that hold a document of their own. */
const FRAMES = new Set(['iframe', 'frame', 'object', 'embed'])

interface Waiting {
  element: Element
  frames: Window[]
}

/** `streams` outlives the stream: a new one of the same document has the same children. */
export function createFrames(
  scope: Scope,
  streams: WeakMap<Element, string>,
  {
    onLoaded = () => {},
    onMasked = () => {},
  }: {
    onLoaded?: (() => void) | undefined
    /** A frame stands in a masked or blocked part now: what it shows has to follow. */
    onMasked?: ((stream: string, how: 'mask' | 'block') => void) | undefined
  } = {},
): Frames {
  const waiting = new Map<string, Waiting>()
  // `load` does not bubble, but is captured on its way down to the frame.
  const loads = listen(
    scope.document,
    'load',
    scope.guard(({ target }) => {
      if (target instanceof Element && FRAMES.has(target.localName)) onLoaded()
    }),
    { capture: true, passive: true },
  )

  function tell(element: Element, stream: string): void {
    streams.set(element, stream)
    const id = scope.idOf(element)
    const target = describeFrame(scope, element)
    if (id !== 0) scope.emit({ kind: 'frame', time: scope.now(), id, stream, target })
    const treatment = scope.treatmentOf(element)
    if (scope.masker.isBlocked(treatment)) onMasked(stream, 'block')
    else if (!scope.masker.keepsImages(treatment)) onMasked(stream, 'mask')
  }

  return {
    met(element) {
      const stream = streams.get(element)
      if (stream !== undefined) tell(element, stream)
      else onLoaded()
    },
    claimed({ streamId, framePath }) {
      const own = framePathOf(scope.window)
      if (framePath.length !== own.length + 1) return 'not-mine'
      if (own.some((index, depth) => index !== framePath[depth])) return 'not-mine'
      const frames = framesOf(scope.window)
      const frame = frames[framePath[own.length] ?? -1]
      const element = frame === undefined ? undefined : elementOfFrame(scope.document, frame)
      if (element === undefined) return 'not-mine'
      const before = waiting.get(streamId)
      const isSame =
        before !== undefined &&
        before.element === element &&
        before.frames.length === frames.length &&
        before.frames.every((other, index) => other === frames[index])
      if (!isSame) {
        waiting.set(streamId, { element, frames })
        return 'verify'
      }
      waiting.delete(streamId)
      tell(element, streamId)
      return 'placed'
    },
    placed: tell,
    stop() {
      loads.stop()
      waiting.clear()
    },
  }
}

/** Element of this document that shows the frame of an index. */
export function frameElementAt(window: Window, index: number): Element | undefined {
  const frame = framesOf(window)[index]
  return frame === undefined ? undefined : elementOfFrame(window.document, frame)
}

/** Position among the frames of each ancestor, outermost first; -1 inside a shadow root. */
export function framePathOf(window: Window): number[] {
  const path: number[] = []
  for (let frame = window; frame !== frame.parent; frame = frame.parent) {
    path.unshift(framesOf(frame.parent).indexOf(frame))
  }
  return path
}

function framesOf(window: Window): Window[] {
  const frames: Window[] = []
  for (let index = 0; index < window.length; index++) {
    const frame: Window | undefined = window[index]
    if (frame !== undefined) frames.push(frame)
  }
  return frames
}

function elementOfFrame(document: Document, frame: Window): Element | undefined {
  for (const element of document.querySelectorAll('iframe, frame, object, embed')) {
    if (contentWindowOf(element) === frame) return element
  }
  return undefined
}

function contentWindowOf(element: Element): Window | null {
  return 'contentWindow' in element ? (element as HTMLIFrameElement).contentWindow : null
}
