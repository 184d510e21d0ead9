/**
 * npm run bounds -- [--only storm,churn,slow,console,response,attribute,socket,tabs,hours]
 *
 * Pages that ask too much of a recorder, each beside the same page without one in the same browser. Leaves with 1 when
 * memory, disk or the page's frames leave the bounds of docs/guarantees.md.
 */
import { parseArgs } from 'node:util'
import { setUp } from '../../scripts/setup.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { ensureBuild } from '../../scripts/support/build.mjs'
import { callAutomation } from '../../scripts/support/callAutomation.mjs'
import { command } from '../../scripts/support/run.mjs'
import { startBoundsServer } from './boundsServer.mjs'

const PAGES = ['storm', 'churn', 'slow', 'console', 'response', 'attribute', 'socket']

/** What recording may add, in a run of about ten seconds. */
const BOUNDS = {
  /** 16 million characters may wait for the worker, and as many again are on their way through the recorder. */
  heapBytes: 64_000_000,
  /** What ten seconds leave on the disk, whatever the page does. */
  storedBytes: 32_000_000,
}
/** Of the page `slow`: there following may take more than half of the time, which is a gap `too-busy`. */
const SLOWDOWN = 8
const TABS = 100
/** Chunks of eight hours, one every five seconds. */
const HOURS_OF_CHUNKS = (8 * 3600) / 5

await command(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string', default: [...PAGES, 'tabs', 'hours'].join(',') } },
  })
  const names = values.only.split(',')
  const chromium = await setUp()
  const extensionFolder = await ensureBuild('automation')
  const server = await startBoundsServer()
  const executablePath = chromium.path
  const { context, extensionId } = await launchWithExtension({ executablePath, extensionFolder })
  /** @type {string[]} */
  const problems = []
  try {
    const own = await context.newPage()
    await own.goto(`chrome-extension://${extensionId}/sessions.html`)
    await own.waitForFunction(() => 'recount' in globalThis)
    const ask = (/** @type {string} */ method, /** @type {unknown[]} */ ...args) =>
      callAutomation(own, method, ...args)
    await ask('setConsent', server.recorded, 'always', { privacy: 'allow' })
    for (const name of PAGES.filter((each) => names.includes(each))) {
      const control = await runPage(context, server.control, name)
      const recorded = await runPage(context, server.recorded, name)
      const [session] = await settled(ask)
      const text = await ask('stored', session.sessionId)
      const gaps = text.match(/"kind":"gap","time":\d+,"reason":"[\w-]+"/g) ?? []
      const heapBytes = Math.max(0, recorded.heapBytes - control.heapBytes)
      const { storedBytes, resourceBytes, events } = session
      console.log(`\n${name}`)
      console.log('  without', JSON.stringify(control))
      console.log('  recorded', JSON.stringify(recorded))
      console.log(
        `  ${events} events, ${storedBytes + resourceBytes} bytes stored, heap +${heapBytes}; gaps: ${count(gaps)}`,
      )
      if (heapBytes > BOUNDS.heapBytes) problems.push(`${name}: heap +${heapBytes} bytes`)
      if (storedBytes > BOUNDS.storedBytes) problems.push(`${name}: ${storedBytes} bytes stored`)
      await ask('clear')
    }
    if (names.includes('tabs')) problems.push(...(await runTabs(context, server.recorded, ask)))
    if (names.includes('hours')) problems.push(...(await runHours(context, server.recorded, ask)))
  } finally {
    await context.close()
    await server.stop()
  }
  for (const problem of problems) console.log(`OUT OF BOUNDS ${problem}`)
  if (problems.length === 0) console.log('\nEverything stayed in its bounds.')
  return problems.length > 0 ? 1 : 0
})

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} origin
 * @param {string} name
 */
async function runPage(context, origin, name) {
  const page = await context.newPage()
  await page.goto(`${origin}/`)
  await page.waitForTimeout(1500)
  const session = await context.newCDPSession(page)
  if (name === 'slow') await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const measured = await page.evaluate((name) => Reflect.get(globalThis, 'measure')(name), name)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await page.close()
  return { .../** @type {Record<string, number>} */ (measured), heapBytes: Math.round(usedSize) }
}

