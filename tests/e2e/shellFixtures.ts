/**
 * The shell (see tests/shell) in a plain browser: one build, one browser and one page for all tests. Each begins with a
 * state of its own; a new page for each would cost a second.
 */
import { rmSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  test as base,
  chromium,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { startServer, type TestServer } from '../support/serve'
import { buildShell } from '../support/shell'

export interface Shell {
  page: Page
  server: TestServer
  /** Shows `page=sessions&data=full#/session/s2`, with all that was done before forgotten. */
  open(query: string): Promise<void>
  openPlayer(hash?: string): Promise<void>
  slider: Locator
  /** Position of the player in whole seconds. */
  seconds(): Promise<number>
}

export const test = base.extend<
  {
    shell: Shell
    /** In a page of its own, for what does not go away with its state. */
    freshShell: Shell
  },
  { shellServer: TestServer; shellBrowser: Browser; shellPage: Page }
>({
  shellServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const folder = await buildShell()
      const server = await startServer(folder)
      await use(server)
      await server.stop()
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  shellBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const found = await findChromium()
      const browser = await chromium.launch({
        ...(found && { executablePath: found.path }),
        args: [
          '--no-sandbox',
          '--disable-background-networking',
          '--no-first-run',
          // Text is drawn the same way on every machine.
          '--font-render-hinting=none',
          '--disable-lcd-text',
          '--force-color-profile=srgb',
        ],
      })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  shellPage: [
    async ({ shellServer, shellBrowser }, use) => {
      const context = await newContext(shellBrowser, shellServer)
      const page = await context.newPage()
      await page.goto(`${shellServer.origin}/index.html?${NOTHING}`)
      await use(page)
      await context.close()
    },
    { scope: 'worker' },
  ],
  shell: async ({ shellServer, shellPage: page }, use) => {
    await page.setViewportSize(VIEWPORT)
    await page.emulateMedia({ colorScheme: null, reducedMotion: null })
    await page.mouse.move(0, 0)
    const open = (query: string) => page.evaluate((next) => window.showState(next), query)
    await expectNoFailure(page, async () => {
      await use(createShell(page, shellServer, open))
      await open(NOTHING)
    })
  },
  freshShell: async ({ shellServer, shellBrowser }, use) => {
    const context = await newContext(shellBrowser, shellServer)
    const page = await context.newPage()
    const open = async (query: string) => {
      await page.goto(`${shellServer.origin}/index.html?${query}`)
    }
    await expectNoFailure(page, () => use(createShell(page, shellServer, open)))
    await context.close()
  },
})

const VIEWPORT = { width: 1280, height: 760 }
/** No surface at all. */
const NOTHING = 'page=none'

async function newContext(browser: Browser, server: TestServer): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
  return context
}

async function expectNoFailure(page: Page, during: () => Promise<void>): Promise<void> {
  const failures: Error[] = []
  const note = (error: Error) => failures.push(error)
  page.on('pageerror', note)
  await during()
  page.off('pageerror', note)
  expect(failures).toEqual([])
}

function createShell(page: Page, server: TestServer, open: Shell['open']): Shell {
  const slider = page.getByRole('slider', { name: 'Position' })
  return {
    page,
    server,
    open,
    slider,
    async openPlayer(hash = '#/session/s2') {
      await open(`page=sessions${hash}`)
      await expect(page.getByRole('tab', { name: /Steps/ })).toBeVisible()
      await expect(page.getByRole('button', { name: /Click "Add to cart"/ }).first()).toBeVisible()
    },
    seconds: async () => Number(await slider.getAttribute('aria-valuenow')),
  }
}
