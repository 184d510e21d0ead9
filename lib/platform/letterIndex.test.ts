import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitsOf, lettersOf, mayHold } from './letterIndex'

const holds = (text: string, word: string) => mayHold(lettersOf(text), bitsOf(word))

describe('lettersOf', () => {
  it('never rules out what the text holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (start, word, end) => {
          const text = (start + word + end).toLowerCase()
          return holds(text, text.slice(start.length, start.length + word.length))
        },
      ),
    )
  })
  it('rules out words whose letters are all there, but not beside each other', () => {
    expect(holds('TypeError: cannot read Total', 'total')).toBe(true)
    expect(holds('typeerror: cannot read total', 'latot')).toBe(false)
    expect(holds('a b', 'ab')).toBe(false)
  })
  it('rules out most texts without the word, also when they are long', () => {
    const text = (seed: number) =>
      Array.from({ length: 700 }, (_, index) => ((index + 1) * (seed + 7919)).toString(36)).join(
        ' ',
      )
    const texts = Array.from({ length: 100 }, (_, seed) => text(seed))
    const held = texts.filter((each) => holds(each, 'nosuchword'))
    expect(held.length).toBeLessThan(5)
  })
})
