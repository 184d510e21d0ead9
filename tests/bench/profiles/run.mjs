/**
 * `npm run profiles`: gives one page of canaries to each open recorder and to our profile of it, in Chromium, and says how
 * often they agree. `--write` keeps what was observed for the fast test (observed.json).
 */
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from '../../../scripts/support/chromium.mjs'
import { bundle } from '../peers.mjs'
import { canaryPage, contextsOf, idsOf } from './canaries.mjs'
import { startCollector } from './collect.mjs'

/** Vendor, npm package, levels that can be set from outside. */
const PEERS = [
  ['rrweb', 'rrweb', ['default', 'maskAllInputs', 'mask']],
  ['datadog', '@datadog/browser-rum', ['mask-user-input', 'mask', 'allow']],
  ['sentry', '@sentry/browser', ['default', 'open']],
  ['posthog', 'posthog-js', ['default', 'masked']],
  ['openreplay', '@openreplay/tracker', ['default', 'privateMode']],
  ['clarity', 'clarity-js', ['balanced', 'strict']],
  ['mixpanel', 'mixpanel-browser', ['default', 'open']],
]
/** Recorders send in their own time; OpenReplay sends every half minute. */
const PATIENCE_MS = 45_000
const STEP_MS = 4000
/** Characters of requests that hold no recording yet. */
const GREETING = 5000

const here = (path) => new URL(path, import.meta.url)
const only = process.argv.slice(2).filter((each) => !each.startsWith('--'))
const prediction = await bundlePrediction()
const pageScript = await readFile(here('page.js'), 'utf8')
const found = await findChromium()
const browser = await chromium.launch({
  ...(found && { executablePath: found.path }),
  args: ['--no-sandbox', '--disable-background-networking'],
})
const results = []

for (const [id, name, levels] of PEERS) {
  if (only.length > 0 && !only.includes(id)) continue
  const code = await bundle(here(`peers/${id}.js`).pathname)
  const version = await versionOf(name)
  for (const level of levels) {
    const result = { id, version, ...(await compare(id, level, code)) }
    results.push(result)
    report(result)
  }
}
await browser.close()
if (process.argv.includes('--write')) await keep()

async function compare(id, level, code) {
  const rules = await rulesOf(id)
  const { html, canaries } = canaryPage(contextsOf(rules))
  const collector = await startCollector(
    () =>
      `<!doctype html><meta charset=utf-8><title>Profiles</title><body>${html}<script>${pageScript}</script>`,
  )
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${collector.origin}/page`)
  await page.evaluate(prediction)
  const predicted = await page.evaluate(
    ([id, level, canaries]) => globalThis.__predict(id, level, canaries),
    [id, level, canaries],
  )
  await page.evaluate(code)
  await page.evaluate(
    ([endpoint, level]) => globalThis.__peer.start(endpoint, level),
    [collector.origin, level],
  )
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)))
  await page.evaluate((canaries) => globalThis.__act(canaries), canaries)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)))
  await page.evaluate(() => globalThis.__flush?.())
  // All have sent when nothing more came for a while, and more than a greeting has come.
  let before = -1
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    const bytes = collector.bytes()
    if (bytes === before && bytes > GREETING) break
    before = bytes
    await new Promise((done) => setTimeout(done, STEP_MS))
  }
  await page.goto('about:blank')
  await new Promise((done) => setTimeout(done, 1000))
  const text = collector.text()
  await context.close()
  await collector.close()
  const observed = canaries.map(({ secret }) => text.includes(secret))
  return { level, canaries, predicted, observed, bytes: text.length }
}

function report({ id, version, level, canaries, predicted, observed, bytes }) {
  const wrong = canaries.filter((_, at) => predicted[at] !== observed[at])
  const share = (100 * (canaries.length - wrong.length)) / canaries.length
  const kept = observed.filter(Boolean).length
  console.log(
    `${id} ${version} ${level}: ${share.toFixed(1)} % of ${canaries.length} (${kept} kept, ${bytes} characters sent)`,
  )
  if (!process.argv.includes('--verbose')) return
  for (const canary of wrong) {
    const was = observed[canaries.indexOf(canary)] ? 'kept' : 'masked'
    console.log(`  ${was}: ${canary.id}`)
  }
}

async function keep() {
  const file = here('observed.json')
  const before = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
  for (const { id, version, level, canaries, observed, predicted } of results) {
    before[`${id} ${level}`] = {
      version,
      canaries: idsOf(canaries),
      kept: observed.map((kept) => (kept ? 'k' : 'm')).join(''),
      disagreements: canaries
        .filter((_, at) => observed[at] !== predicted[at])
        .map((each) => each.id),
    }
  }
  await writeFile(file, `${JSON.stringify(before, null, 2)}\n`)
}

async function rulesOf(id) {
  const page = await browser.newPage()
  await page.evaluate(prediction)
  const rules = await page.evaluate(
    (id) => JSON.parse(JSON.stringify(globalThis.__vendors.find((vendor) => vendor.id === id))),
    id,
  )
  await page.close()
  return rules
}

async function bundlePrediction() {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: here('predict.ts').pathname,
        formats: ['iife'],
        name: 'predict',
        fileName: 'predict',
      },
    },
  })
  return [output].flat()[0].output[0].code
}

async function versionOf(name) {
  return JSON.parse(await readFile(here(`../node_modules/${name}/package.json`), 'utf8')).version
}
