import { describe, expect, it } from 'vitest'
import type { EventRow } from './eventRows'
import { rowFrom } from './rowFrom'

const rows = [100, 110, 500].map((atMs) => ({ atMs }) as EventRow)
const at = (timeMs: number, direction: -1 | 1, status = 'paused') =>
  rowFrom(rows, { timeMs, status }, direction)?.atMs

describe('rowFrom', () => {
  it('goes from row to row, however near they are, and no further than the ends', () => {
    expect([at(0, 1), at(100, 1), at(110, 1), at(500, 1)]).toEqual([100, 110, 500, undefined])
    expect([at(600, -1), at(500, -1), at(110, -1), at(100, -1)]).toEqual([500, 110, 100, undefined])
  })
  it('moves on when it is asked again while the session plays on', () => {
    expect(at(520, -1, 'playing')).toBe(110)
    expect(at(540, -1, 'playing')).toBe(500)
  })
})
