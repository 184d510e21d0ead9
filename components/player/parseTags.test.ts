import { describe, expect, it } from 'vitest'
import { parseTags } from './parseTags'

describe('parseTags', () => {
  it.each([
    ['', []],
    [' , ,', []],
    ['checkout, bug', ['checkout', 'bug']],
    ['#bug,bug, two words', ['bug', 'two words']],
  ])('reads %j', (text, tags) => {
    expect(parseTags(text)).toEqual(tags)
  })
  it('keeps only so many', () => {
    expect(parseTags(Array.from({ length: 50 }, (_, index) => `t${index}`).join())).toHaveLength(12)
  })
})
