/**
 * npm run bench:bytes -- [--sites shop,news] [--recorders recount,rrweb]
 *
 * Bytes of a scripted minute: a visit of the demo shop, and five route changes of a news site. Events only; style sheets,
 * fonts and pictures are stored once by content and are not counted. Recount: what its store keeps, compressed chunk by
 * chunk. Peers: what they send, gzip -6 where they do not compress by themselves.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startDemo } from '../demo/server.mjs'
import { visitShop } from '../demo/visit.mjs'
import { launch } from './measure.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MINUTE_MS = 60_000
/** Peers close their batches at five seconds. */
const SETTLE_MS = 6000
const GOALS = { shop: 20, news: 80 }

const { values: options } = parseArgs({
  options: {
    sites: { type: 'string', default: 'shop,news' },
    recorders: { type: 'string', default: 'recount,rrweb' },
    extension: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  },
})
if (!existsSync(`${HERE}node_modules`)) run('npm', ['ci', '--no-audit', '--no-fund'], HERE)
const extension = options.extension ?? `${ROOT}.output/chrome-mv3-automation`
if (!options.extension) run('npm', ['run', 'build:automation'], ROOT)
const { ownRecorder } = await import('./recorders.mjs')
const { bundlePeer } = await import('./peers.mjs')
const { startServer } = await import('./server.mjs')

const files = {
  '/news.html': { type: 'text/html; charset=utf-8', body: await page('news.html') },
  '/news.js': { type: 'text/javascript; charset=utf-8', body: await page('news.js') },
}
for (const site of options.sites.split(',')) {
  for (const name of options.recorders.split(',')) {
    const kilobytes = (await measure(site, name)) / 1000
    console.log(
      `${site.padEnd(6)} ${name.padEnd(12)} ${kilobytes.toFixed(1)} kB a minute, goal ${GOALS[site]}`,
    )
  }
}

async function measure(site, name) {
  const isOurs = name === 'recount'
  const server = await startServer(files)
  const demo = await startDemo()
  const { context, close } = await launch(options.chromium, isOurs ? extension : undefined)
  try {
    const tab = context.pages()[0] ?? (await context.newPage())
    if (!isOurs) await startPeerEverywhere(tab, await bundlePeer(name), server.origin)
    await tab.goto(site === 'shop' ? `${demo.url}/` : `${server.origin}/news.html`)
    const handle = isOurs ? await ownRecorder(extension, 'allow').prepare(tab, context) : undefined
    await handle?.start()
    const until = Date.now() + MINUTE_MS
    await (site === 'shop' ? visitShop(tab) : readNews(tab))
    await tab.waitForTimeout(Math.max(0, until - Date.now()))
    await tab.waitForTimeout(SETTLE_MS)
    if (handle === undefined) return server.received().bytes
    return (await handle.stop()).storedBytes
  } finally {
    await close()
    await demo.stop()
    await server.close()
  }
}

/** In every document of the tab, from its beginning. */
async function startPeerEverywhere(tab, code, endpoint) {
  await tab.addInitScript(
    `if (top === window) addEventListener('DOMContentLoaded', () => { ${code}; globalThis.__peer.start(${JSON.stringify(endpoint)}); addEventListener('pagehide', () => globalThis.__flush?.()) })`,
  )
}

/** Five route changes, with reading between them. */
async function readNews(tab) {
  const section = (label) => tab.getByRole('link', { name: label, exact: true }).click()
  const teaser = (at) => tab.locator('.title').nth(at).click()
  const routes = [
    () => section('World'),
    () => teaser(7),
    () => section('Money'),
    () => teaser(3),
    () => section('Home'),
  ]
  await read(tab)
  for (const go of routes) {
    await go()
    await read(tab)
  }
}

/** About nine seconds of moving and scrolling. */
async function read(tab) {
  for (let turn = 0; turn < 12; turn++) {
    await tab.mouse.move(200 + turn * 40, 300 + turn * 15, { steps: 5 })
    await tab.mouse.wheel(0, 300)
    await tab.waitForTimeout(700)
  }
}

async function page(name) {
  return await readFile(new URL(`./pages/${name}`, import.meta.url), 'utf8')
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
