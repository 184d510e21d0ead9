// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { Policy, PrivacyLevel } from '../format/settings'
import { createMasker } from './createMasker'
import type { Masker } from './masker'

const BASE = 'https://shop.example/list/'

function masker(level: PrivacyLevel, extra: Partial<Policy> = {}): Masker {
  return createMasker({ level, rules: [], key: 'k', ...extra }, { baseUrl: () => BASE })
}

function element(html: string): Element {
  document.body.innerHTML = html
  const found = document.body.querySelector('[data-here]') ?? document.body.firstElementChild
  if (!found) throw new Error('no element')
  return found
}

function textOf(mask: Masker, html: string): string {
  const target = element(html)
  return mask.text(target.textContent ?? '', target, mask.resolve(target))
}

function attributeOf(mask: Masker, html: string, name: string): string | null {
  const target = element(html)
  return mask.attribute(target, name, target.getAttribute(name) ?? '', mask.resolve(target))
}

function typedInto(mask: Masker, html: string, value = 'Secret 12'): string {
  const target = element(html)
  return mask.value(target, value, mask.resolve(target))
}

describe('levels', () => {
  it('keeps the shape of page text at mask-all and the text itself at the others', () => {
    expect(textOf(masker('mask-all'), '<p>Hello Ann, 42!</p>')).toBe('Xxxxx Xxx, 00!')
    expect(textOf(masker('mask-user-input'), '<p>Hello Ann, 42!</p>')).toBe('Hello Ann, 42!')
    expect(textOf(masker('allow'), '<p>Hello Ann, 42!</p>')).toBe('Hello Ann, 42!')
  })

  it('masks what is typed at mask-user-input, also in a contenteditable and a select', () => {
    const mask = masker('mask-user-input')
    expect(typedInto(mask, '<input>')).toBe('Xxxxxx 00')
    expect(textOf(mask, '<div contenteditable><p data-here>Secret 12</p></div>')).toBe('Xxxxxx 00')
    expect(textOf(mask, '<select><option data-here>Female</option></select>')).toBe('Xxxxxx')
    expect(typedInto(masker('allow'), '<input>')).toBe('Secret 12')
  })

  it('masks typed values wherever they come back', () => {
    const mask = masker('mask-user-input')
    typedInto(mask, '<input>', 'Kallisto 77')
    expect(textOf(mask, '<p>Results for kallisto 77</p>')).toBe('Results for xxxxxxxx 00')
    expect(attributeOf(mask, '<p title="Kallisto 77">', 'title')).toBe('Xxxxxxxx 00')
  })
})

describe('floor', () => {
  it('masks passwords, payment and one-time codes at every level with a fixed filler', () => {
    for (const html of [
      '<input type=password>',
      '<input autocomplete="cc-number">',
      '<input autocomplete="section-a new-password">',
      '<input autocomplete="one-time-code">',
      '<input name="user_password">',
    ]) {
      expect(typedInto(masker('allow'), html), html).toBe('********')
    }
  })

  it('remembers that a field was a password once', () => {
    const mask = masker('allow')
    const target = element('<input type=password>')
    mask.resolve(target)
    target.setAttribute('type', 'text')
    expect(mask.value(target, 'open sesame', mask.resolve(target))).toBe('********')
  })

  it('is not lifted by tokens or rules', () => {
    const mask = masker('allow', { rules: [{ selector: 'input', effect: 'allow' }] })
    expect(typedInto(mask, '<div data-recount="allow"><input data-here type=password></div>')).toBe(
      '********',
    )
  })
})

