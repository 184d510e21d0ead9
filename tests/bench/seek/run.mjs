/**
 * node tests/bench/seek/run.mjs [--sizes 5000,20000,200000]
 *
 * Seeks in made-up recordings, our player and rrweb's Replayer over the same events in the same run, read from the store as
 * the extension keeps it. Wall time, layout included, and CPU of the page's main thread. `cold`: the first seek after
 * opening, before the session was read once in the background; `scrub from opening`: while that has begun; `scrub`: after it.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { cpuClock, launch, median } from '../measure.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const MINUTE = 60_000
/** Events -> length of the session. */
const SIZES = { 5000: 8 * MINUTE, 20000: 30 * MINUTE, 200000: 480 * MINUTE }
/** A seek of rrweb in the long stream takes seconds. */
const SCRUBS = { ours: 100, rrweb: 12 }
/** Cold seeks, each in a player of its own. */
const COLD = { ours: 5, rrweb: 1 }
const SHARES = [0.1, 0.5, 0.9, 0.99]

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: Object.keys(SIZES).join(',') },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  },
})

const [{ output }] = [
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${HERE}page.ts`, formats: ['iife'], name: 'seekBench', fileName: 'page' },
    },
  }),
].flat()
const script = output.find(({ type }) => type === 'chunk').code
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
  response.end(
    isScript
      ? script
      : '<!doctype html><main style="height:600px"></main><script src="/page.js"></script>',
  )
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const { context, close } = await launch(options.chromium)

const results = {}
for (const size of options.sizes.split(',').map(Number)) {
  const kept = await keep(size, SIZES[size])
  results[size] = { kept }
  for (const player of ['ours', 'rrweb'])
    results[size][player] = await measure(player, kept.sessionId, SIZES[size])
  print(size, results[size])
}
const lengths = Object.keys(results).map(Number)
if (lengths.length > 1) results.lengths = await compareLengths(lengths)
await close()
server.close()
await mkdir(`${HERE}results`, { recursive: true })
const written = JSON.stringify(results, (key, value) => (key === 'texts' ? undefined : value), 2)
await writeFile(`${HERE}results/seek.json`, `${written}\n`)

async function newPage() {
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  return page
}

async function keep(count, durationMs) {
  const page = await newPage()
  const kept = await page.evaluate((args) => window.keep(...args), [count, durationMs])
  await page.close()
  return kept
}

async function measure(player, sessionId, durationMs) {
  const page = await newPage()
  const clock = await cpuClock(page)
  const name = player === 'ours' ? 'openOurs' : 'openRrweb'
  const firsts = []
  const reads = []
  const open = async () => {
    firsts.push(await page.evaluate(([call, id]) => window[call](id), [name, sessionId]))
    reads.push(await page.evaluate(() => window.readMs ?? 0))
  }
  const seek = async (ms) => {
    const before = await clock.read()
    const wall = await page.evaluate((at) => window.seek(at), ms)
    return { cpu: (await clock.read()) - before, wall }
  }
  const cold = []
  for (let round = 0; round < COLD[player]; round++) {
    for (const share of SHARES) {
      await open()
      cold.push({ share, ...(await seek(durationMs * share)) })
      await page.evaluate(() => window.leave())
    }
  }
  const early = []
  if (player === 'ours') {
    await open()
    await page.evaluate(() => void window.readAll().catch(() => undefined))
    for (let index = 0; index < SCRUBS.ours; index++)
      early.push(await seek(scrubAt(index, durationMs)))
    await page.evaluate(() => window.leave())
  }
  await open()
  // Before the scrubbing: after it, rrweb shows rows that were removed long before.
  const texts = []
  for (const share of [0.2, 0.5, 0.8]) {
    await page.evaluate((at) => window.seek(at), durationMs * share + 1)
    texts.push(await page.evaluate(() => window.rowsShown()))
  }
  const readStart = Date.now()
  await page.evaluate(async () => void (await window.readAll()))
  const readAllMs = Date.now() - readStart
  const back = []
  for (const share of [0.99, 0.5, 0.9, 0.1, 0.7]) {
    await seek(durationMs * share)
    back.push(await seek(durationMs * share - 5000))
  }
  const scrubs = []
  for (let index = 0; index < SCRUBS[player]; index++) {
    scrubs.push(await seek(scrubAt(index, durationMs)))
  }
  const heapMb = (await clock.heap()) / 1e6
  await page.close()
  return {
    first: summary(firsts),
    read: median(reads),
    cold,
    early,
    back,
    scrubs,
    readAllMs,
    heapMb,
    texts,
  }
}

/** Our seeks in the shortest and the longest session by turns, so that both have the machine as it is. */
async function compareLengths(sizes) {
  const players = []
  for (const size of [Math.min(...sizes), Math.max(...sizes)]) {
    const page = await newPage()
    const clock = await cpuClock(page)
    await page.evaluate((id) => window.openOurs(id), results[size].kept.sessionId)
    await page.evaluate(async () => void (await window.readAll()))
    players.push({ size, page, clock, wall: [], cpu: [] })
  }
  for (let index = 0; index < SCRUBS.ours; index++) {
    for (const { size, page, clock, wall, cpu } of players) {
      await page.bringToFront()
      const before = await clock.read()
      wall.push(await page.evaluate((at) => window.seek(at), scrubAt(index, SIZES[size])))
      cpu.push((await clock.read()) - before)
    }
  }
  console.log(`\nscrubbing by turns, median ms${' '.repeat(13)}wall       cpu`)
  for (const { size, wall, cpu, page } of players) {
    const name = `${SIZES[size] / MINUTE} min, ${size} events`
    console.log(name.padEnd(28), ...[wall, cpu].map((of) => median(of).toFixed(1).padStart(9)))
    await page.close()
  }
  return players.map(({ size, wall, cpu }) => ({ size, wall, cpu }))
}

/** Back and forth all over the bar, in the same way however many there are. */
function scrubAt(index, durationMs) {
  return ((index * 0.618034 + 0.5) % 1) * durationMs
}

function summary(values) {
  return { median: median(values), worst: Math.max(...values) }
}

function print(size, { kept, ours, rrweb }) {
  const same = ours.texts.every((text, index) => text === rrweb.texts[index])
  console.log(
    `\n${size} events, ${SIZES[size] / MINUTE} min, ${(kept.bytes / 1e6).toFixed(1)} MB stored, ${kept.states} states kept, imported in ${kept.tookMs.toFixed(0)} ms (both show the same at three moments: ${same})`,
  )
  const line = (name, ...numbers) =>
    console.log(name.padEnd(28), ...numbers.map((number) => number.toFixed(1).padStart(9)))
  console.log(`${'ms'.padEnd(28)}      ours     rrweb     ratio`)
  const both = (name, a, b) => line(name, a, b, b / a)
  both('first frame, median', ours.first.median, rrweb.first.median)
  both('first frame, worst', ours.first.worst, rrweb.first.worst)
  line('  of that reading', ours.read, rrweb.read)
  for (const unit of ['wall', 'cpu']) {
    const of = (seeks) => seeks.map((seek) => seek[unit])
    for (const share of SHARES) {
      const at = ({ cold }) => median(of(cold.filter((seek) => seek.share === share)))
      both(`cold ${share * 100} %, ${unit}`, at(ours), at(rrweb))
    }
    line(`scrub from opening, ${unit}`, median(of(ours.early)))
    both(`back 5 s, median, ${unit}`, median(of(ours.back)), median(of(rrweb.back)))
    both(`scrub, median, ${unit}`, median(of(ours.scrubs)), median(of(rrweb.scrubs)))
    both(`scrub, worst, ${unit}`, Math.max(...of(ours.scrubs)), Math.max(...of(rrweb.scrubs)))
  }
  both('heap, MB', ours.heapMb, rrweb.heapMb)
  line('read once in background, ms', ours.readAllMs)
}
