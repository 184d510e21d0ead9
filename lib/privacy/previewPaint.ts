import { plain } from '../platform/reads'
import type { PreviewMark } from './previewScan'
import type { VisibleState } from './profile'

export interface PaintWish {
  marks: Iterable<PreviewMark>
  /** Framed: what is described now. */
  focused?: Element
  /** Framed: what the rule that is being made would mean. */
  matched?: readonly Element[]
}

export interface Painter {
  /** Draws the marks where their elements are now. */
  paint(wish: PaintWish): Painted
}

export interface Painted {
  /** Something is at another place than last time. */
  hasMoved: boolean
  /** What was in view. */
  inView: Element[]
}

/** Colours and patterns: the pattern says the same to who cannot tell the colours apart. */
const LOOKS: Record<VisibleState, { fill: string; line: string; dash: number[] }> = {
  masked: { fill: 'rgba(26, 86, 219, 0.22)', line: 'rgba(26, 86, 219, 0.9)', dash: [] },
  blocked: { fill: 'rgba(40, 40, 48, 0.75)', line: 'rgba(0, 0, 0, 0.9)', dash: [] },
  kept: { fill: 'rgba(234, 88, 12, 0.10)', line: 'rgba(234, 88, 12, 0.95)', dash: [4, 3] },
}
const MATCHED = 'rgba(190, 24, 135, 0.95)'
/** More frames than this say no more. */
const MOST_MATCHED = 2000
const HATCH = 8

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** One canvas over the viewport: thousands of marks cost the page no layout. */
export function createPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d')
  const view = canvas.ownerDocument.defaultView
  const hatch = context && createHatch(context)
  let before = 0

  function resize(width: number, height: number, ratio: number): void {
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (canvas.width === wide && canvas.height === high) return
    canvas.width = wide
    canvas.height = high
  }

  return {
    paint({ marks, focused, matched = [] }) {
      const inView: Element[] = []
      if (!context || !view) return { hasMoved: false, inView }
      const { innerWidth: width, innerHeight: height, devicePixelRatio: ratio } = view
      resize(width, height, ratio)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      const isInView = (box: Box) =>
        box.width >= 2 &&
        box.height >= 2 &&
        box.y + box.height > 0 &&
        box.y < height &&
        box.x < width
      let sum = 0
      const boxes: Record<VisibleState, Box[]> = { kept: [], masked: [], blocked: [] }
      // All boxes first: reading places between strokes costs nothing, but states together are three strokes in all.
      for (const { element, state } of marks) {
        const box = plain(element).getBoundingClientRect()
        if (!isInView(box)) continue
        sum += box.x * 3 + box.y * 7 + box.width * 11 + box.height * 13
        boxes[state].push(box)
        inView.push(element)
      }
      for (const state of ['kept', 'masked', 'blocked'] as const) {
        drawMarks(context, boxes[state], state, hatch)
      }
      drawFrames(context, matched, isInView)
      if (focused) drawFocus(context, plain(focused).getBoundingClientRect())
      const hasMoved = Math.abs(sum - before) > 0.01
      before = sum
      return { hasMoved, inView }
    },
  }
}

function drawMarks(
  context: CanvasRenderingContext2D,
  boxes: Box[],
  state: VisibleState,
  hatch: CanvasPattern | null,
): void {
  if (boxes.length === 0) return
  const look = LOOKS[state]
  context.beginPath()
  for (const { x, y, width, height } of boxes) context.rect(x, y, width, height)
  context.fillStyle = look.fill
  context.fill()
  if (state === 'masked' && hatch) {
    context.fillStyle = hatch
    context.fill()
  }
  context.beginPath()
  for (const { x, y, width, height } of boxes) context.rect(x + 0.5, y + 0.5, width - 1, height - 1)
  context.lineWidth = 1
  context.strokeStyle = look.line
  context.setLineDash(look.dash)
  context.stroke()
}

function drawFrames(
  context: CanvasRenderingContext2D,
  elements: readonly Element[],
  isInView: (box: Box) => boolean,
): void {
  context.setLineDash([])
  context.lineWidth = 2
  context.strokeStyle = MATCHED
  for (const element of elements.slice(0, MOST_MATCHED)) {
    const box = plain(element).getBoundingClientRect()
    if (isInView(box)) context.strokeRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4)
  }
}

function drawFocus(context: CanvasRenderingContext2D, box: Box): void {
  context.setLineDash([])
  context.lineWidth = 3
  context.strokeStyle = '#fff'
  context.strokeRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6)
  context.strokeStyle = '#111'
  context.strokeRect(box.x - 5, box.y - 5, box.width + 10, box.height + 10)
}

/** Slanting lines as a pattern: drawn one by one they took most of the time of a frame. */
function createHatch(context: CanvasRenderingContext2D): CanvasPattern | null {
  const tile = context.canvas.ownerDocument.createElement('canvas')
  tile.width = tile.height = HATCH
  const pen = tile.getContext('2d')
  if (!pen) return null
  pen.strokeStyle = 'rgba(26, 86, 219, 0.4)'
  pen.lineWidth = 1
  pen.beginPath()
  for (const shift of [-HATCH, 0, HATCH]) {
    pen.moveTo(shift, HATCH)
    pen.lineTo(shift + HATCH, 0)
  }
  pen.stroke()
  return context.createPattern(tile, 'repeat')
}
