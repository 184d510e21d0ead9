import type { Shape } from '../../lib/format/reportDraft'

/** Seen on light pages and dark ones, beside most colours of pages. */
const INK = '#e0218a'
const HALO = '#ffffff'
const LINE_PX = 3
const TEXT_PX = 18
/** Lighter than this text could be made out again: nothing of a line of text may be left. */
const BLUR_CELLS = 4

/** A picture with its marks. `scale`: pixels of the picture per CSS px. What is blurred is gone from the pixels. */
export function drawShapes(
  base: HTMLCanvasElement,
  shapes: readonly Shape[],
  scale: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = base.width
  canvas.height = base.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.drawImage(base, 0, 0)
  // First, so that no mark is blurred with what lies under it.
  for (const shape of shapes) if (shape.kind === 'blur') drawBlur(context, base, shape, scale)
  context.scale(scale, scale)
  context.lineJoin = 'round'
  context.lineCap = 'round'
  for (const shape of shapes) {
    if (shape.kind === 'box') stroke(context, boxPath(shape))
    if (shape.kind === 'arrow') stroke(context, arrowPath(shape))
    if (shape.kind === 'text') drawText(context, shape)
  }
  return canvas
}

function stroke(context: CanvasRenderingContext2D, path: Path2D): void {
  context.strokeStyle = HALO
  context.lineWidth = LINE_PX + 3
  context.stroke(path)
  context.strokeStyle = INK
  context.lineWidth = LINE_PX
  context.stroke(path)
}

function boxPath({ x, y, width, height }: Extract<Shape, { kind: 'box' | 'blur' }>): Path2D {
  const path = new Path2D()
  path.roundRect(x, y, width, height, 4)
  return path
}

function arrowPath({ x, y, toX, toY }: Extract<Shape, { kind: 'arrow' }>): Path2D {
  const path = new Path2D()
  const angle = Math.atan2(toY - y, toX - x)
  const head = Math.min(18, Math.max(8, Math.hypot(toX - x, toY - y) / 3))
  path.moveTo(x, y)
  path.lineTo(toX, toY)
  for (const side of [-0.45, 0.45]) {
    path.moveTo(toX, toY)
    path.lineTo(toX - head * Math.cos(angle + side), toY - head * Math.sin(angle + side))
  }
  return path
}

function drawText(
  context: CanvasRenderingContext2D,
  { x, y, text }: Extract<Shape, { kind: 'text' }>,
): void {
  context.font = textFont()
  context.textBaseline = 'top'
  const { width } = context.measureText(text)
  const path = new Path2D()
  path.roundRect(x, y, width + 12, TEXT_PX + 10, 4)
  context.fillStyle = INK
  context.fill(path)
  context.fillStyle = HALO
  context.fillText(text, x + 6, y + 6)
}

function textFont(): string {
  return `600 ${TEXT_PX}px system-ui, sans-serif`
}

/** Height of a mark with text, and its width as it is drawn, in CSS px. */
export function textBox(text: string): { width: number; height: number } {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return { width: 80, height: TEXT_PX + 10 }
  context.font = textFont()
  return { width: context.measureText(text).width + 12, height: TEXT_PX + 10 }
}

/** A few cells of one colour each, then smoothed: the mean of a region says nothing of its letters. */
function drawBlur(
  context: CanvasRenderingContext2D,
  base: HTMLCanvasElement,
  { x, y, width, height }: Extract<Shape, { kind: 'box' | 'blur' }>,
  scale: number,
): void {
  const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)]
  const [wide, tall] = [Math.ceil(width * scale), Math.ceil(height * scale)]
  if (wide < 1 || tall < 1) return
  const cells = document.createElement('canvas')
  const longest = Math.max(wide, tall)
  cells.width = Math.max(1, Math.round((wide / longest) * BLUR_CELLS))
  cells.height = Math.max(1, Math.round((tall / longest) * BLUR_CELLS))
  const small = cells.getContext('2d')
  if (!small) throw new Error('This browser gives no canvas to draw on.')
  small.imageSmoothingQuality = 'high'
  small.drawImage(base, left, top, wide, tall, 0, 0, cells.width, cells.height)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(cells, 0, 0, cells.width, cells.height, left, top, wide, tall)
}
