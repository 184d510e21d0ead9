/**
 * node tests/recordings/record.mjs [--tools FOLDER] [--only FILE]
 *
 * Records `page.html` anew with rrweb 1, rrweb 2 and its packer, PostHog and Sentry, each with its own package, and writes
 * what they wrote next to what the page showed at the end. FOLDER has the packages in its node_modules; without it they
 * are installed into a temporary one. The fixtures are kept: run this only to add some.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'vite'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const PACKAGES = [
  'rrweb1@npm:rrweb@1.1.3',
  'rrweb@2.2.2',
  '@rrweb/packer@2.1.6',
  'posthog-js@1.449.2',
  '@sentry/browser@11.12.0',
]
const { values: options } = parseArgs({ options: { tools: { type: 'string' }, only: { type: 'string' } } })
const tools = options.tools ?? (await install())

/** What each tool is started with; `done` answers the text or base64 of a file. */
const RECORDERS = {
  'rrweb1.json': `
    import { record } from 'rrweb1'
    const events = []
    record({ emit: (event) => events.push(event) })
    window.done = async () => ({ text: JSON.stringify(events) })`,
  'rrweb1-packed.json': `
    import { record } from 'rrweb1'
    import { pack } from 'rrweb1/typings/packer'
    const events = []
    record({ emit: (event) => events.push(event), packFn: pack })
    window.done = async () => ({ text: JSON.stringify(events) })`,
  'rrweb2.json': `
    import { record } from 'rrweb'
    const events = []
    record({ emit: (event) => events.push(event) })
    window.done = async () => ({ text: JSON.stringify({ events }) })`,
  'rrweb2-packed.json': `
    import { record } from 'rrweb'
    import { pack } from '@rrweb/packer'
    const events = []
    record({ emit: (event) => events.push(event), packFn: pack })
    window.done = async () => ({ text: JSON.stringify(events) })`,
  'posthog.jsonl': `
    import posthog from 'posthog-js/dist/module.full.no-external'
    const lines = []
    posthog.init('phc_fixture', {
      api_host: location.origin + '/posthog',
      autocapture: false,
      opt_out_useragent_filter: true,
      disable_external_dependency_loading: true,
      session_recording: { maskAllInputs: false },
      before_send(event) {
        if (event?.event !== '$snapshot') return null
        const { $window_id: tab, $snapshot_data: data } = event.properties
        for (const each of [data].flat()) lines.push(JSON.stringify([tab, each]))
        return null
      },
    })
    posthog.startSessionRecording(true)
    window.settleMs = 4000
    window.done = async () => ({ text: lines.join('\\n') })`,
  'sentry-segment.bin': `
    import * as Sentry from '@sentry/browser'
    const segments = []
    const replay = Sentry.replayIntegration({ maskAllText: false, maskAllInputs: false, blockAllMedia: false })
    Sentry.init({
      dsn: location.origin.replace('://', '://public@') + '/1',
      defaultIntegrations: false,
      integrations: [replay, Sentry.breadcrumbsIntegration()],
      replaysSessionSampleRate: 1,
      transport: () => ({
        send: async ([, items]) => {
          for (const [header, payload] of items) if (header.type === 'replay_recording') segments.push(payload)
          return {}
        },
        flush: async () => true,
      }),
    })
    window.settleMs = 7000
    window.done = async () => {
      await replay.flush()
      const bytes = typeof segments[0] === 'string' ? new TextEncoder().encode(segments[0]) : segments[0]
      return { base64: btoa(String.fromCharCode(...bytes)), segments: segments.length }
    }`,
}

async function install() {
  const folder = await mkdtemp(join(tmpdir(), 'recount-recorders-'))
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder, stdio: 'inherit' })
  return folder
}

async function bundle(name, code) {
  const entry = join(tools, `${name}.entry.js`)
  await writeFile(entry, code)
  const result = await build({
    configFile: false,
    root: tools,
    logLevel: 'error',
    resolve: { alias: { 'rrweb1/typings/packer': join(tools, 'node_modules/rrweb1/es/rrweb/packages/rrweb/src/packer/pack.js') } },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'recorder', fileName: 'recorder' } },
  })
  return [result].flat()[0].output.find(({ type }) => type === 'chunk').code
}

/** The tests' own look at a page, which is written in TypeScript. */
const looks = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    lib: { entry: join(HERE, '../support/pageState.ts'), formats: ['es'], fileName: 'pageState' },
  },
})
const code = [looks].flat()[0].output.find(({ type }) => type === 'chunk').code
const { momentOf } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
const page0 = await readFile(join(HERE, 'page.html'), 'utf8')
let script = ''
const server = createServer((request, response) => {
  if (request.url === '/') {
    response.setHeader('content-type', 'text/html')
    response.end(page0.replace('</body>', '<script src="/recorder.js"></script></body>'))
  } else if (request.url === '/recorder.js') {
    response.setHeader('content-type', 'text/javascript')
    response.end(script)
  } else {
    response.setHeader('content-type', 'application/json')
    response.end('{"sessionRecording":{"endpoint":"/s/"},"featureFlags":{}}')
  }
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [file, code] of Object.entries(RECORDERS)) {
  if (options.only && file !== options.only) continue
  script = await bundle(file, code)
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  page.on('pageerror', (error) => console.error(file, error.message))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.waitForFunction(() => 'done' in window)
  await page.waitForTimeout(300)
  await page.fill('#name', 'typed')
  await page.check('#check')
  await page.fill('#area', 'new text')
  await page.selectOption('#pick', 'b')
  await page.click('#go')
  await page.evaluate(() => document.getElementById('box').scrollTo(0, 120))
  await page.waitForTimeout((await page.evaluate(() => window.settleMs)) ?? 800)
  const { view } = await momentOf(page)
  const { text, base64, ...rest } = await page.evaluate(() => window.done())
  const bytes = text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text)
  await writeFile(join(HERE, file), bytes)
  await writeFile(join(HERE, 'page.view.json'), `${JSON.stringify(view, null, 1)}\n`)
  console.log(file, bytes.length, rest)
  await page.close()
}
await browser.close()
server.close()
