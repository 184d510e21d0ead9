// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { Policy, PrivacyLevel } from '../format/settings'
import { createMasker } from './createMasker'
import { createMarks, MOST_MARKS } from './earlier'
import { createEntries } from './entries'
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
    // Hashes are of random letters.
    expect(masked.replace(/\bm-\w+/g, '')).not.toMatch(/ann/i)
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

describe('secrets in other writings', () => {
  const S = 'qz81kx0wq2'
  const open = (text: string) => masker('allow').payload(text, 'body')

  it('are found in lists, in members that hold a value, in JSON within JSON, in XML', () => {
    for (const text of [
      `{"passwords":["${S}"],"token":{"value":"${S}"}}`,
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: S }) }) }),
      `{\\"password\\":\\"${S}\\"}`,
      `<login><ns:password type="x">${S}</ns:password></login>`,
      `<password><![CDATA[${S}]]></password>`,
    ])
      expect(open(text), text).not.toContain(S)
    const kept = '{"session":{"user":"ann","theme":"dark"},"tokens":{"color":{"main":"red"}}}'
    expect(open(kept)).toBe(kept)
    expect(open('<user>ann</user>')).toBe('<user>ann</user>')
  })

  it('are found in addresses within addresses, and in parameters of a path', () => {
    const mask = masker('allow')
    for (const url of [
      `/login?next=%2Fcb%3Faccess_token%3D${S}`,
      `/login?next=%2Fa%3Fb%3D%252Fcb%253Ftoken%253D${S}`,
      `/shop;jsessionid=${S}?a=1`,
      `mailto:a@example.com?body=https://x.example/?access_token=${S}`,
    ])
      expect(mask.url(url, 'link'), url).not.toContain(S)
    expect(mask.url('/login?next=%2Fshop%3Fpage%3D2', 'link')).toContain('next=%2Fshop%3Fpage%3D2')
  })

  it('are found in the state that frameworks keep in attributes', () => {
    const html = (json: string) => `<div data-page='${json}'>x</div>`
    expect(attributeOf(masker('allow'), html(`{"a":{"csrf_token":"${S}"}}`), 'data-page')).toBe(
      '{"a":{"csrf_token":"********"}}',
    )
    const kept = '{"a":  {"b":"c"}}'
    expect(attributeOf(masker('allow'), html(kept), 'data-page')).toBe(kept)
  })
})

it('keys of well-known shapes are masked at every level, wherever they stand', () => {
  const hex = '0123456789abcdef'.repeat(4)
  const word = 'aZ3bY4cX5dW6eV7fU8gT9'.repeat(3)
  for (const key of [
    `dop_v1_${hex}`,
    `shpat_${hex.slice(0, 32)}`,
    `hf_${word.replace(/\d/g, 'q').slice(0, 34)}`,
    `gsk_${word.slice(0, 52)}`,
    `lin_api_${word.slice(0, 40)}`,
    `ntn_${word.slice(0, 46)}`,
    `glsa_${word.slice(0, 32)}_0a1b2c3d`,
    `dckr_pat_${word.slice(0, 27)}`,
    `figd_${word.slice(0, 43)}`,
    `ops_ey${word.repeat(2)}`,
  ])
    for (const level of ['mask-user-input', 'allow'] as const)
      expect(masker(level).payload(`using ${key} now`, 'console'), key).toBe('using ******** now')
  expect(masker('allow').title('hf_short, my_api_name, shp.._x')).toBe(
    'hf_short, my_api_name, shp.._x',
  )
})

