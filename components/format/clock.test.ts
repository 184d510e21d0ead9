import { describe, expect, it } from 'vitest'
import { formatClock, formatDuration, spokenDuration } from './clock'

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [723_000, '12:03'],
    [3_723_000, '1:02:03'],
    [36_000_000, '10:00:00'],
    [-5, '0:00'],
    [Number.NaN, '0:00'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(formatClock(ms)).toBe(text)
  })

  it('adds tenths of a second when asked', () => {
    expect(formatClock(7_390, { tenths: true })).toBe('0:07.3')
  })
})

describe('formatDuration', () => {
  it.each([
    [340, '340ms'],
    [1_550, '1.5s'],
    [7_000, '7s'],
    [48_900, '48s'],
    [60_000, '1m'],
    [723_000, '12m 3s'],
    [3_720_000, '1h 2m'],
    [90_000_000, '1d 1h'],
    [Number.POSITIVE_INFINITY, '0ms'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(formatDuration(ms, 'en')).toBe(text)
  })
})

describe('spokenDuration', () => {
  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [723_000, '12 minutes 3 seconds'],
    [3_600_000, '1 hour'],
  ])('says %d ms as "%s"', (ms, text) => {
    expect(spokenDuration(ms, 'en')).toBe(text)
  })
})
