import { describe, expect, it } from 'vitest'
import { formatMoment, formatWhen } from './when'

const NOW = new Date(2026, 10, 23, 0, 10).getTime()

describe('formatWhen', () => {
  it('shows only the time for today', () => {
    expect(formatWhen(new Date(2026, 10, 23, 0, 5).getTime(), NOW, 'en-GB')).toBe('00:05')
  })
  it('knows that twenty minutes ago was yesterday', () => {
    expect(formatWhen(new Date(2026, 10, 22, 23, 50).getTime(), NOW, 'en-GB')).toBe(
      'Yesterday 23:50',
    )
  })
  it('adds the day within the year', () => {
    expect(formatWhen(new Date(2026, 2, 4, 9, 5).getTime(), NOW, 'en-GB')).toBe('4 Mar, 09:05')
  })
  it('shows the year when it is another one', () => {
    expect(formatWhen(new Date(2025, 2, 4).getTime(), NOW, 'en-GB')).toBe('4 Mar 2025')
  })
})

describe('formatMoment', () => {
  it('says date and time in full', () => {
    const text = formatMoment(new Date(2026, 2, 4, 9, 5, 7).getTime(), 'en-GB')
    expect(text).toContain('4 March 2026')
    expect(text).toContain('09:05:07')
  })
})
