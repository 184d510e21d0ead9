import { describe, expect, it } from 'vitest'
import { maskCss } from './css'

const MASK = { name: () => 'm-hash', url: () => 'about:blank', attribute: () => 'm-hash' }

describe('what a style sheet says by words of the browser itself stays at mask-all', () => {
  // Without it -webkit-line-clamp cuts nothing, and the page is longer than it was.
  it.each([
    '-webkit-box-orient:vertical',
    '-webkit-transform:none',
    '-webkit-margin-start:0',
    'd:none',
    'rule-color:red',
    'size-adjust:90%',
    'initial-value:0',
  ])('%s', (declaration) => {
    expect(maskCss(`p{${declaration}}`, MASK)).toBe(`p{${declaration}}`)
  })

  it('but not what somebody made up after the same prefix', () => {
    expect(maskCss('p{-webkit-ann-smith:red}', MASK)).not.toContain('smith')
    expect(maskCss('p{-webkit-box-orient:ann-smith}', MASK)).not.toContain('smith')
  })
})
