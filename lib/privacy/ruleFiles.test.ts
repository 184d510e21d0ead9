// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { MaskRule } from '../format/settings'
import { mergeRules, readRuleFile, writeRuleFile } from './ruleFiles'
import { EXPORT_VENDORS, exportForVendor } from './vendorExports'

const RULES: MaskRule[] = [
  { selector: '.price', effect: 'mask' },
  { selector: '#card[data-x="1"]', effect: 'block' },
  { selector: 'main', effect: 'allow' },
  { selector: 'input.q', effect: 'ignore' },
]

describe('rules as a file', () => {
  it('come back as they were, from a file or a bare list', () => {
    expect(readRuleFile(writeRuleFile('https://a.example', RULES, 'allow'))).toEqual(RULES)
    expect(readRuleFile(JSON.stringify(RULES))).toEqual(RULES)
  })

  it.each([
    ['{', /not JSON/],
    ['{"a":1}', /no list/],
    ['[{"selector":"p","effect":"mask"},{"selector":"p","effect":"show"}]', /Rule 2/],
    ['[{"selector":"a[[","effect":"mask"}]', /a\[\[/],
    ['{"format":"recount-rules","version":9,"rules":[]}', /newer/],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => readRuleFile(text)).toThrow(message)
  })

  it('replaces a rule of the same selector, and keeps the others', () => {
    expect(mergeRules(RULES, [{ selector: '.price', effect: 'allow' }])).toEqual([
      { selector: '.price', effect: 'allow' },
      ...RULES.slice(1),
    ])
  })
})

describe('rules in the words of other recorders', () => {
  it('are JavaScript, and name every selector or say what is lost', () => {
    for (const { id } of EXPORT_VENDORS) {
      for (const level of ['mask-all', 'mask-user-input', 'allow'] as const) {
        const made = exportForVendor(id, level, RULES)
        const text = made?.text ?? ''
        // Parsed, not run: New Relic's is a part of an object, which is a labelled block for the parser.
        expect(
          () => new Function(text.replace(/^session_replay: (\{[\s\S]*\})/m, 'void ($1)')),
          text,
        ).not.toThrow()
        for (const { selector, effect } of RULES) {
          if (made?.lost.includes(effect)) continue
          const isAll = level === 'mask-all' && effect === 'mask'
          expect(
            isAll || text.includes(JSON.stringify(selector).slice(1, -1)),
            `${id} ${level} ${selector}\n${text}`,
          ).toBe(true)
        }
      }
    }
    expect(exportForVendor('nobody', 'allow', RULES)).toBeUndefined()
  })

  it('never leave a stricter rule out: what cannot be said is masked', () => {
    for (const { id } of EXPORT_VENDORS) {
      const text = exportForVendor(id, 'allow', [{ selector: '.x9', effect: 'block' }])?.text
      expect(text, id).toContain('.x9')
    }
  })

  it('puts tokens on the page where a vendor takes no selectors', () => {
    document.body.innerHTML = '<p class=price>1</p><div id=card data-x=1></div><main></main>'
    const text = exportForVendor('datadog', 'mask-user-input', RULES)?.text ?? ''
    new Function('datadogRum', text)({ init() {} })
    expect(document.querySelector('.price')?.getAttribute('data-dd-privacy')).toBe('mask')
    expect(document.querySelector('#card')?.getAttribute('data-dd-privacy')).toBe('hidden')
    expect(document.querySelector('main')?.getAttribute('data-dd-privacy')).toBe('allow')
  })
})
