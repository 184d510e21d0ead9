/**
 * npm run fidelity -- [--cases a,b] [--recorders recount,rrweb] [--verbose]
 *
 * Records each page of `cases`, stops its servers, replays to every checkpoint and compares tree, live state, computed
 * styles and pixels with what the page showed at that moment. rrweb records and plays the same pages in the same run.
 */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { launch } from '../bench/measure.mjs'
import { compare } from './compare.mjs'
import { startSites } from './site.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Between a step and the look at the page: batches are at most 100 ms away, frames of other origins a little more. */
const STEP_SETTLE_MS = 350

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    recorders: { type: 'string', default: 'recount,rrweb' },
    extension: { type: 'string', default: `${ROOT}.output/chrome-mv3-automation` },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
    verbose: { type: 'boolean', default: false },
  },
})

const all = (await readdir(`${HERE}cases`)).map((file) => file.replace('.html', '')).sort()
const cases = options.cases ? options.cases.split(',') : all
const recorders = options.recorders.split(',')
const capture = await readFile(`${HERE}capture.js`, 'utf8')
const { context, close } = await launch(options.chromium, options.extension)
await context.addInitScript(capture)
const judge = await context.newPage()
const { adapters } = await import('./recorders.mjs')

const results = {}
for (const name of cases) {
  results[name] = {}
  for (const recorder of recorders) {
    results[name][recorder] = await play(name, adapters[recorder]).catch((error) => ({
      passed: 0,
      checkpoints: 1,
      differences: [`failed: ${String(error).split('\n')[0]}`],
    }))
  }
  console.log(
    `${name.padEnd(24)}${recorders.map((recorder) => cell(results[name][recorder]).padEnd(12)).join('')}`,
  )
  if (options.verbose) {
    for (const recorder of recorders) {
      for (const difference of results[name][recorder].differences)
        console.log(`    ${recorder}: ${difference}`)
    }
  }
}
await close()
for (const recorder of recorders) {
  const passed = cases.filter(
    (name) => results[name][recorder].passed === results[name][recorder].checkpoints,
  )
  console.log(`${recorder}: ${passed.length} of ${cases.length} cases`)
}
const worse = cases.filter(
  (name) =>
    results[name].recount &&
    results[name].rrweb &&
    results[name].recount.passed < results[name].rrweb.passed,
)
if (worse.length > 0) console.log(`rrweb is better at: ${worse.join(', ')}`)

function cell({ passed, checkpoints }) {
  return passed === checkpoints ? 'ok' : `${passed}/${checkpoints}`
}

/** Records one case, then replays it with nobody there to answer. */
async function play(name, adapter) {
  const sites = await startSites()
  const page = await context.newPage()
  await page.setViewportSize({ width: 800, height: 600 })
  const moments = []
  let recording
  try {
    await adapter.beforeLoad?.(page)
    await page.goto(`${sites.origin}/${name}.html`)
    recording = await adapter.start({ page, context })
    await page.bringToFront()
    await look(page, moments)
    const steps = await page.evaluate(() => globalThis.steps.length)
    const handle = await page.evaluateHandle(() => globalThis.steps)
    for (let step = 0; step < steps; step++) {
      await page.evaluate(([steps, at]) => steps[at](), [handle, step])
      await look(page, moments)
    }
    await recording.stop()
  } finally {
    await page.close()
    await sites.stop()
  }
  const replay = await recording.open()
  const differences = []
  let passed = 0
  for (const [index, moment] of moments.entries()) {
    const shown = await replay.at(moment.time)
    const result = await compare(judge, moment, shown)
    if (result.ok) passed++
    else {
      if (result.dom) differences.push(`#${index} dom\n      ${result.dom}`)
      else if (result.style) differences.push(`#${index} style\n      ${result.style}`)
      else differences.push(`#${index} pixels ${(result.pixels * 100).toFixed(2)} %`)
    }
  }
  await replay.close()
  return { passed, checkpoints: moments.length, differences }
}

async function look(page, moments) {
  await page.waitForTimeout(STEP_SETTLE_MS)
  const shown = await page.evaluate(() => globalThis.__capture(document))
  const picture = (await page.screenshot({ caret: 'initial' })).toString('base64')
  const time = await page.evaluate(() => performance.timeOrigin + performance.now())
  moments.push({ ...shown, picture, time })
}
