/**
 * Walks the lists that this browser itself keeps: attributes it reflects, CSS properties, rules and descriptors, members of
 * requests and answers. One that has no decision in `lib/privacy/tables` fails here, so a new browser cannot open a hole
 * unseen.
 */
import { expect, type Page } from '@playwright/test'
import { maskCss } from '../../lib/privacy/css'
import { isStructural } from '../../lib/privacy/names'
import { isKnownAttribute } from '../../lib/privacy/tables/attributes'
import { KNOWN_AT_RULES } from '../../lib/privacy/tables/cssPlaces'
import { isCssProperty } from '../../lib/privacy/tables/cssWords'
import { KNOWN_TAGS } from '../../lib/privacy/tables/elements'
import { REQUEST_PARTS, RESPONSE_PARTS } from '../../lib/privacy/tables/fetchParts'
import { test } from './fixtures'

const HASH = 'm-hash'
/** The engine's own choice of names to keep; the rest is hashed. */
const MASK = {
  name: (name: string) => (isStructural(name) ? name : HASH),
  url: () => 'about:blank',
  attribute: () => HASH,
}
const SECRET = 'qz9secretk'

/** Which at-rule each class of rules stands for; '' for those that are none. */
const AT_RULES: Record<string, string> = {
  CSSConditionRule: '',
  CSSContainerRule: '@container',
  CSSCounterStyleRule: '@counter-style',
  CSSCustomMediaRule: '@custom-media',
  CSSFontFaceRule: '@font-face',
  CSSFontFeatureValuesRule: '@font-feature-values',
  CSSFontPaletteValuesRule: '@font-palette-values',
  CSSFunctionDeclarations: '',
  CSSFunctionRule: '@function',
  CSSGroupingRule: '',
  CSSImportRule: '@import',
  CSSKeyframeRule: '',
  CSSKeyframesRule: '@keyframes',
  CSSLayerBlockRule: '@layer',
  CSSLayerStatementRule: '@layer',
  CSSMarginRule: '@top-left',
  CSSMediaRule: '@media',
  CSSNamespaceRule: '@namespace',
  CSSNestedDeclarations: '',
  CSSPageRule: '@page',
  CSSPositionTryRule: '@position-try',
  CSSPropertyRule: '@property',
  CSSRule: '',
  CSSScopeRule: '@scope',
  CSSStartingStyleRule: '@starting-style',
  CSSStyleRule: '',
  CSSSupportsRule: '@supports',
  CSSViewTransitionRule: '@view-transition',
}

async function blank(page: Page): Promise<void> {
  await page.setContent('<!doctype html><title>x</title><p>x')
}

test('every attribute that this browser reflects has a decision', async ({ page }) => {
  await blank(page)
  const reflected = await page.evaluate(
    reflectedAttributes,
    [...KNOWN_TAGS].filter((tag) => tag !== ''),
  )
  expect(reflected.length).toBeGreaterThan(250)
  expect(reflected.filter((name) => !isKnownAttribute(name))).toEqual([])
})

test('every property and descriptor of style sheets has a decision', async ({ page }) => {
  await blank(page)
  const properties = await page.evaluate(cssProperties)
  expect(properties.length).toBeGreaterThan(500)
  expect(properties.filter((name) => !isCssProperty(name))).toEqual([])
})

test('every kind of rule has a decision', async ({ page }) => {
  await blank(page)
  const kinds = await page.evaluate(() =>
    Object.getOwnPropertyNames(globalThis).filter((name) =>
      /^CSS\w*(?:Rule|Declarations)$/.test(name),
    ),
  )
  expect(kinds.length).toBeGreaterThan(15)
  expect(kinds.filter((kind) => AT_RULES[kind] === undefined)).toEqual([])
  const named = kinds.map((kind) => AT_RULES[kind] ?? '').filter((name) => name !== '')
  expect(named.filter((name) => !KNOWN_AT_RULES.test(name))).toEqual([])
})

test('no property lets through what somebody wrote', async ({ page }) => {
  await blank(page)
  const leaking = (await page.evaluate(cssProperties)).filter((name) =>
    [`"${SECRET}"`, SECRET, `url(${SECRET})`, `url("${SECRET}")`, `${SECRET}(1px)`, `--${SECRET}`]
      .map((value) => maskCss(`p{${name}:${value}}`, MASK))
      .some((masked) => masked.includes(SECRET)),
  )
  expect(leaking).toEqual([])
})

