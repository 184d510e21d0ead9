/**
 * node tests/bench/seek/run.mjs [--sizes 5000,20000,200000]
 *
 * Seeks in made-up recordings, our player and rrweb's Replayer over the same events in the same run. CPU of the page's main
 * thread per seek, layout included; `cold` is before the session was read once in the background.
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
  results[size] = {}
  for (const player of ['ours', 'rrweb'])
    results[size][player] = await measure(player, size, SIZES[size])
  print(size, results[size])
}
await close()
server.close()
await mkdir(`${HERE}results`, { recursive: true })
const written = JSON.stringify(results, (key, value) => (key === 'texts' ? undefined : value), 2)
await writeFile(`${HERE}results/seek.json`, `${written}\n`)

async function measure(player, count, durationMs) {
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const clock = await cpuClock(page)
  const open = player === 'ours' ? 'openOurs' : 'openRrweb'
  const first = await page.evaluate(
    ([name, ...args]) => window[name](...args),
    [open, count, durationMs],
  )
  const seek = async (ms) => {
    const before = await clock.read()
    const wall = await page.evaluate((at) => window.seek(at), ms)
    return { cpu: (await clock.read()) - before, wall }
  }
  const named = async () => ({
    10: (await seek(durationMs * 0.1)).cpu,
    50: (await seek(durationMs * 0.5)).cpu,
    90: (await seek(durationMs * 0.9)).cpu,
    99: (await seek(durationMs * 0.99)).cpu,
    back5s: (await seek(durationMs * 0.99 - 5000)).cpu,
    back10: (await seek(durationMs * 0.1)).cpu,
  })
  const cold = await named()
  // Before the scrubbing: after it, rrweb shows rows that were removed long before.
  const texts = []
  for (const share of [0.2, 0.5, 0.8]) {
    await page.evaluate((at) => window.seek(at), durationMs * share + 1)
    texts.push(await page.evaluate(() => window.rowsShown()))
  }
  const readStart = Date.now()
  await page.evaluate(async () => void (await window.readAll()))
  const readAllMs = Date.now() - readStart
  const warm = player === 'ours' ? await named() : cold
  const scrubs = []
  const walls = []
  for (let index = 0; index < SCRUBS[player]; index++) {
    // Back and forth all over the bar, in the same way however many there are.
    const at = ((index * 0.618034 + 0.5) % 1) * durationMs
    const { cpu, wall } = await seek(at)
    scrubs.push(cpu)
    walls.push(wall)
  }
  const heapMb = (await clock.heap()) / 1e6
  await page.close()
  return {
    first,
    cold,
    warm,
    readAllMs,
    scrub: {
      median: median(scrubs),
      worst: Math.max(...scrubs),
      wallMedian: median(walls),
      wallWorst: Math.max(...walls),
    },
    heapMb,
    texts,
  }
}

function print(size, { ours, rrweb }) {
  const same = ours.texts.every((text, index) => text === rrweb.texts[index])
  console.log(
    `\n${size} events, ${SIZES[size] / MINUTE} min (both show the same at three moments: ${same})`,
  )
  const line = (name, ...numbers) =>
    console.log(name.padEnd(28), ...numbers.map((number) => number.toFixed(1).padStart(9)))
  console.log(`${'CPU ms'.padEnd(28)}      ours     rrweb     ratio`)
  const both = (name, a, b) => line(name, a, b, b / a)
  both('first frame (wall)', ours.first, rrweb.first)
  for (const key of Object.keys(ours.cold))
    both(`seek ${key}, cold`, ours.cold[key], rrweb.cold[key])
  for (const key of Object.keys(ours.warm)) both(`seek ${key}`, ours.warm[key], rrweb.warm[key])
  both('scrub, median', ours.scrub.median, rrweb.scrub.median)
  both('scrub, worst', ours.scrub.worst, rrweb.scrub.worst)
  both('scrub, median (wall)', ours.scrub.wallMedian, rrweb.scrub.wallMedian)
  both('heap, MB', ours.heapMb, rrweb.heapMb)
  line('read once in background, ms', ours.readAllMs)
}
