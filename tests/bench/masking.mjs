// Cost of the masking engine per level: one walk over 120,000 nodes in Chromium, interleaved rounds. Main-thread CPU
// time, as wall-clock time is not stable on a shared machine. PROFILE=allow prints where the time of a level goes.
import { chromium } from '@playwright/test'
import { rolldown } from 'rolldown'

const ROUNDS = Number(process.env.ROUNDS ?? 9)
const LEVELS = ['none', 'allow', 'mask-user-input', 'mask-all']
const bundle = await rolldown({ input: new URL('./maskingPage.ts', import.meta.url).pathname })
const { output } = await bundle.generate({ format: 'iife', minify: !process.env.PROFILE })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
})
const page = await browser.newPage()
await page.route('https://bench.test/', (route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
)
await page.goto('https://bench.test/')
await page.addScriptTag({ content: output[0].code })
await page.evaluate(() => globalThis.bench.buildPage(10_000))
const cdp = await page.context().newCDPSession(page)
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
const cpuMs = async () => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
}
const times = Object.fromEntries(LEVELS.map((level) => [level, []]))
let nodes = 0
for (let round = 0; round < ROUNDS; round++) {
  for (const level of LEVELS) {
    const before = await cpuMs()
    nodes = (await page.evaluate((name) => globalThis.bench.measure(name), level)).nodes
    times[level].push((await cpuMs()) - before)
  }
}
if (process.env.PROFILE) await printProfile(process.env.PROFILE)
await browser.close()
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]
const table = (pick) =>
  Object.fromEntries(LEVELS.map((level) => [level, +pick(times[level]).toFixed(1)]))
const cpu = table(median)
console.log(
  JSON.stringify({ nodes, rounds: ROUNDS, firstMs: table((list) => list[0]), medianMs: cpu }),
)
console.log(`mask-all / allow: ${(cpu['mask-all'] / cpu.allow).toFixed(3)}`)

async function printProfile(level) {
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
  await cdp.send('Profiler.start')
  for (let round = 0; round < 5; round++)
    await page.evaluate((name) => globalThis.bench.measure(name), level)
  const { profile } = await cdp.send('Profiler.stop')
  const byId = new Map(profile.nodes.map((node) => [node.id, node]))
  const self = new Map()
  for (const id of profile.samples) {
    const { functionName, lineNumber } = byId.get(id).callFrame
    const key = `${functionName || '(anonymous)'}:${lineNumber}`
    self.set(key, (self.get(key) ?? 0) + 1)
  }
  const rows = [...self].sort((a, b) => b[1] - a[1]).slice(0, 25)
  for (const [name, count] of rows)
    console.log(((100 * count) / profile.samples.length).toFixed(1).padStart(6), name)
}
