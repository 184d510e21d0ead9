import { describe, expect, it } from 'vitest'
import { activityPath, binTimes, indexAt, ticks, timeToShare, xToTime } from './timeScale'

describe('places on the bar', () => {
  it('clamps to the session', () => {
    expect(timeToShare(-5, 100)).toBe(0)
    expect(timeToShare(50, 100)).toBe(0.5)
    expect(timeToShare(500, 100)).toBe(1)
    expect(timeToShare(5, 0)).toBe(0)
  })
  it('turns a position into a time and back', () => {
    const bar = { left: 20, width: 200 }
    expect(xToTime(120, bar, 1000)).toBe(500)
    expect(xToTime(0, bar, 1000)).toBe(0)
    expect(xToTime(900, bar, 1000)).toBe(1000)
    expect(xToTime(5, { left: 0, width: 0 }, 1000)).toBe(0)
  })
})

describe('ticks', () => {
  it.each([
    [9_000, 10, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]],
    [68_000, 5, [0, 15_000, 30_000, 45_000, 60_000]],
    [0, 5, [0]],
  ])('labels %d ms with at most %d', (durationMs, most, expected) => {
    expect(ticks(durationMs, most)).toEqual(expected)
  })
  it('never labels more than asked', () => {
    for (const durationMs of [1, 999, 61_000, 3_599_999, 28_800_000, 1e9]) {
      expect(ticks(durationMs, 8).length).toBeLessThanOrEqual(8)
    }
  })
})

describe('binTimes', () => {
  it('joins what would be drawn on one spot', () => {
    expect(binTimes([12, 11, 90], 100, 10)).toEqual([
      { share: 0.11, atMs: 11, count: 2 },
      { share: 0.9, atMs: 90, count: 1 },
    ])
  })
  it('stays bounded however much there is', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => index)
    expect(binTimes(many, 50_000, 200)).toHaveLength(200)
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
