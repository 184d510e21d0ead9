/**
 * The pages of the suite, one tough feature each: whole files in `cases`, and small ones in the tables.
 *
 * A case of a table: `head`, `body` and `script` make its page (or `html` is the page), `steps` change it. A step is a
 * script that runs in the page, or a function that drives the page from outside. `before` runs before the page is opened.
 * What the live page cannot look into (closed roots, frames of other origins) is compared by its pixels alone.
 */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { cases as dom } from './tables/dom.mjs'
import { cases as frames } from './tables/frames.mjs'
import { cases as input } from './tables/input.mjs'
import { cases as media } from './tables/media.mjs'
import { cases as styles } from './tables/styles.mjs'

const FILES = fileURLToPath(new URL('./cases/', import.meta.url))
const SHORTHAND = `const $ = (selector) => document.querySelector(selector); const wait = (ms) => new Promise((go) => setTimeout(go, ms));`

/**
 * @typedef {(tools: { page: import('@playwright/test').Page, cdp: import('@playwright/test').CDPSession }) => unknown} Act
 * @typedef {{ name: string, path: string, html?: string, type: string, headers: Record<string, string>,
 *   pixelsOnly: boolean, steps?: (string | Act)[], before?: Function }} Case
 */

/** @returns {Promise<Case[]>} */
export async function allCases() {
  const files = (await readdir(FILES)).sort()
  const whole = await Promise.all(
    files.map(async (file) => {
      const name = file.replace('.html', '')
      const html = await readFile(`${FILES}${file}`, 'utf8')
      return make(name, { html, steps: undefined, compare: /data-compare="(\w+)"/.exec(html)?.[1] })
    }),
  )
  const small = Object.entries({ ...dom, ...frames, ...styles, ...input, ...media })
  return [...whole, ...small.map(([name, written]) => make(name, written))]
}

function make(name, written) {
  return {
    name,
    path: written.url ?? `/${name}.html`,
    html: written.html ?? pageOf(name, written),
    type: written.type ?? 'text/html; charset=utf-8',
    headers: written.headers ?? {},
    pixelsOnly: written.compare === 'pixels',
    steps: written.steps,
    before: written.before,
  }
}

function pageOf(name, { head = '', body = '', script }) {
  const code = script ? `<script>{ ${SHORTHAND} ${script} }</script>` : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${head}</head><body>${body}${code}</body></html>`
}

/** A step as Playwright evaluates it: a policy that forbids `eval` does not reach this. */
export function scriptOf(step, { other }) {
  return `(async () => { ${SHORTHAND} ${step.replaceAll('{{other}}', other)} })()`
}
