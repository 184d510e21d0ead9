// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { MaskRule, Policy } from '../format/settings'
import { explain, stateOf } from './profile'
import { createProfile, VENDORS } from './profiles'

function at(html: string): Element {
  document.body.innerHTML = html
  const found = document.body.querySelector('[data-here]')
  if (!found) throw new Error('nothing here')
  return found
}

const own = (level: Policy['level'], rules: MaskRule[] = []) =>
  createProfile('recount', { level, rules })
const vendor = (id: string, level?: string) =>
  createProfile(id, { level: 'allow', rules: [] }, level)

describe('our own profile', () => {
  it('names the rule that decided, as the engine decides', () => {
    const cases: [
      html: string,
      level: Policy['level'],
      kind: string,
      detail: string,
      masked: boolean,
    ][] = [
      ['<p data-here>x</p>', 'mask-all', 'level', 'mask-all', true],
      ['<p data-here>x</p>', 'allow', 'level', 'allow', false],
      [
        '<p data-recount=mask><b data-here>x</b></p>',
        'allow',
        'token',
        'data-recount="mask"',
        true,
      ],
      [
        '<p data-recount=mask><b data-here data-recount=allow>x</b></p>',
        'mask-all',
        'token',
        'data-recount="allow"',
        false,
      ],
      [
        '<p class=sentry-mask><b data-here>x</b></p>',
        'allow',
        'vendor-token',
        '.sentry-mask',
        true,
      ],
      [
        '<div contenteditable><b data-here>x</b></div>',
        'mask-user-input',
        'field',
        'contenteditable',
        true,
      ],
      ['<p class=secret data-here>x</p>', 'allow', 'rule', 'mask .secret', true],
    ]
    for (const [html, level, kind, detail, masked] of cases) {
      const verdict = explain(at(html), own(level, [{ selector: '.secret', effect: 'mask' }]))
      expect(verdict.reason, html).toEqual({ kind, detail })
      expect(verdict.text, html).toBe(masked)
    }
  })

  it('shows that nothing lifts the floor', () => {
    const verdict = explain(
      at('<div data-recount=allow><input data-here type=password></div>'),
      own('allow'),
    )
    expect(verdict.reason).toEqual({ kind: 'floor', detail: 'type="password"' })
    expect(stateOf(verdict, 'input')).toBe('masked')
  })

  it('shows blocked parts, whatever is allowed inside', () => {
    const verdict = explain(
      at('<div data-recount=block><p data-recount=allow data-here>x</p></div>'),
      own('allow'),
    )
    expect(stateOf(verdict, 'text')).toBe('blocked')
  })
})

describe('vendor profiles', () => {
  it('let the nearest token win where the vendor does', () => {
    const html = '<div data-dd-privacy=mask><p data-dd-privacy=allow><b data-here>x</b></p></div>'
    expect(explain(at(html), vendor('datadog')).text).toBe(false)
    const clarity = '<div data-clarity-mask><p data-clarity-unmask><b data-here>x</b></p></div>'
    expect(explain(at(clarity), vendor('clarity')).text).toBe(false)
  })

  it('keep what an ancestor masks where the vendor does', () => {
    const amplitude = '<div class=amp-mask><p class=amp-unmask><b data-here>x</b></p></div>'
    expect(explain(at(amplitude), vendor('amplitude')).text).toBe(true)
    const openreplay =
      '<div data-openreplay-obscured><p data-openreplay-unmask><b data-here>x</b></p></div>'
    expect(explain(at(openreplay), vendor('openreplay')).text).toBe(true)
    expect(
      explain(at('<p data-openreplay-unmask data-here>x</p>'), vendor('openreplay', 'privateMode'))
        .text,
    ).toBe(false)
  })

  it('open an element alone where the vendor does', () => {
    expect(explain(at('<p class=nr-unmask data-here>x</p>'), vendor('newrelic')).text).toBe(false)
    expect(explain(at('<p class=nr-unmask><b data-here>x</b></p>'), vendor('newrelic')).text).toBe(
      true,
    )
  })

  it('force fields whatever the tokens say', () => {
    expect(
      explain(
        at('<div data-dd-privacy=allow><input type=email data-here></div>'),
        vendor('datadog'),
      ).input,
    ).toBe(true)
    expect(
      explain(
        at('<div data-clarity-unmask><textarea data-here></textarea></div>'),
        vendor('clarity'),
      ).input,
    ).toBe(true)
  })

  it('block for good', () => {
    expect(
      explain(at('<div class=ph-no-capture><p data-here>x</p></div>'), vendor('posthog')).blocked,
    ).toBe(true)
    expect(explain(at('<img data-here>'), vendor('sentry')).blocked).toBe(true)
  })

  it('say of each vendor where its rules are from, and have selectors the browser understands', () => {
    const element = at('<p data-here>x</p>')
    for (const rules of VENDORS) {
      expect(rules.version, rules.id).not.toBe('')
      expect(rules.levels[rules.defaultLevel], rules.id).toBeDefined()
      for (const { level } of rules.tokens)
        expect(rules.levels[level], `${rules.id} ${level}`).toBeDefined()
      expect(() => explain(element, vendor(rules.id)), rules.id).not.toThrow()
    }
    expect(new Set(VENDORS.map(({ id }) => id)).size).toBe(VENDORS.length)
  })
})
