import { type Stoppable, stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

const CONTEXTS = ['WebGLRenderingContext', 'WebGL2RenderingContext']
/** What changes the picture. */
const DRAWS = [
  'clear',
  'drawArrays',
  'drawElements',
  'drawArraysInstanced',
  'drawElementsInstanced',
  'drawRangeElements',
  'blitFramebuffer',
]

/**
 * Canvases drawn by WebGL: the browser throws their pixels away once they are on the screen, so they can be read only in
 * the task in which they are drawn. Pages without them pay for one patch.
 */
export const probeCanvas: Probe = ({ natives, patcher, drawn, options }) => {
  const { world, apply, getter, method, getOwnPropertyDescriptor } = natives
  const { Document, HTMLCanvasElement, queueMicrotask } = world
  const all = method(Document.prototype, 'getElementsByTagName')
  const contexts: (object | undefined)[] = []
  for (let i = 0; i < CONTEXTS.length; i++) {
    const made: unknown = getOwnPropertyDescriptor(world, CONTEXTS[i] ?? '')?.value
    if (typeof made === 'function') contexts[contexts.length] = made.prototype as object
  }
  const canvasOf: ((context: unknown) => unknown)[] = []
  for (let i = 0; i < contexts.length; i++) canvasOf[i] = getter(contexts[i], 'canvas')

  /** What was drawn to in this task. */
  let waiting: unknown[] = []
  let last: unknown
  let draws: Stoppable[] = []

  const tell = () => {
    const told = waiting
    waiting = []
    last = undefined
    for (let i = 0; i < told.length; i++)
      for (let kind = 0; kind < canvasOf.length; kind++) {
        const canvas = canvasOf[kind]?.(told[i])
        if (canvas !== undefined && canvas !== null) drawn(canvas as EventTarget)
      }
  }

  function hear(context: unknown): void {
    if (context === last) return
    last = context
    for (let i = 0; i < waiting.length; i++) if (waiting[i] === context) return
    if (waiting.length === 0) apply(queueMicrotask, undefined, [tell])
    waiting[waiting.length] = context
  }

  function watch(): void {
    if (draws.length > 0) return
    for (let kind = 0; kind < contexts.length; kind++)
      for (let i = 0; i < DRAWS.length; i++)
        draws[draws.length] = patcher.after(contexts[kind], DRAWS[i] ?? '', hear)
  }

  function unwatch(): void {
    stopAll(draws)
    draws = []
  }

  return () => {
    const made = patcher.after(HTMLCanvasElement.prototype, 'getContext', (_self, args) => {
      const kind = args[0]
      if (options().canvas && (kind === 'webgl' || kind === 'webgl2')) watch()
    })
    return {
      stop() {
        made.stop()
        unwatch()
      },
      again() {
        if (!options().canvas) unwatch()
        // Which of them are drawn by WebGL cannot be asked without making them so.
        else if (all && (apply(all, world.document, ['canvas']) as HTMLCollection).length > 0)
          watch()
      },
    }
  }
}
