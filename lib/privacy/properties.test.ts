// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'
import { createMasker } from './createMasker'
import type { Masker, PayloadUse, UrlUse } from './masker'
import { maskShape } from './shape'
import { attributeKind } from './tables/attributes'
import { VOCABULARY } from './tables/vocabulary'
import { STRICT } from './treatment'

const BASE = 'https://shop.example/list/'
const USES: UrlUse[] = ['page', 'link', 'resource', 'request']
const PAYLOADS: PayloadUse[] = [
  'console',
  'error',
  'stack',
  'body',
  'response',
  'storage',
  'cookie',
  'socket',
]

function masker(level: PrivacyLevel): Masker {
  return createMasker({ level, rules: [], key: 'k' }, { baseUrl: () => BASE })
}

/** Something nobody writes into a page's structure. */
const secret = fc
  .tuple(
    fc.constantFrom('Qz', 'zq', 'ZQ', '7zq'),
    fc.string({
      unit: fc.constantFrom(...'abcdefghjkqvwxyz0123456789'),
      minLength: 6,
      maxLength: 14,
    }),
  )
  .map((parts) => parts.join(''))

/** Runs of letters and digits of the input that are still in the output. */
function remains(input: string, output: string): string[] {
  const runs = input.match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return runs.filter((run) => !/^[xX0\uff58]+$/.test(run) && output.includes(run))
}

/** Secrets of the input that are still in the output. */
function leaks(input: string, output: string): string[] {
  const secrets = input.match(/(?:Qz|zq|ZQ|7zq)[a-z0-9]{6,14}/g) ?? []
  return secrets.filter((made) => output.toLowerCase().includes(made.toLowerCase()))
}

const ATTRIBUTES =
  `abbr accept accept-charset accesskey action align allow alt aria-label aria-valuetext aria-labelledby aria-checked aria-current
  aria-keyshortcuts as autocomplete background bgcolor cite class color cols content coords crossorigin d data data-id data-token datetime
  dir dirname download enctype face fill filter for form formaction headers height hidden href hreflang http-equiv id imagesrcset inputmode
  integrity is itemid itemprop itemtype label lang list max media min name nonce onclick pattern ping placeholder points popovertarget poster
  property rel role sandbox scope size sizes slot src srcdoc srcset stroke style summary tabindex target text title transform type usemap value
  viewBox width xlink:href xmlns xml:lang x-made-up theme begin values from to font-family attributeName`.split(
    /\s+/,
  )
const TAGS =
  'div input a img meta option button link iframe svg path use textarea select li td my-element source param progress'.split(
    ' ',
  )

const valueWith = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.constantFrom(
        '#',
        '',
        '/p/',
        'url(#',
        'https://x.example/',
        '"',
        'a b ',
        '12 ',
        'true ',
        'data:text/plain,',
        'mailto:',
        'color: ',
        '--a: ',
        '{',
        'en-',
        'text/',
        'rotate(',
        'allow ',
        '_',
      ),
    )
    .map(([value, before]) => before + value)

describe('text', () => {
  it('keeps no run of three letters or digits, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const masked = maskShape(text)
        expect(remains(text, masked)).toEqual([])
        expect(maskShape(masked)).toBe(masked)
        expect(masked.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps white space and ASCII punctuation where they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (text) => {
        expect(maskShape(text).replace(/[xX0]/g, '#')).toBe(text.replace(/[A-Za-z0-9]/g, '#'))
      }),
    )
  })
})

describe('attributes at mask-all', () => {
  it('hold no secret, whatever the attribute and its form', () => {
    const mask = masker('mask-all')
    fc.assert(
      fc.property(
        fc.constantFrom(...TAGS),
        fc.constantFrom(...ATTRIBUTES),
        secret,
        valueWith(secret),
        (tag, name, made, value) => {
          const element = document.createElement(tag)
          for (const text of [value, made]) {
            const kept = mask.attribute(element, name, text, mask.root)
            expect(leaks(text, kept ?? ''), `<${tag} ${name}="${text}"> -> ${kept}`).toEqual([])
          }
        },
      ),
      { numRuns: 6000 },
    )
    expect(mask.failures).toBe(0)
  })

  it('are the same when masked twice', () => {
    const mask = masker('mask-all')
    fc.assert(
      fc.property(
        fc.constantFrom(...TAGS),
        fc.constantFrom(...ATTRIBUTES),
        valueWith(secret),
        (tag, name, value) => {
          const element = document.createElement(tag)
          const once = mask.attribute(element, name, value, mask.root)
          if (once === null) return
          expect(
            mask.attribute(element, name, once, mask.root),
            `<${tag} ${name}="${value}">`,
          ).toBe(once)
        },
      ),
      { numRuns: 4000 },
    )
  })

  it('keep no name somebody made up', () => {
    const mask = masker('mask-all')
    fc.assert(
      fc.property(secret, (made) => {
        const name = `data-${made.toLowerCase()}`
        expect(remains(made.toLowerCase(), mask.attributeName(name, mask.root))).toEqual([])
        expect(mask.attributeName(mask.attributeName(name, mask.root), mask.root)).toBe(
          mask.attributeName(name, mask.root),
        )
      }),
    )
  })
})

