import { describe, expect, it } from 'vitest'
import type { TargetDescription } from '../format/events'
import { locatorCode, placeIn } from './playwrightCode'
import { toCypressElement } from './toCypress'
import { selectorsOf } from './toRecorderJson'
import { expectedUrl } from './urlPattern'

const TRY: TargetDescription = {
  role: 'button',
  name: 'Try it out',
  tag: 'button',
  unique: ['css'],
}
const code = (target: TargetDescription) => locatorCode([], target)

describe('ranking of locators', () => {
  it.each<[string, TargetDescription, string]>([
    [
      'a role and a name that found one element come before a text, and that before a path',
      { ...TRY, text: 'Try it out', css: 'div > button', unique: ['role', 'text', 'css'] },
      `page.getByRole('button', { name: 'Try it out', exact: true })`,
    ],
    [
      'a text that found one element comes before a path',
      { tag: 'span', text: 'Moth orchid', css: 'td > span', unique: ['text', 'css'] },
      `page.getByText('Moth orchid', { exact: true })`,
    ],
    [
      'a text that changes does not',
      { tag: 'span', text: '3 items, 48.00', css: 'td > span', unique: ['text', 'css'] },
      `page.locator('td > span')`,
    ],
    [
      'of several with one name it is looked for in what is around it',
      { ...TRY, css: 'div > button', within: '#add' },
      `page.locator('#add').getByRole('button', { name: 'Try it out', exact: true })`,
    ],
    [
      'or counted, where nothing around it has a name',
      { ...TRY, css: 'div > button', nth: 1 },
      `page.getByRole('button', { name: 'Try it out', exact: true }).nth(1)`,
    ],
    [
      'a name with numbers is a pattern',
      { role: 'button', name: 'Cart (3)', css: 'b', unique: ['role', 'css'] },
      String.raw`page.getByRole('button', { name: /^Cart \(\d+\)$/ })`,
    ],
    [
      'but not where others fit the pattern',
      { role: 'gridcell', name: '5.00', css: 'b', alike: true, unique: ['role', 'css'] },
      `page.getByRole('gridcell', { name: '5.00', exact: true })`,
    ],
    [
      'an id for tests that a program made comes behind what people see',
      { ...TRY, testId: 'a8f3c2d1-77aa', unique: ['testId', 'role'] },
      `page.getByRole('button', { name: 'Try it out', exact: true })`,
    ],
  ])('%s', (_, target, expected) => expect(code(target)).toBe(expected))

  it('a surface is clicked where the person clicked, a thing with a name in its middle', () => {
    expect(placeIn({ tag: 'canvas', css: 'canvas', offset: [30, 40] })).toEqual([30, 40])
    expect(placeIn({ ...TRY, css: 'button', offset: [30, 40] })).toBeUndefined()
  })

  it('a Recorder flow, which cannot count, takes the path', () => {
    expect(selectorsOf({ ...TRY, css: 'div > button', nth: 1 })).toEqual([['div > button']])
    expect(selectorsOf({ ...TRY, css: 'div > button', within: '#add' })).toEqual([['div > button']])
  })

  it('a Recorder flow, which takes a part of a text for the whole, takes texts last', () => {
    const target: TargetDescription = { text: 'Total', css: 'td > b', unique: ['text', 'css'] }
    expect(selectorsOf(target)).toEqual([['td > b'], ['text/Total']])
  })

  it('Cypress finds the same', () => {
    expect(toCypressElement([], { ...TRY, within: '#add' })).toBe(
      `byRole('button', 'Try it out', { within: '#add' })`,
    )
    expect(toCypressElement([], { ...TRY, nth: 1 })).toBe(
      `byRole('button', 'Try it out', { nth: 1 })`,
    )
    // A string would find a part of a text.
    expect(toCypressElement([], { text: 'Total (all)', unique: ['text'] })).toBe(
      String.raw`cy.contains(/^\s*Total\s+\(all\)\s*$/, { includeShadowDom: true })`,
    )
  })
})

it('an address with a path in its fragment is a pattern that can be written between slashes', () => {
  const expected = expectedUrl('https://shop.example/cart?order=48213#/pay/now')
  expect(expected).toEqual({
    pattern: String.raw`^https:\/\/shop\.example\/cart\?order=[^&#]*#\/pay\/now$`,
  })
})