describe('what was entered', () => {
  const value = 'Zebra77fish'

  it('is masked in groups, in base64 within a longer text, in hexadecimal, encoded twice', () => {
    const mask = masker('mask-user-input')
    typedInto(mask, '<input>', value)
    typedInto(mask, '<input>', 'a/b zebra')
    for (const text of [
      'Zebr a77f ish',
      btoa(JSON.stringify({ v: value })),
      btoa(`ann:${value}`),
      [...value].map((sign) => sign.charCodeAt(0).toString(16)).join(''),
      encodeURIComponent(encodeURIComponent('a/b zebra')),
    ]) {
      const masked = mask.payload(text, 'console')
      expect(masked, text).not.toBe(text)
    }
  })

  it('outlives the policy, and is known in a document that shares it', () => {
    const entries = createEntries()
    const under = (level: PrivacyLevel) =>
      createMasker({ level, rules: [], key: 'k' }, { baseUrl: () => BASE, entries })
    typedInto(under('mask-all'), '<input>', value)
    expect(under('mask-user-input').title(`For ${value}`)).toBe('For Xxxxx00xxxx')
    expect(under('allow').title(`For ${value}`)).toBe(`For ${value}`)
  })

  it('is known in the next document by its marks alone, secrets at every level', () => {
    const first = masker('mask-user-input')
    typedInto(first, '<input>', 'Kallisto Nine')
    typedInto(first, '<input type=password>', value)
    const known = createMarks()
    known.add(first.news())
    expect(first.news()).toEqual([])
    const next = (level: PrivacyLevel) =>
      createMasker(
        { level, rules: [], key: 'k' },
        { baseUrl: () => BASE, entries: { ...createEntries(), marks: known } },
      )
    expect(textOf(next('mask-user-input'), '<p>Hello Kallisto Nine</p>')).toBe(
      'Hello Xxxxxxxx Xxxx',
    )
    expect(textOf(next('allow'), '<p>Hello Kallisto Nine</p>')).toBe('Hello Kallisto Nine')
    for (const level of ['mask-user-input', 'allow'] as const)
      expect(textOf(next(level), `<p>It is ${value}</p>`)).toBe('It is ********')
  })

  it('is known however much is entered after it, here and in the next document', () => {
    const entries = createEntries()
    const mask = createMasker(
      { level: 'mask-user-input', rules: [], key: 'k' },
      { baseUrl: () => BASE, entries },
    )
    for (let count = 0; count < 300; count++) mask.remember(`kallisto${count}q`)
    expect(textOf(mask, '<p>kallisto7q</p>')).toBe('xxxxxxxx0x')
    const known = createMarks()
    known.add(mask.news())
    expect(known.size).toBe(300)
    const next = createMasker(mask.policy, {
      baseUrl: () => BASE,
      entries: { ...createEntries(), marks: known },
    })
    expect(textOf(next, '<p>kallisto7q and kallisto299q</p>')).toBe('xxxxxxxx0x and xxxxxxxx000x')
  })

  it('masks every word that says something where more was entered than can be known', () => {
    const marks = createMarks()
    for (let count = 0; count <= MOST_MARKS + 5; count++)
      marks.add([`e1.${count % 9}.m-${String(count).padStart(11, '0')}`])
    expect(marks.size).toBe(MOST_MARKS + 1)
    const mask = createMasker(
      { level: 'mask-user-input', rules: [], key: 'k' },
      { baseUrl: () => BASE, entries: { ...createEntries(), marks } },
    )
    expect(textOf(mask, '<p>Search for Kallisto</p>')).toBe('Search for Xxxxxxxx')
    expect(mask.title('Kallisto')).toBe('Xxxxxxxx')
  })

  it('includes names of files, and pictures that are made in the page once one was chosen', () => {
    const mask = masker('mask-user-input')
    const image = '<img src="data:image/png;base64,AAAA">'
    expect(attributeOf(mask, image, 'src')).toContain('AAAA')
    mask.rememberFile('holiday-kallisto.png')
    expect(attributeOf(mask, image, 'src')).not.toContain('AAAA')
    const styled = '<p style="background: url(data:image/png;base64,AAAA)">'
    expect(attributeOf(mask, styled, 'style')).not.toContain('AAAA')
    expect(textOf(mask, '<p>holiday-kallisto.png, holiday-kallisto</p>')).not.toContain('kallisto')
  })
})

it('secrets and addresses of what is not written are known', () => {
  const mask = masker('allow')
  mask.learn(element('<input type=password value="qz81kx0wq2">'), 'secrets')
  expect(mask.title('It is qz81kx0wq2')).toBe('It is ********')
  mask.learn(element('<img src="/users/kallisto.png" class="kallisto-face">'), 'all')
  expect(mask.url('/users/kallisto.png', 'request')).not.toContain('kallisto')
  expect(mask.selector('IMG.kallisto-face[alt="x"]')).not.toContain('kallisto')
})
