/**
 * npm run fidelity -- [--cases a,b] [--recorders recount,rrweb] [--start early|late] [--part 1/4] [--out file.json] [--pictures folder] [--verbose]
 *
 * Records each page of the suite, stops its servers, replays to every checkpoint and compares tree, live state, computed
 * styles and pixels with what the page showed at that moment. rrweb records and plays the same pages in the same run.
 * Fails where Recount does not replay a page, and names those that rrweb replays better.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { launch } from '../bench/measure.mjs'
import { allCases, scriptOf } from './cases.mjs'
import { compare } from './compare.mjs'
import { createRecorders } from './recorders.mjs'
import { startSites } from './site.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SIZE = { width: 800, height: 600 }
/** Between a step and the look at the page: batches are at most 100 ms away, frames of other origins a little more. */
const STEP_SETTLE_MS = 350
/** Of one case with one recorder, so that one that hangs does not take the others with it. */
const CASE_LIMIT_MS = 60_000

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    part: { type: 'string', default: '1/1' },
    start: { type: 'string', default: 'early' },
    recorders: { type: 'string', default: 'recount,rrweb' },
    extension: { type: 'string', default: `${ROOT}.output/chrome-mv3-automation` },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
    out: { type: 'string' },
    pictures: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const [part, parts] = options.part.split('/').map(Number)
const wanted = options.cases?.split(',')
const cases = (await allCases())
  .filter(({ name }) => !wanted || wanted.includes(name))
  .filter((_, index) => index % parts === part - 1)
const names = options.recorders.split(',')
const early = options.start === 'early'
const capture = await readFile(`${HERE}capture.js`, 'utf8')
const { context, close } = await launch(options.chromium, options.extension)
await context.addInitScript(capture)
const judge = await context.newPage()
const recorders = await createRecorders(context, names)

const results = {}
for (const shown of cases) {
  results[shown.name] = {}
  for (const name of names) {
    results[shown.name][name] = await within(play(shown, recorders[name])).catch((error) => ({
      passed: 0,
      checkpoints: 1,
      differences: [`failed: ${String(error).split('\n')[0]}`],
    }))
  }
  const row = results[shown.name]
  console.log(`${shown.name.padEnd(26)}${names.map((name) => cell(row[name]).padEnd(12)).join('')}`)
  if (!options.verbose) continue
  for (const name of names) {
    for (const difference of row[name].differences) console.log(`    ${name}: ${difference}`)
  }
}
await close()
const shownNames = cases.map(({ name }) => name)
for (const name of names) {
  const passed = shownNames.filter((shown) => isWhole(results[shown][name]))
  console.log(`${name}: ${passed.length} of ${shownNames.length} cases`)
}
const worse = shownNames.filter((shown) => {
  const { recount, rrweb } = results[shown]
  return recount && rrweb && recount.passed / recount.checkpoints < rrweb.passed / rrweb.checkpoints
})
if (worse.length > 0) console.log(`rrweb is better at: ${worse.join(', ')}`)
const failed = shownNames.filter(
  (shown) => results[shown].recount && !isWhole(results[shown].recount),
)
if (failed.length > 0) console.log(`Not replayed by Recount: ${failed.join(', ')}`)
if (options.out) await writeFile(options.out, JSON.stringify(results, null, 1))
process.exitCode = failed.length > 0 ? 1 : 0

function isWhole({ passed, checkpoints }) {
  return passed === checkpoints
}

function cell(result) {
  return isWhole(result) ? 'ok' : `${result.passed}/${result.checkpoints}`
}

async function within(run) {
  let timer
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), CASE_LIMIT_MS)
  })
  try {
    return await Promise.race([run, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** Records one case, then replays it with nobody there to answer. */
async function play(shown, recorder) {
  const sites = await startSites(shown)
  const page = await context.newPage()
  const moments = []
  let recording
  try {
    await page.setViewportSize(SIZE)
    const cdp = await context.newCDPSession(page)
    await shown.before?.(page, cdp)
    await recorder.begin({ page, origin: sites.origin, early })
    await page.bringToFront()
    await page.goto(`${sites.origin}${shown.path}`)
    recording = await recorder.start({ page, early })
    await page.bringToFront()
    await look(page, moments)
    for (const step of await stepsOf(page, shown)) {
      if (typeof step === 'function') await step({ page, cdp })
      else await page.evaluate(scriptOf(step, sites))
      await look(page, moments)
    }
    await recording.stop()
  } finally {
    await page.close()
    await sites.stop()
  }
  if (options.pictures && recording.stored)
    await writeFile(`${options.pictures}/${shown.name}.txt`, await recording.stored())
  const replay = await recording.open()
  const differences = []
  let passed = 0
  try {
    for (const [index, moment] of moments.entries()) {
      const replayed = await replay.at(moment.time, moment.size)
      const found = await compare(judge, moment, replayed, shown)
      if (!found.ok && options.pictures) {
        const file = `${options.pictures}/${shown.name}-${index}`
        await writeFile(`${file}-live.png`, Buffer.from(moment.picture, 'base64'))
        await writeFile(`${file}-replay.png`, Buffer.from(replayed.picture, 'base64'))
      }
      if (found.ok) passed++
      else if (found.dom) differences.push(`#${index} dom\n      ${found.dom}`)
      else if (found.style) differences.push(`#${index} style\n      ${found.style}`)
      else differences.push(`#${index} pixels ${(found.pixels * 100).toFixed(2)} %`)
    }
  } finally {
    await replay.close()
  }
  return { passed, checkpoints: moments.length, differences }
}

/** Whole pages bring their own. */
async function stepsOf(page, shown) {
  if (shown.steps) return shown.steps
  const count = await page.evaluate(() => globalThis.steps.length)
  // Held here: a step may replace the document, and the window's `steps` with it.
  const steps = await page.evaluateHandle(() => globalThis.steps)
  return Array.from(
    { length: count },
    (_, at) => () => page.evaluate(([steps, at]) => steps[at](), [steps, at]),
  )
}

async function look(page, moments) {
  await page.waitForTimeout(STEP_SETTLE_MS)
  const shown = await page.evaluate(() => globalThis.__capture(document))
  const picture = (await page.screenshot({ caret: 'initial' })).toString('base64')
  const time = await page.evaluate(() => performance.timeOrigin + performance.now())
  moments.push({ ...shown, picture, time, size: page.viewportSize() })
}
