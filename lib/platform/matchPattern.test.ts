import { describe, expect, it } from 'vitest'
import { matchPatternOf } from './matchPattern'

describe('the pattern of an origin', () => {
  it('names the origin alone in Chromium', () => {
    expect(matchPatternOf('http://localhost:3000')).toBe('http://localhost:3000/*')
    expect(matchPatternOf('https://shop.example')).toBe('https://shop.example/*')
    expect(matchPatternOf('file://')).toBe('file:///*')
  })

  it('names the host with all its ports in Firefox, where a port would match nothing', () => {
    expect(matchPatternOf('http://localhost:3000', false)).toBe('http://localhost/*')
    expect(matchPatternOf('http://[::1]:3000', false)).toBe('http://[::1]/*')
    expect(matchPatternOf('https://shop.example', false)).toBe('https://shop.example/*')
  })
})
