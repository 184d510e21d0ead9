import { describe, expect, it } from 'vitest'
import { dateFormat, numberFormat } from './formats'

describe('formats', () => {
  it('are made once for a language and its options', () => {
    expect(numberFormat('en', { style: 'percent' })).toBe(numberFormat('en', { style: 'percent' }))
    expect(numberFormat('en').format(1234.5)).toBe('1,234.5')
    expect(numberFormat('de').format(1234.5)).toBe('1.234,5')
    expect(numberFormat('en', { style: 'percent' }).format(0.5)).toBe('50%')
    expect(dateFormat('en', { month: 'short' })).not.toBe(dateFormat('en', { month: 'long' }))
  })
})