/** @param {(method: string, ...args: unknown[]) => Promise<any>} ask */
async function settled(ask) {
  for (;;) {
    const sessions = await ask('list')
    if (
      sessions.length > 0 &&
      sessions.every((/** @type {any} */ each) => each.status !== 'recording')
    )
      return sessions
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/**
 * A hundred tabs that change all the time.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} origin
 * @param {(method: string, ...args: unknown[]) => Promise<any>} ask
 */
async function runTabs(context, origin, ask) {
  const start = performance.now()
  const pages = []
  for (let i = 0; i < TABS; i++) {
    const page = await context.newPage()
    pages.push(page)
    await page.goto(`${origin}/`, { waitUntil: 'commit' })
    await page.evaluate((i) => {
      let n = 0
      setInterval(() => {
        document.body.append(`tab ${i} word ${n++}`)
      }, 500)
    }, i)
  }
  const openedMs = Math.round(performance.now() - start)
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  for (const page of pages) await page.close()
  const sessions = await settled(ask)
  const withWords = []
  for (const { sessionId } of sessions) {
    const text = await ask('stored', sessionId)
    const words = new Set(text.match(/tab \d+ word \d+/g) ?? [])
    withWords.push(words.size)
  }
  const least = Math.min(...withWords)
  console.log(
    `\ntabs\n  ${TABS} tabs opened in ${openedMs} ms: ${sessions.length} sessions, at least ${least} words in each`,
  )
  await ask('clear')
  if (sessions.length === TABS && least >= 10) return []
  return [`tabs: ${sessions.length} sessions, at least ${least} words in each`]
}

/**
 * Eight hours in one stream, as fast as the worker takes them.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} origin
 * @param {(method: string, ...args: unknown[]) => Promise<any>} ask
 */
async function runHours(context, origin, ask) {
  const page = await context.newPage()
  await page.goto(`${origin}/`)
  const worker = context.serviceWorkers()[0]
  if (!worker) throw new Error('There is no worker')
  const times = await worker.evaluate(
    async ([url, count]) => {
      const tab = (await chrome.tabs.query({})).find((each) => each.url?.startsWith(url))
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        args: [url, count],
        func: async (url, count) => {
          const streamId = 'stream-of-eight-hours'
          const startedAt = Date.now()
          const send = (/** @type {string} */ name, /** @type {unknown} */ payload) =>
            chrome.runtime.sendMessage({ name, payload })
          const hello = await send('recorder.hello', { streamId, url, framePath: [], startedAt })
          const { sessionId } = hello.reply
          const snapshot = {
            kind: 'snapshot',
            time: 0,
            url,
            title: 'Eight hours',
            viewport: { width: 800, height: 600 },
            scroll: [0, 0],
            children: [{ doctype: ['html', '', ''] }, ['html', 0, 0, ['body', 0, 0, 'Hello']]],
          }
          const words = 'lorem ipsum dolor sit amet consectetur '.repeat(20)
          const took = []
          for (let seq = 0; seq < Number(count); seq++) {
            const marks = Array.from({ length: 20 }, (_, n) => ({
              kind: 'mark',
              time: seq * 5000 + n * 200,
              note: `${Math.random()} ${words}`,
            }))
            const body = JSON.stringify(seq === 0 ? [snapshot, ...marks] : marks)
            const start = performance.now()
            const answer = await send('chunk.append', { sessionId, streamId, seq, body })
            if (!answer.ok || answer.reply.acked !== seq) throw new Error(JSON.stringify(answer))
            took.push(performance.now() - start)
          }
          return { sessionId, took }
        },
      })
      return injected?.result
    },
    /** @type {[string, number]} */ ([origin, HOURS_OF_CHUNKS]),
  )
  if (!times) throw new Error('The eight hours were not sent')
  const median = (/** @type {number[]} */ list) =>
    list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0
  const first = median(times.took.slice(0, 200))
  const last = median(times.took.slice(-200))
  const summary = await ask('stop', times.sessionId)
  const start = performance.now()
  await ask('open', times.sessionId)
  const openMs = Math.round(performance.now() - start)
  console.log(
    `\nhours\n  ${times.took.length} chunks, ${summary.rawBytes} bytes of events in ${summary.storedBytes} stored; ack ${first.toFixed(1)} ms at first, ${last.toFixed(1)} ms at last; opens in ${openMs} ms`,
  )
  await page.close()
  // Linear work per chunk would make the last ones dear.
  return last > first * 3 + 5
    ? [`hours: an ack takes ${last} ms at last, ${first} ms at first`]
    : []
}

/** @param {string[]} gaps */
function count(gaps) {
  /** @type {Record<string, number>} */
  const reasons = {}
  for (const gap of gaps) {
    const reason = /"reason":"([\w-]+)"/.exec(gap)?.[1] ?? ''
    reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return JSON.stringify(reasons)
}
