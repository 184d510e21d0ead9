import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildFolder } from '../../scripts/support/build.mjs'

/**
 * What Safari 17.0 does not know, though Chromium and Firefox do. Nobody here has a Safari, and `npm run exports:webkit` runs
 * a newer WebKit: that the player of an HTML export uses none of it is what can be checked. `moveBefore`, `showPopover`
 * and `CSS.highlights` are asked for before they are used.
 */
const NEWER = [
  ...['requestIdleCallback', 'checkVisibility', 'setHTMLUnsafe', 'getHTML(', 'startViewTransition'],
  ...[
    'withResolvers',
    'Promise.try',
    'Object.groupBy',
    'Map.groupBy',
    'Iterator.',
    'RegExp.escape',
  ],
  ...['fromBase64', 'toBase64(', 'isSubsetOf', 'URL.parse', 'AbortSignal.any', 'scheduler.'],
  ...['new Sanitizer', 'CookieStore', 'onscrollend', 'navigation.navigate'],
]
const NEWER_CSS =
  /light-dark\(|@starting-style|field-sizing|interpolate-size|anchor-name|position-anchor|text-wrap|::highlight|@scope|@property|content-visibility/

const read = (path: string) => readFileSync(join(buildFolder('chrome'), path), 'utf8')

it('the player of an HTML export uses nothing that Safari 17 does not know', () => {
  const script = read('standalone-player.js')
  expect(NEWER.filter((name) => script.includes(name))).toEqual([])
  // Helpers of iterators: arrays have them everywhere.
  expect(
    script.match(
      /\.(?:values|entries|keys)\(\)\.(?:map|filter|some|find|every|flatMap|toArray)\(/g,
    ),
  ).toBeNull()
  // What asks first whether it is known does no harm where it is not.
  const asked = /@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g
  const css = read('assets/standalone-player.css').replaceAll(asked, '')
  expect(css.match(NEWER_CSS)).toBeNull()
})
