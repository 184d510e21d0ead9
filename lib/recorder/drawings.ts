import type { Stoppable } from '../platform/stoppable'

/** A picture larger than this costs more to keep than it tells. */
export const MAX_SIDE = 2048
/** Copies that may be made at once: pages that draw seldom are followed from drawing to drawing. */
const MOST_AT_ONCE = 8
/** What is drawn all the time is copied so often. */
const COPY_INTERVAL_MS = 250

/**
 * Copies of canvases whose pixels are gone once they are on the screen (WebGL). Made while the page draws, also before
 * it is known whether it may be recorded: nothing of them leaves the page unless a recorder asks.
 */
export interface Drawings extends Stoppable {
  /** Called in the task in which it was drawn. */
  drawn(canvas: EventTarget): void
  /** What was drawn last. `count` is another number for another picture. */
  of(canvas: Element): { picture: OffscreenCanvas; count: number } | undefined
}

interface Drawing {
  picture: OffscreenCanvas
  count: number
  /** The copies that are left, and when that was counted. */
  left: number
  at: number
}

export function createDrawings(): Drawings {
  let drawings = new WeakMap<Element, Drawing>()
  return {
    drawn(canvas) {
      if (!(canvas instanceof HTMLCanvasElement)) return
      const { width, height } = canvas
      if (width === 0 || height === 0 || width > MAX_SIDE || height > MAX_SIDE) return
      const now = performance.now()
      const drawing = drawings.get(canvas) ?? blank(now)
      drawing.left = Math.min(MOST_AT_ONCE, drawing.left + (now - drawing.at) / COPY_INTERVAL_MS)
      drawing.at = now
      drawings.set(canvas, drawing)
      if (drawing.left < 1) return
      drawing.left--
      drawing.count++
      Object.assign(drawing.picture, { width, height }) // which empties it, too
      drawing.picture.getContext('2d')?.drawImage(canvas, 0, 0)
    },
    of: (canvas) => drawings.get(canvas),
    stop() {
      drawings = new WeakMap()
    },
  }
}

function blank(at: number): Drawing {
  return { picture: new OffscreenCanvas(1, 1), count: 0, left: MOST_AT_ONCE, at }
}