describe('levels', () => {
  it('are monotonic: a stricter one never keeps what a looser one masks', () => {
    const maskers = PRIVACY_LEVELS.map(masker)
    const word = fc.constantFrom(...[...VOCABULARY].slice(0, 200))
    fc.assert(
      fc.property(
        fc.constantFrom(...TAGS),
        fc.constantFrom(...ATTRIBUTES),
        fc.oneof(secret, word, valueWith(secret), valueWith(word)),
        (tag, name, value) => {
          const element = document.createElement(tag)
          const kept = maskers.map(
            (mask) => mask.attribute(element, name, value, mask.root) === value,
          )
          const where = `<${tag} ${name}="${value}"> (${attributeKind(tag, name)})`
          expect(!kept[0] || kept[1], `${where} kept at mask-all, not at mask-user-input`).toBe(
            true,
          )
          expect(!kept[1] || kept[2], `${where} kept at mask-user-input, not at allow`).toBe(true)
        },
      ),
      { numRuns: 6000 },
    )
  })
})

describe('addresses', () => {
  const path = fc
    .array(fc.oneof(secret, fc.constantFrom('orders', 'v2', 'index.html', '..', '')), {
      maxLength: 4,
    })
    .map((parts) => parts.join('/'))
  const query = fc
    .array(fc.tuple(fc.oneof(secret, fc.constantFrom('q', 'page')), secret), { maxLength: 3 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'))
  const hash = fc.oneof(
    fc.constant(''),
    secret,
    secret.map((made) => `/route/${made}?x=${made}`),
    secret.map((made) => `access_token=${made}`),
  )
  const head = fc.constantFrom(
    'https://shop.example/',
    'http://user:Qz9secret7@shop.example:8080/',
    '/p/',
    '//cdn.example/',
    'blob:https://shop.example/',
    'mailto:',
    'tel:',
    'javascript:',
    'data:text/html,',
    'about:srcdoc?',
    'custom+x:',
    'p/',
  )
  const address = fc
    .tuple(head, path, query, hash)
    .map(([a, b, c, d]) => `${a}${b}${c && `?${c}`}${d && `#${d}`}`)

  it('hold no secret at mask-all and stay themselves when masked twice', () => {
    const mask = masker('mask-all')
    fc.assert(
      fc.property(address, fc.constantFrom(...USES), (url, use) => {
        const masked = mask.url(url, use)
        expect(leaks(url, masked), `${url} -> ${masked}`).toEqual([])
        expect(mask.url(masked, use), `${url} -> ${masked}`).toBe(masked)
      }),
      { numRuns: 4000 },
    )
  })

  it('never hold credentials, at any level', () => {
    for (const level of PRIVACY_LEVELS) {
      for (const use of USES) {
        const url = masker(level).url(
          'https://ann:Qz9secret7@x.example/p?access_token=Qz9secret8&jwt=a#id_token=Qz9secret9',
          use,
        )
        expect(url).not.toMatch(/ann|Qz9secret/)
      }
    }
  })

  it('give different resources different keys', () => {
    const mask = masker('mask-all')
    expect(mask.url('/img/1.png', 'resource')).not.toBe(mask.url('/img/2.png', 'resource'))
    expect(mask.url('/img/1.png', 'resource')).toBe(
      mask.url('https://shop.example/img/1.png', 'resource'),
    )
  })
})

describe('styles at mask-all', () => {
  const places: ((made: string) => string)[] = [
    (s) => `/* ${s} */ p { color: red }`,
    (s) => `.${s} { color: red }`,
    (s) => `#${s}, .btn.${s}:hover > p { color: red }`,
    (s) => `[data-${s.toLowerCase()}] , [data-x="${s}"], [class~='${s}' i] { color: red }`,
    (s) => `p::before { content: "${s}"; color: red }`,
    (s) => `p { quotes: "${s}" "${s}"; color: red }`,
    (s) => `p { --${s}: ${s}; --b: "${s}"; --c: url(${s}.png) }`,
    (s) => `p { background: url("/img/${s}.png?${s}=${s}") no-repeat, url(${s}) }`,
    (s) => `@import "${s}.css" layer(${s}) supports(display: grid) screen;`,
    (s) =>
      `@font-face { font-family: "${s}"; src: local("${s}"), url(${s}.woff2) format("woff2") }`,
    (s) => `p { font: 12px/1.5 "${s}", ${s}, sans-serif; animation: ${s} 1s ease }`,
    (s) => `@keyframes ${s} { from { top: 0 } 50% { left: 1px } to { top: 1px } }`,
    (s) =>
      `p { grid-template-areas: "${s} ${s}" ". main"; grid-area: ${s}; counter-reset: ${s} 3 }`,
    (s) => `@layer ${s}, base; @container ${s} (min-width: 400px) { p { color: red } }`,
    (s) => `@property --${s} { syntax: "<length>"; inherits: false; initial-value: 1px }`,
    (s) => `@media (min-width: 400px) and (${s}: 1) { p { color: red } }`,
    (s) =>
      `p::part(${s}), :state(${s}), ::view-transition-group(${s}), :${s}, ::${s} { color: red }`,
    (s) => `p:lang("${s}"), :is(.${s}, #${s}) { color: red; ${s}: 1 }`,
    (s) =>
      `p { content: attr(data-${s.toLowerCase()} type(<length>), "${s}") counter(${s}, decimal) }`,
    (s) => `@${s} ${s} { color: red } ${s} { color: red }`,
    (s) =>
      `p { background-image: image-set("${s}.png" 1x, url('${s}') 2x); color: var(--${s}, ${s}) }`,
    (s) => `@namespace ${s} "http://${s}/"; @charset "${s}"; @page ${s} { margin: 1cm }`,
    (s) => `p { color: red; /* ${s}`,
    (s) => `p { content: "${s}`,
    (s) => `p { background: url(${s}`,
    (s) => `p { content: "\\${s.charCodeAt(0).toString(16)} ${s.slice(1)}" }`,
    (s) => `p { color: #${s}; width: calc(1px + ${s}); d: path("${s}") }`,
    (s) => `${s}`,
    (s) => `color: red; ${s}: ${s}`,
    (s) => `@counter-style ${s} { system: cyclic; symbols: "${s}" ${s}; suffix: "${s}" }`,
    (s) =>
      `p { --x: { a: ${s} }; view-transition-name: ${s}; anchor-name: --${s}; container: ${s} / inline-size }`,
  ]

  it('hold no secret wherever it stands, and stay themselves when masked twice', () => {
    const mask = masker('mask-all')
    fc.assert(
      fc.property(fc.constantFrom(...places), secret, (place, made) => {
        const text = place(made)
        const masked = mask.css(text, STRICT, BASE)
        expect(leaks(made, masked), `${text} -> ${masked}`).toEqual([])
        expect(mask.css(masked, STRICT, BASE), text).toBe(masked)
      }),
      { numRuns: 6000 },
    )
    expect(mask.failures).toBe(0)
  })

  it('never fails, whatever the text', () => {
    for (const level of PRIVACY_LEVELS) {
      const mask = masker(level)
      fc.assert(
        fc.property(
          fc.string({
            unit: fc.constantFrom(...'{}()[];:\'"\\/*@#.,-url 1ax!\n<>=~|^$'),
            maxLength: 60,
          }),
          (text) => {
            mask.css(text, mask.root, BASE)
          },
        ),
        { numRuns: 2000 },
      )
      expect(mask.failures).toBe(0)
    }
  })
})

describe('payloads', () => {
  it('hold no value at mask-all, in any form', () => {
    const mask = masker('mask-all')
    const forms: ((made: string) => string)[] = [
      (s) => s,
      (s) => `Could not load ${s} from https://x.example/${s}?${s}`,
      (s) => JSON.stringify({ [s]: s, list: [s, { deep: s }] }),
      (s) => `${s}=${s}&b=%41${s}`,
      (s) => `<a href="${s}">${s}</a>`,
      (s) => `TypeError: ${s}\n    at ${s} (https://x.example/${s}.js:1:2)`,
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...PAYLOADS),
        fc.constantFrom(...forms),
        secret,
        (use, form, made) => {
          const masked = mask.payload(form(made), use)
          expect(leaks(made, masked), masked).toEqual([])
        },
      ),
      { numRuns: 3000 },
    )
  })
})
