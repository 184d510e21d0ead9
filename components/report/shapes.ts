import type { Shape, ShapeKind } from '../../lib/format/reportDraft'
import { assertNever } from '../../lib/platform/assertNever'

interface Point {
  x: number
  y: number
}

/** Smaller than this it was a click and no drawing. */
const LEAST_PX = 6

/** What a drag from one point to another draws. */
export function shapeBetween(kind: ShapeKind, from: Point, to: Point, text: string): Shape {
  switch (kind) {
    case 'arrow':
      return { kind, x: from.x, y: from.y, toX: to.x, toY: to.y }
    case 'text':
      return { kind, x: to.x, y: to.y, text }
    case 'box':
    case 'blur':
      return {
        kind,
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      }
    default:
      return assertNever(kind)
  }
}

/** Whether there is anything to see of it. */
export function isDrawn(shape: Shape): boolean {
  switch (shape.kind) {
    case 'arrow':
      return Math.hypot(shape.toX - shape.x, shape.toY - shape.y) >= LEAST_PX
    case 'text':
      return shape.text.trim() !== ''
    default:
      return shape.width >= LEAST_PX && shape.height >= LEAST_PX
  }
}

/** In the middle of the picture, for who draws with the keyboard. */
export function shapeInMiddle(
  kind: ShapeKind,
  size: { width: number; height: number },
  text: string,
): Shape {
  const [x, y] = [size.width / 2, size.height / 2]
  const from = { x: x - size.width / 8, y: y - size.height / 8 }
  return shapeBetween(kind, from, { x: x + size.width / 8, y: y + size.height / 8 }, text)
}

export function moved(shape: Shape, dx: number, dy: number): Shape {
  const place = { x: shape.x + dx, y: shape.y + dy }
  if (shape.kind === 'arrow')
    return { ...shape, ...place, toX: shape.toX + dx, toY: shape.toY + dy }
  return { ...shape, ...place }
}

/** The far corner, or the head of an arrow, elsewhere. A text has the size of its words. */
export function resized(shape: Shape, dx: number, dy: number): Shape {
  switch (shape.kind) {
    case 'arrow':
      return { ...shape, toX: shape.toX + dx, toY: shape.toY + dy }
    case 'text':
      return shape
    default:
      return {
        ...shape,
        width: Math.max(LEAST_PX, shape.width + dx),
        height: Math.max(LEAST_PX, shape.height + dy),
      }
  }
}
