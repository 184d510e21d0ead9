import { describe, expect, it } from 'vitest'
import { SHAPE_KINDS } from '../../lib/format/reportDraft'
import { isDrawn, moved, resized, shapeBetween, shapeInMiddle } from './shapes'

describe('marks on a picture', () => {
  it('a box is the same whichever corner is drawn first', () => {
    const one = shapeBetween('box', { x: 10, y: 20 }, { x: 50, y: 90 }, '')
    const other = shapeBetween('box', { x: 50, y: 90 }, { x: 10, y: 20 }, '')
    expect(one).toEqual({ kind: 'box', x: 10, y: 20, width: 40, height: 70 })
    expect(other).toEqual(one)
  })

  it('a click draws nothing but a text', () => {
    const point = { x: 10, y: 20 }
    for (const kind of SHAPE_KINDS) {
      expect(isDrawn(shapeBetween(kind, point, point, 'here'))).toBe(kind === 'text')
    }
    expect(isDrawn(shapeBetween('text', point, point, ' '))).toBe(false)
  })

  it('the keyboard puts every kind into the middle, where it can be seen', () => {
    for (const kind of SHAPE_KINDS) {
      expect(isDrawn(shapeInMiddle(kind, { width: 800, height: 600 }, 'here'))).toBe(true)
    }
  })

  it('moving keeps the size, resizing the place', () => {
    const arrow = shapeBetween('arrow', { x: 0, y: 0 }, { x: 30, y: 40 }, '')
    expect(moved(arrow, 5, 6)).toEqual({ kind: 'arrow', x: 5, y: 6, toX: 35, toY: 46 })
    expect(resized(arrow, 5, 6)).toEqual({ kind: 'arrow', x: 0, y: 0, toX: 35, toY: 46 })
    const box = shapeBetween('blur', { x: 0, y: 0 }, { x: 30, y: 40 }, '')
    expect(resized(box, -100, 5)).toEqual({ kind: 'blur', x: 0, y: 0, width: 6, height: 45 })
  })
})
