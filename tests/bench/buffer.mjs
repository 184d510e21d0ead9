/**
 * `npm run bench:buffer`: what an hour of buffering takes, in memory and on disk, in the real extension, beside the same
 * hour kept whole. The hour passes in a minute: the buffer is 2 seconds long instead of 2 minutes, the clean-up of each
 * half minute comes each half second, and the page does in a second what would be a minute's worth (12 pieces of 20 kB that
 * do not compress). Exits with 1 where the buffer grows. Arguments: `--minutes 60`.
 */
import { setUp } from '../../scripts/setup.mjs'
import { ensureBuild } from '../../scripts/support/build.mjs'
import { callAutomation } from '../../scripts/support/callAutomation.mjs'
import { command } from '../../scripts/support/run.mjs'
import { startBenchServer } from './bufferServer.mjs'

const at = process.argv.indexOf('--minutes')
const MINUTES = at < 0 ? 60 : Number(process.argv[at + 1])
/** Milliseconds that stand for a minute. */
const MINUTE_MS = 1000
const BUFFER_MINUTES = 2
/** Heaps are read after a collection, which costs: at these minutes only. */
const READ_EVERY = 5
/** What the last quarter of the hour may hold beyond the first half: chunks of 60 kB come as they come. */
const GROWTH = 1.25
/** A heap of a few MB is never the same twice. */
const SLACK_MB = 1

/** @typedef {{ minute: number, diskKb: number, rows: number, pageMb: number, workerMb: number }} Reading */

await command(async () => {
  const chromium = await setUp()
  const { launchWithExtension } = await import('../../scripts/support/browser.mjs')
  const server = await startBenchServer()
  /** @type {Record<string, Reading[]>} */
  const curves = {}
  for (const mode of ['buffer', 'whole']) {
    const browser = await launchWithExtension({
      executablePath: chromium.path,
      extensionFolder: await ensureBuild('automation'),
    })
    try {
      curves[mode] = await runHour({
        ...browser,
        origin: server.origin,
        isBuffer: mode === 'buffer',
      })
    } finally {
      await browser.context.close()
    }
  }
  server.stop()
  const { buffer = [], whole = [] } = curves
  console.log(
    '| minute | disk kB | rows | page heap MB | worker heap MB | kept whole: disk kB | page MB | worker MB |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const [index, row] of buffer.entries()) {
    const { minute, diskKb, rows, pageMb, workerMb } = row
    const other = whole[index]
    console.log(
      `| ${[minute, diskKb, rows, pageMb, workerMb, other?.diskKb, other?.pageMb, other?.workerMb].join(' | ')} |`,
    )
  }
  checkBounded(buffer)
})

/**
 * @param {{ context: import('@playwright/test').BrowserContext, extensionId: string, origin: string, isBuffer: boolean }} options
 * @returns {Promise<Reading[]>}
 */
async function runHour({ context, extensionId, origin, isBuffer }) {
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  await callAutomation(own, 'setConsent', origin, 'always', { privacy: 'allow' })
  await own.evaluate(putSettings, {
    version: 2,
    idleMinutes: 0,
    bufferMinutes: (BUFFER_MINUTES * MINUTE_MS) / 60_000,
  })
  const payload = { origin, patch: { buffer: isBuffer } }
  await own.evaluate(
    (payload) => chrome.runtime.sendMessage({ name: 'site.update', payload }),
    payload,
  )
  const page = await context.newPage()
  await page.goto(origin)
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const heaps = await openHeaps(context, page)

  /** @type {Reading[]} */
  const curve = []
  for (let minute = 1; minute <= MINUTES; minute++) {
    const until = Date.now() + MINUTE_MS
    for (const _ of [1, 2]) {
      await page.evaluate(() => Reflect.get(globalThis, 'work')(6))
      await page.waitForTimeout(MINUTE_MS / 2 - 100)
      await worker.evaluate(() => chrome.alarms.create('review', { when: Date.now() }))
    }
    await page.waitForTimeout(Math.max(0, until - Date.now()))
    if (minute > 3 && minute % READ_EVERY !== 0) continue
    const { bytes, rows } = await own.evaluate(measureDisk)
    const round = (/** @type {number} */ value) => Math.round(value / 1e5) / 10
    curve.push({
      minute,
      diskKb: Math.round(bytes / 1000),
      rows,
      pageMb: round(await heaps.page()),
      workerMb: round(await heaps.worker()),
    })
  }
  return curve
}

