import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEarlier, marksOf, parseMarks } from './earlier'
import { createNameMask } from './names'
import { maskShape } from './shape'

const { hash } = createNameMask('key')

function after(...values: string[]) {
  const earlier = createEarlier(hash)
  earlier.add(values.flatMap((value) => marksOf(value, 'e', hash)))
  return (text: string) => earlier.mask(text, 'e', maskShape)
}

it('finds what was entered in another document, whatever stands around and between its words', () => {
  const mask = after('Ann-Marie Kallisto', 'ann@kallisto.example', 'zebrafish')
  expect(mask('Hello Ann-Marie Kallisto!')).toBe('Hello Xxx-Xxxxx Xxxxxxxx!')
  expect(mask('ann_marie+kallisto')).toBe('xxx_xxxxx+xxxxxxxx')
  expect(mask('{"to":"ann@kallisto.example"}')).toBe('{"to":"xxx@xxxxxxxx.xxxxxxx"}')
  expect(mask('/find/Zebrafish?q=ZEBRAFISH')).toBe('/find/Xxxxxxxxx?q=XXXXXXXXX')
  expect(mask('zebrafishes of Ann and Marie')).toBe('zebrafishes of Ann and Marie')
})

it('passes over words that say nothing of anybody', () => {
  const mask = after('ann', 'button', 'the')
  expect(mask('the button of ann')).toBe('the button of ann')
})

it('masks the text whole where the lower case of a letter is longer', () => {
  expect(after('zebrafish')('\u0130 zebrafish')).not.toContain('zebrafish')
})

it('masks every value wherever it stands', () => {
  // Words that pages are made of are passed over.
  const word = fc.stringMatching(/^[qxzj]{4,12}\d{2}$/)
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 14 }),
      fc.string(),
      fc.string(),
      (words, before, behind) => {
        const text = after(words.join(' '))(`${before} ${words.join('-')} ${behind}`)
        for (const each of words) expect(text.toLowerCase()).not.toContain(each)
      },
    ),
  )
})

it('takes marks only, and hands over no value', () => {
  const marks = marksOf('Ann-Marie Kallisto', 'e', hash)
  expect(marks.join()).not.toMatch(/ann|marie|kallisto/i)
  expect(parseMarks([...marks, 'kallisto', 'e9.a.m-aaaaaaaaaaa', 7])).toEqual(marks)
  expect(parseMarks('x')).toEqual([])
})