describe('tokens and rules', () => {
  it('lets the nearest token win', () => {
    const mask = masker('mask-user-input')
    expect(textOf(mask, '<p data-recount=mask>Ann</p>')).toBe('Xxx')
    expect(textOf(mask, '<p data-recount=mask><b data-recount=allow data-here>Ann</b></p>')).toBe(
      'Ann',
    )
  })

  it('does not undo block inside', () => {
    const mask = masker('allow')
    const target = element('<div data-recount=block><b data-recount=allow data-here>Ann</b></div>')
    expect(mask.isBlocked(mask.resolve(target))).toBe(true)
  })

  it('honours vendors only where they are stricter', () => {
    expect(textOf(masker('allow'), '<p class="sentry-mask">Ann</p>')).toBe('Xxx')
    expect(textOf(masker('mask-all'), '<p class="sentry-unmask" data-clarity-unmask>Ann</p>')).toBe(
      'Xxx',
    )
  })

  it('applies rules by selector, the strictest on a tie', () => {
    const mask = masker('allow', {
      rules: [
        { selector: '.a', effect: 'allow' },
        { selector: 'p.a', effect: 'mask' },
      ],
    })
    expect(textOf(mask, '<p class=a>Ann</p>')).toBe('Xxx')
  })
})

describe('attributes', () => {
  it('keeps structure and masks the rest at mask-all', () => {
    const mask = masker('mask-all')
    expect(attributeOf(mask, '<p class="btn btn-primary">', 'class')).toBe('btn btn-primary')
    expect(attributeOf(mask, '<p class="btn ann-smith-7781">', 'class')).toMatch(/^btn m-\w{11}$/)
    expect(attributeOf(mask, '<p title="Ann Smith">', 'title')).toBe('Xxx Xxxxx')
    expect(attributeOf(mask, '<input value="Ann">', 'value')).toBe('Xxx')
    expect(attributeOf(mask, '<ol start=2>', 'start')).toBe('2')
    expect(attributeOf(mask, '<p onclick="ann()">', 'onclick')).toBe(null)
    expect(attributeOf(mask, '<p data-state="open">', 'data-state')).toBe('open')
  })
})

describe('addresses', () => {
  it('masks what people put in them', () => {
    const mask = masker('mask-all')
    expect(mask.url('https://ann:pw@shop.example/orders/8812?page=ring#top', 'page')).toMatch(
      /^https:\/\/shop\.example\/orders\/m-\w{11}\?page=m-\w{11}#top$/,
    )
    expect(masker('allow').url('https://a:b@x.example/p?token=abc&q=ring', 'link')).toMatch(
      /^https:\/\/x\.example\/p\?token=m-\w{11}&q=ring$/,
    )
    expect(masker('mask-user-input').url('https://x.example/p?q=ring', 'page')).toMatch(
      /^https:\/\/x\.example\/p\?q=m-\w{11}$/,
    )
  })
})

describe('styles', () => {
  it('keeps layout and masks what somebody wrote', () => {
    const mask = masker('mask-all')
    const css =
      '/* ann */ .btn:hover, #ann-7781 > p[data-x="ann"]::before { content: "Ann \\2192"; color: #fff; margin: 1px 2em; --ann7: "x"; background: url(ann.png) }'
    const masked = mask.css(css, mask.root, BASE)
    expect(masked).not.toMatch(/ann/i)
    expect(masked).toContain('.btn:hover')
    expect(masked).toContain('color: #fff')
    expect(masked).toContain('margin: 1px 2em')
    expect(masked).toContain('→')
  })
})

describe('failure', () => {
  it('masks a secret that another pair of name and value swallows', () => {
    const masker = createMasker(
      { level: 'allow', rules: [] },
      { baseUrl: () => 'https://a.example/' },
    )
    const text = 'Error: token=abc123 at x'
    expect(masker.payload(text, 'stack')).toBe('Error: token=******** at x')
    expect(masker.payload('Note: size=12', 'error')).toBe('Note: size=12')
  })

  it('masks whole and counts', () => {
    const mask = masker('allow')
    const broken = {
      get localName(): string {
        throw new Error('no')
      },
    }
    const treatment = mask.element(broken as unknown as Element, mask.root)
    expect(mask.isBlocked(treatment)).toBe(true)
    expect(mask.failures).toBe(1)
  })
})
