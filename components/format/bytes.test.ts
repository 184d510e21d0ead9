import { describe, expect, it } from 'vitest'
import { formatBytes, formatCompact, formatCount } from './bytes'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_240, '1.2 kB'],
    [34_400_000, '34 MB'],
    [999_999, '1 MB'],
    [2_500_000_000, '2.5 GB'],
    [-3, '0 B'],
    [Number.NaN, '0 B'],
  ])('shows %d as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text)
  })
})

describe('counts', () => {
  it('separates thousands', () => {
    expect(formatCount(12_400, 'en')).toBe('12,400')
  })
  it('shortens where room is scarce', () => {
    expect(formatCompact(12_400, 'en')).toBe('12K')
  })
})
