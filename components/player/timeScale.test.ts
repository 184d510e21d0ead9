import { describe, expect, it } from 'vitest'
import { activityPath, binTimes, indexAt, ticks, xToShare } from './timeScale'
import { wholeOf } from './timeWindow'

describe('places on the bar', () => {
  it('clamps to the bar', () => {
    const bar = { left: 20, width: 200 }
    expect(xToShare(120, bar)).toBe(0.5)
    expect(xToShare(0, bar)).toBe(0)
    expect(xToShare(900, bar)).toBe(1)
    expect(xToShare(5, { left: 0, width: 0 })).toBe(0)
  })
})

describe('ticks', () => {
  it.each([
    [9_000, 10, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]],
    [68_000, 5, [0, 15_000, 30_000, 45_000, 60_000]],
    [0, 5, [0]],
  ])('labels %d ms with at most %d', (durationMs, most, expected) => {
    expect(ticks(wholeOf(durationMs), most)).toEqual(expected)
  })
  it('labels the stretch that is shown', () => {
    expect(ticks({ fromMs: 12_300, toMs: 17_000 }, 6)).toEqual([13_000, 14_000, 15_000, 16_000])
  })
  it('never labels more than asked', () => {
    for (const durationMs of [1, 999, 61_000, 3_599_999, 28_800_000, 1e9]) {
      expect(ticks(wholeOf(durationMs), 8).length).toBeLessThanOrEqual(8)
    }
  })
})

describe('binTimes', () => {
  it('joins what would be drawn on one spot', () => {
    expect(binTimes([12, 11, 90], wholeOf(100), 10)).toEqual([
      { share: 0.11, atMs: 11, count: 2 },
      { share: 0.9, atMs: 90, count: 1 },
    ])
  })
  it('stays bounded however much there is', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => index)
    expect(binTimes(many, wholeOf(50_000), 200)).toHaveLength(200)
  })
})

describe('activityPath', () => {
  it('draws steps and closes the shape', () => {
    expect(activityPath([0, 1])).toBe('M0 1L0 1L1 1L1 0L2 0L2 1Z')
  })
})

describe('indexAt', () => {
  const items = [{ atMs: 0 }, { atMs: 10 }, { atMs: 10 }, { atMs: 30 }]
  it.each([
    [-1, -1],
    [0, 0],
    [9, 0],
    [10, 2],
    [99, 3],
  ])('finds what happened last at %d', (time, index) => {
    expect(indexAt(items, time)).toBe(index)
  })
})
