import { describe, expect, it } from 'vitest'
import { dependenceOf, findDistantRules } from './distantRules'

describe('what a selector looks at besides its element', () => {
  it.each([
    'p',
    '.a.b#c[title="x y > z"]',
    'a, b',
    ':not(.a, .b)',
    ':is( .a , [data-x] )',
    '*',
    '[a="~"]',
  ])('%s: nothing', (selector) => {
    expect(dependenceOf(selector).isDistant).toBe(false)
  })

  it.each(['.a p', '.a > p', ':is(.a p)', ':not(.a .b)', '[x] [y]', ':is( .a ) p'])(
    '%s: what is around it',
    (selector) => {
      expect(dependenceOf(selector)).toMatchObject({
        isDistant: true,
        structure: false,
        state: false,
      })
    },
  )

  it.each([
    'a + b',
    'a ~ b',
    ':has(.x)',
    'p:nth-child(2)',
    'p:empty',
    'p:last-of-type',
    ':only-child',
  ])('%s: what comes and goes beside or inside it', (selector) => {
    expect(dependenceOf(selector)).toMatchObject({ isDistant: true, structure: true, state: false })
  })

  it.each([
    ':checked',
    'a:hover',
    ':focus-within',
    ':lang(de)',
    ':made-up',
    ':disabled',
    ':state(x)',
  ])('%s: a state that no mutation tells', (selector) => {
    expect(dependenceOf(selector)).toMatchObject({
      isDistant: true,
      state: true,
      attributes: 'any',
    })
  })

  it('names the attributes whose change matters', () => {
    expect(dependenceOf('#a .b [data-x="."] > [svg|y] c').attributes).toEqual(
      new Set(['id', 'class', 'data-x', 'y']),
    )
  })

  it('takes an escape for anything', () => {
    expect(dependenceOf('.a\\+b').structure).toBe(true)
  })
})

describe('rules that have to be watched', () => {
  it('are those that look elsewhere, by effect', () => {
    const found = findDistantRules([
      { selector: '.plain', effect: 'mask' },
      { selector: '.a p', effect: 'mask' },
      { selector: '.b p', effect: 'block' },
    ])
    expect(found?.lists).toEqual([['.a p'], ['.b p']])
    expect(found?.attributes).toEqual(new Set(['class']))
  })

  it('are none where each rule looks at its element only', () => {
    expect(findDistantRules([{ selector: '.plain', effect: 'mask' }])).toBeUndefined()
  })
})