/**
 * Heaps in bytes after a collection. The page's holds the recorder's as well: both worlds share it.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('@playwright/test').Page} page
 */
async function openHeaps(context, page) {
  const onPage = await context.newCDPSession(page)
  await onPage.send('HeapProfiler.enable')
  const browser = context.browser()
  if (!browser) throw new Error('This browser cannot be asked')
  const root = await browser.newBrowserCDPSession()
  const { targetInfos } = await root.send('Target.getTargets')
  const target = targetInfos.find(({ type }) => type === 'service_worker')
  if (!target) throw new Error('The worker is not there')
  const { sessionId } = await root.send('Target.attachToTarget', {
    targetId: target.targetId,
    flatten: false,
  })
  let ids = 0
  /** @param {string} method @returns {Promise<any>} */
  const onWorker = (method) =>
    new Promise((resolve) => {
      const id = ++ids
      /** @param {{ message: string }} event */
      const hear = ({ message }) => {
        const answer = JSON.parse(message)
        if (answer.id !== id) return
        root.off('Target.receivedMessageFromTarget', hear)
        resolve(answer.result)
      }
      root.on('Target.receivedMessageFromTarget', hear)
      root.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method }),
      })
    })
  return {
    async page() {
      await onPage.send('HeapProfiler.collectGarbage')
      return (await onPage.send('Runtime.getHeapUsage')).usedSize
    },
    async worker() {
      await onWorker('HeapProfiler.collectGarbage')
      return (await onWorker('Runtime.getHeapUsage')).usedSize
    },
  }
}

/** @param {object} value */
async function putSettings(value) {
  const request = indexedDB.open('recount')
  await new Promise((resolve) => {
    request.onsuccess = resolve
  })
  const transaction = request.result.transaction('settings', 'readwrite')
  transaction.objectStore('settings').put({ name: 'settings', value })
  await new Promise((resolve) => {
    transaction.oncomplete = resolve
  })
  request.result.close()
}

/** Bytes of all stored events, and rows of all tables. */
async function measureDisk() {
  const request = indexedDB.open('recount')
  await new Promise((resolve) => {
    request.onsuccess = resolve
  })
  const database = request.result
  let bytes = 0
  let rows = 0
  for (const name of database.objectStoreNames) {
    const all = database.transaction(name).objectStore(name).getAll()
    await new Promise((resolve) => {
      all.onsuccess = resolve
    })
    rows += all.result.length
    if (name === 'bodies') bytes = all.result.reduce((sum, row) => sum + row.bytes.length, 0)
  }
  database.close()
  return { bytes, rows }
}

/** @param {Reading[]} curve */
function checkBounded(curve) {
  const most = (
    /** @type {'diskKb' | 'pageMb' | 'workerMb' | 'rows'} */ of,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) =>
    Math.max(...curve.flatMap((each) => (each.minute > from && each.minute <= to ? each[of] : [])))
  for (const of of /** @type {const} */ (['diskKb', 'rows', 'pageMb', 'workerMb'])) {
    const early = most(of, 0, MINUTES / 2)
    const late = most(of, (MINUTES * 3) / 4, MINUTES)
    const slack = of.endsWith('Mb') ? SLACK_MB : 0
    if (late > early * GROWTH + slack)
      throw new Error(
        `It grows: ${of} was at most ${early} in the first half and ${late} in the last.`,
      )
  }
  console.log('Bounded.')
}
