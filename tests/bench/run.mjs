/**
 * npm run bench -- [--rows a,b,suites,curve,heap,idle] [--recorders none,recount,rrweb,datadog] [--rounds 3]
 *
 * Main-thread CPU time that recording adds, all recorders interleaved in one run: only ratios and differences within a
 * run mean something. Builds the extension first unless --extension names a built folder. `before` among the recorders is
 * the build that --before names: what a change has brought.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cpuClock, launch, median } from './measure.mjs'
import { startProfile } from './profile.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Until a recorder has taken its first snapshot and the page is quiet again. */
const START_SETTLE_MS = 2500
/** Peers close their batches at five seconds: what a workload costs includes handing it over. */
const END_SETTLE_MS = 6000

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: 'a,b,c,d,e,f,suites' },
    recorders: { type: 'string', default: 'none,recount,rrweb,datadog' },
    rounds: { type: 'string', default: '3' },
    extension: { type: 'string' },
    before: { type: 'string', default: '' },
    profile: { type: 'boolean', default: false },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  },
})

if (!existsSync(`${HERE}node_modules`)) {
  run('npm', ['ci', '--no-audit', '--no-fund'], HERE)
}
const extension = options.extension ?? `${ROOT}.output/chrome-mv3-automation`
if (!options.extension) run('npm', ['run', 'build:automation'], ROOT, options.profile)

const { NONE, OBSERVER, ownRecorder, peerRecorder } = await import('./recorders.mjs')
const { CURVE, HEAP, pageFiles, rowOf, STRESS, SUITES } = await import('./rows.mjs')
const { startServer } = await import('./server.mjs')

const GROUPS = { suites: SUITES, curve: Object.keys(CURVE), heap: Object.keys(HEAP) }
const rows = options.rows.split(',').flatMap((row) => GROUPS[row] ?? [row])
const plainRows = { ...STRESS, ...CURVE, ...HEAP }
for (const row of rows) {
  if (!(row in plainRows) && !SUITES.includes(row)) throw new Error(`Unknown row ${row}`)
}
const recorders = await Promise.all(
  options.recorders.split(',').map((name) => {
    if (name === 'none') return NONE
    if (name === 'observer') return OBSERVER
    if (name === 'recount') return ownRecorder(extension, 'allow')
    if (name === 'before') return { ...ownRecorder(options.before, 'allow'), name }
    if (name === 'recount-mask-all') return ownRecorder(extension, 'mask-all')
    return peerRecorder(name)
  }),
)
const server = await startServer(await pageFiles(rows.filter((row) => SUITES.includes(row))))

/** row -> recorder -> one measurement per round */
const results = {}
for (let round = 0; round < Number(options.rounds); round++) {
  for (const row of rows) {
    for (const recorder of recorders) {
      const measured = await measure(row, recorder)
      results[row] ??= {}
      results[row][recorder.name] ??= []
      results[row][recorder.name].push(measured)
      console.log(
        `round ${round + 1}  ${row.padEnd(16)} ${recorder.name.padEnd(16)} work ${measured.workMs.toFixed(0)} ms  all ${measured.allMs.toFixed(0)} ms  longest ${measured.longestMs.toFixed(0)} ms  heap ${(measured.heapBytes / 1e6).toFixed(1)} MB  made ${(measured.allocatedBytes / 1e3).toFixed(0)} kB`,
      )
    }
  }
}
await server.close()
report()
await mkdir(`${HERE}results`, { recursive: true })
await writeFile(`${HERE}results/overhead.json`, JSON.stringify(results, null, 2))

async function measure(row, recorder) {
  const { context, close } = await launch(options.chromium, recorder.extension)
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    const { path, prepare, work } = rowOf(row)
    await page.goto(server.origin + path)
    await prepare(page)
    const handle = await recorder.prepare(page, context)
    const clock = await cpuClock(page)
    await page.evaluate(watchLongTasks)
    const heapBefore = await clock.heap()
    const sentBefore = server.received()
    const begin = await clock.read()
    const profile = async () => (options.profile ? await startProfile(page) : undefined)
    // The first snapshot is the whole of row a.
    const early = row === 'a' ? await profile() : undefined
    await handle.start()
    await page.waitForTimeout(START_SETTLE_MS)
    const started = await clock.read()
    const usedBefore = await clock.used()
    const profiled = early ?? (await profile())
    await work(page)
    await page.waitForTimeout(END_SETTLE_MS)
    const end = await clock.read()
    if (profiled) printProfile(await profiled())
    const usedBytes = await clock.used()
    const heapBytes = (await clock.heap()) - heapBefore
    const longestMs = await page.evaluate(() => globalThis.__longest)
    const sent = server.received()
    await handle.stop()
    return {
      workMs: end - started,
      allMs: end - begin,
      longestMs,
      heapBytes,
      // Made and not yet collected; says something where nothing else allocates.
      allocatedBytes: usedBytes - usedBefore,
      sentBytes: sent.bytes - sentBefore.bytes,
      requests: sent.requests - sentBefore.requests,
    }
  } finally {
    await close()
  }
}

function watchLongTasks() {
  globalThis.__longest = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      globalThis.__longest = Math.max(globalThis.__longest, duration)
    }
  }).observe({ type: 'longtask' })
}

/** Medians over the rounds: what a recorder adds (stress) or its ratio to none (suites). */
function report() {
  const names = recorders.map(({ name }) => name).filter((name) => name !== 'none')
  const middle = (row, name, key) => median(results[row][name].map((entry) => entry[key]))
  console.log(`\n${'row'.padEnd(18)}${names.map((name) => name.padStart(18)).join('')}   goal`)
  const ratios = Object.fromEntries(names.map((name) => [name, []]))
  for (const row of rows) {
    const cells = names.map((name) => {
      if (!results[row].none) return `${middle(row, name, 'allMs').toFixed(0)} ms`.padStart(18)
      // The first snapshot is the whole of row a; elsewhere it is not the work that is measured.
      const key = row === 'a' ? 'allMs' : 'workMs'
      const base = middle(row, 'none', key)
      const own = middle(row, name, key)
      if (row in HEAP) {
        const held = middle(row, name, 'heapBytes') - middle(row, 'none', 'heapBytes')
        return `+${(held / 1e6).toFixed(1)} MB`.padStart(18)
      }
      if (row in plainRows) return `+${(own - base).toFixed(0)} ms`.padStart(18)
      ratios[name].push(own / base)
      return `x${(own / base).toFixed(2)}`.padStart(18)
    })
    console.log(`${row.padEnd(18)}${cells.join('')}   ${goalOf(row)}`)
  }
  if (names.some((name) => ratios[name].length > 1)) {
    const cells = names.map((name) => `x${geometricMean(ratios[name]).toFixed(2)}`.padStart(18))
    console.log(`${'suites, mean'.padEnd(18)}${cells.join('')}   x1.15`)
  }
}

function goalOf(row) {
  return row in STRESS ? `${STRESS[row].goalMs} ms` : ''
}

function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length)
}

function printProfile({ owners, functions }) {
  const line = ([name, ms]) => `${ms.toFixed(1).padStart(9)} ms  ${name}`
  console.log(owners.map(line).join('\n'))
  console.log(functions.slice(0, 45).map(line).join('\n'))
}

function run(command, args, cwd, isReadable = false) {
  const env = isReadable ? { ...process.env, RECOUNT_READABLE: '1' } : process.env
  const { status } = spawnSync(command, args, { cwd, env, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