test('no property loses what the browser itself says there', async ({ page }) => {
  await page.setContent(
    '<!doctype html><style>p{animation:2s linear infinite alternate;display:grid;grid-template:1fr 2fr/auto;transform:rotate(3deg);filter:blur(2px);clip-path:circle(40%);background:linear-gradient(red,#0f08)}</style>' +
      '<p>x</p><input><button>x</button><table><td>x</table><select><option>x</select><svg><path d="M0 0L9 9"/><text>x</text></svg><math><mi>x</mi></math><dialog open>x</dialog><progress></progress><video controls></video><ul><li>x</ul>',
  )
  const values = await page.evaluate(computedValues)
  expect(values.length).toBeGreaterThan(600)
  const changed = values.filter(
    ([name, value]) => flat(maskCss(`p{${name}:${value}}`, MASK)) !== flat(`p{${name}:${value}}`),
  )
  expect(changed.map(([name, value]) => `${name}: ${value}`)).toEqual([])
})

test('every member of requests and answers has a decision', async ({ page }) => {
  await blank(page)
  const [request, response] = await page.evaluate(() =>
    [Request, Response].map((each) =>
      Object.getOwnPropertyNames(each.prototype).filter((name) => name !== 'constructor'),
    ),
  )
  expect(request?.filter((name) => REQUEST_PARTS[name] === undefined)).toEqual([])
  expect(response?.filter((name) => RESPONSE_PARTS[name] === undefined)).toEqual([])
})

const flat = (css: string): string => css.replace(/\s+/g, '')

/** In the page. Sets every member of every element and looks which attribute appears; SVG's cannot be set, but say so. */
function reflectedAttributes(tags: string[]): string[] {
  const spaces = [
    'http://www.w3.org/1999/xhtml',
    'http://www.w3.org/2000/svg',
    'http://www.w3.org/1998/Math/MathML',
  ]
  const found = new Set<string>()
  for (const tag of tags) {
    for (const space of spaces) {
      const fresh = () => document.createElementNS(space, tag)
      for (const member of membersOf(fresh())) {
        for (const value of ['x', true, 1]) {
          const element = fresh()
          try {
            const before = Reflect.get(element, member)
            if (typeof before === 'function') break
            if (/^SVGAnimated/.test(before?.constructor?.name ?? ''))
              found.add(member.toLowerCase())
            if (/^(?:inner|outer)|textContent|nodeValue|^on/i.test(member)) break
            Reflect.set(element, member, value)
          } catch {
            continue
          }
          for (const { name } of element.attributes) found.add(name)
        }
      }
    }
  }
  // Members that go by another attribute: class and orient.
  return [...found].filter((name) => !/^(?:classname|orienttype|orientangle)$/.test(name))

  function membersOf(element: Element): string[] {
    const members = new Set<string>()
    for (
      let at = Object.getPrototypeOf(element);
      at && at !== Object.prototype;
      at = Object.getPrototypeOf(at)
    )
      for (const name of Object.getOwnPropertyNames(at)) members.add(name)
    return [...members]
  }
}

/** In the page. */
function cssProperties(): string[] {
  const dashed = (name: string): string => {
    const lower = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return name.startsWith('webkit') ? `-${lower}` : lower
  }
  const notOne =
    /^(?:constructor|css-text|length|parent-rule|parent-style-sheet|css-rules|css-float|get-property-value|name|style|item|remove-property|set-property|get-property-priority)$/
  const found = new Set(Array.from(getComputedStyle(document.documentElement)))
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!/^CSS(?:Style|\w*)(?:Declaration|Descriptors|Properties)$/.test(name)) continue
    const members = Object.getOwnPropertyNames(Reflect.get(globalThis, name).prototype)
    for (const member of members) found.add(dashed(member))
  }
  for (const name of Object.keys(document.documentElement.style)) found.add(dashed(name))
  for (const name of ['CSSCounterStyleRule', 'CSSPropertyRule', 'CSSFontPaletteValuesRule'])
    for (const member of Object.getOwnPropertyNames(Reflect.get(globalThis, name).prototype))
      found.add(dashed(member))
  return [...found].filter((name) => !notOne.test(name) && !/^-?\d*$/.test(name))
}

/** In the page. Each value once; without font families, which are names. */
function computedValues(): [string, string][] {
  const seen = new Map<string, [string, string]>()
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    for (const name of Array.from(style)) {
      const value = style.getPropertyValue(name)
      if (value !== '' && !value.includes('"') && name !== 'font-family')
        seen.set(`${name}:${value}`, [name, value])
    }
  }
  return [...seen.values()]
}
