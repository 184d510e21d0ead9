/** The player engine in a plain page of real Chromium, and a server that waits to be called. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { bundle } from './bundle'
import type { TestRecording } from './inMemorySource'
import { startServer, type TestServer } from './serve'

export interface PlayerHost {
  readonly browser: Browser
  readonly web: TestServer
  newPage(): Promise<Page>
  stop(): Promise<void>
}

export async function startPlayerHost(): Promise<PlayerHost> {
  const script = await bundle('tests/support/playerPage.ts')
  const host = await startServer((request, response) => {
    const isScript = request.url === '/player.js'
    response.setHeader('content-type', isScript ? 'text/javascript;charset=utf-8' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><style>body{margin:0}main{width:100vw;height:100vh}</style><main></main><script src="/player.js"></script>',
    )
  })
  const web = await startServer((_request, response) => response.end('never'), '127.0.0.1')
  const found = await findChromium()
  const browser = await chromium.launch({
    ...(found && { executablePath: found.path }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  return {
    browser,
    web,
    async newPage() {
      const page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
      await page.goto(host.origin)
      return page
    },
    async stop() {
      await browser.close()
      await host.stop()
      await web.stop()
    },
  }
}

/** As text: the type of a nested tree is more than `evaluate` can spell out. */
export async function openIn(page: Page, recording: TestRecording): Promise<void> {
  await page.evaluate((given) => window.openRecording(JSON.parse(given)), JSON.stringify(recording))
}

/** Runs a function, which may use nothing from outside, over the document that is shown. */
export async function inStage<T>(page: Page, read: (doc: Document) => T): Promise<T> {
  const stage = "document.querySelector('iframe[data-recount-replay]').contentDocument"
  return (await page.evaluate(`(${read.toString()})(${stage})`)) as T
}
