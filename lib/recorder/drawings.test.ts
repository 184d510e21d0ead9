// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDrawings } from './drawings'

const drawImage = vi.fn()

beforeEach(() => {
  drawImage.mockReset()
  vi.useFakeTimers()
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage })
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('copies of drawings', () => {
  const copiesOf = (frames: number, everyMs: number) => {
    const drawings = createDrawings()
    const canvas = document.createElement('canvas')
    for (let frame = 0; frame < frames; frame++) {
      vi.advanceTimersByTime(everyMs)
      drawings.drawn(canvas)
    }
    return drawings.of(canvas)?.count
  }

  it('are made of each where little is drawn', () => {
    expect(copiesOf(20, 300)).toBe(20)
    expect(drawImage).toHaveBeenCalledTimes(20)
    expect(drawImage).toHaveBeenCalledWith(expect.any(HTMLCanvasElement), 0, 0)
  })

  it('are made four times a second where all the time something is drawn', () => {
    const copies = copiesOf(600, 1000 / 60) ?? 0
    expect(copies).toBeGreaterThanOrEqual(40)
    expect(copies).toBeLessThan(50)
  })

  it('are none of a canvas that is too large, nor once it is over', () => {
    const drawings = createDrawings()
    const canvas = document.createElement('canvas')
    canvas.width = 5000
    drawings.drawn(canvas)
    expect(drawings.of(canvas)).toBeUndefined()
    canvas.width = 50
    drawings.drawn(canvas)
    expect(drawings.of(canvas)?.picture).toMatchObject({ width: 50, height: 150 })
    drawings.stop()
    expect(drawings.of(canvas)).toBeUndefined()
  })
})
