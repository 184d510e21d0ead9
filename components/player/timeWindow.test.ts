import { describe, expect, it } from 'vitest'
import {
  following,
  isWhole,
  panned,
  SHORTEST_WINDOW_MS,
  shareIn,
  timeAtShare,
  wholeOf,
  zoomed,
} from './timeWindow'

const MINUTE = 60_000
const whole = wholeOf(MINUTE)

describe('timeWindow', () => {
  it('keeps the time under the pointer where it is', () => {
    const near = zoomed(whole, { factor: 0.5, atMs: 45_000, durationMs: MINUTE })
    expect(near).toEqual({ fromMs: 22_500, toMs: 52_500 })
    expect(shareIn(near, 45_000)).toBe(shareIn(whole, 45_000))
  })
  it('is never closer than can be told apart, and never wider than the session', () => {
    const near = zoomed(whole, { factor: 0.0001, atMs: 0, durationMs: MINUTE })
    expect(near.toMs - near.fromMs).toBe(SHORTEST_WINDOW_MS)
    expect(isWhole(zoomed(near, { factor: 1e6, atMs: 0, durationMs: MINUTE }), MINUTE)).toBe(true)
    expect(zoomed(wholeOf(500), { factor: 0.5, atMs: 0, durationMs: 500 })).toEqual(wholeOf(500))
  })
  it('stops at both ends', () => {
    const near = { fromMs: 10_000, toMs: 20_000 }
    expect(panned(near, -99_000, MINUTE)).toEqual({ fromMs: 0, toMs: 10_000 })
    expect(panned(near, 99_000, MINUTE)).toEqual({ fromMs: 50_000, toMs: MINUTE })
  })
  it('turns the page when the time has left it', () => {
    const near = { fromMs: 10_000, toMs: 20_000 }
    expect(following(near, 15_000, MINUTE)).toBe(near)
    expect(following(near, 20_100, MINUTE)).toEqual({ fromMs: 19_100, toMs: 29_100 })
    expect(following(near, 0, MINUTE)).toEqual({ fromMs: 0, toMs: 10_000 })
  })
  it('finds the time of a place', () => {
    expect(timeAtShare({ fromMs: 10_000, toMs: 20_000 }, 0.25)).toBe(12_500)
  })
})
