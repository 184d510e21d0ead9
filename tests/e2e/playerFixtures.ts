/** The player engine in a plain page of real Chromium: one build and one browser for all tests, a page for each. */
import { test as base, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { bundle } from '../support/bundle'
import type { TestRecording } from '../support/inMemorySource'
import { startServer, type TestServer } from '../support/serve'

interface PlayerPages {
  newPage(): Promise<Page>
  stop(): Promise<void>
}

async function startPlayerPages(): Promise<PlayerPages> {
  const script = await bundle('tests/support/playerPage.ts')
  const server = await startServer((request, response) => {
    const isScript = request.url === '/player.js'
    response.setHeader('content-type', isScript ? 'text/javascript;charset=utf-8' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><style>body{margin:0}main{width:100vw;height:100vh}</style><main></main><script src="/player.js"></script>',
    )
  })
  const found = await findChromium()
  const browser = await chromium.launch({
    ...(found && { executablePath: found.path }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  return {
    async newPage() {
      const page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
      await page.goto(server.origin)
      return page
    },
    async stop() {
      await browser.close()
      await server.stop()
    },
  }
}

export const test = base.extend<
  {
    page: Page
    /** A server of another site, which nothing may reach. */
    web: TestServer
  },
  { playerPages: PlayerPages }
>({
  playerPages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const pages = await startPlayerPages()
      await use(pages)
      await pages.stop()
    },
    { scope: 'worker' },
  ],
  page: async ({ playerPages }, use) => {
    const page = await playerPages.newPage()
    await use(page)
    await page.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  web: async ({}, use) => {
    const web = await startServer((_request, response) => response.end('never'), '127.0.0.1')
    await use(web)
    await web.stop()
  },
})

/** As text: the type of a nested tree is more than `evaluate` can spell out. */
export async function openIn(page: Page, recording: TestRecording): Promise<void> {
  await page.evaluate((given) => window.openRecording(JSON.parse(given)), JSON.stringify(recording))
}

export async function seekIn(page: Page, ms: number): Promise<void> {
  await page.evaluate((at) => window.player.seek(at), ms)
}

/** Runs a function, which may use nothing from outside, over the document that is shown. */
export async function inStage<T>(page: Page, read: (doc: Document) => T): Promise<T> {
  const stage = "document.querySelector('iframe[data-recount-replay]').contentDocument"
  return (await page.evaluate(`(${read.toString()})(${stage})`)) as T
}
