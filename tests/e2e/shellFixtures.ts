/** The shell (see tests/shell) in a plain browser: one build and one browser for all tests, a context for each. */
import { rmSync } from 'node:fs'
import {
  type Browser,
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
  /** `page=sessions&data=full#/session/s2` */
  open(query: string): Promise<void>
  openPlayer(hash?: string): Promise<void>
  slider: Locator
  /** Position of the player in whole seconds. */
  seconds(): Promise<number>
}

export const test = base.extend<
  { shell: Shell },
  { shellServer: TestServer; shellBrowser: Browser }
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
  shell: async ({ shellServer: server, shellBrowser }, use) => {
    const context = await shellBrowser.newContext({
      viewport: { width: 1280, height: 760 },
      locale: 'en-US',
      timezoneId: 'UTC',
    })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
    const page = await context.newPage()
    const failures: Error[] = []
    page.on('pageerror', (error) => failures.push(error))
    const open = async (query: string) => {
      await page.goto(`${server.origin}/index.html?${query}`)
    }
    const slider = page.getByRole('slider', { name: 'Position' })
    await use({
      page,
      server,
      open,
      slider,
      async openPlayer(hash = '#/session/s2') {
        await open(`page=sessions${hash}`)
        await expect(page.getByRole('tab', { name: /Steps/ })).toBeVisible()
        await expect(
          page.getByRole('button', { name: /Click "Add to cart"/ }).first(),
        ).toBeVisible()
      },
      seconds: async () => Number(await slider.getAttribute('aria-valuenow')),
    })
    await context.close()
    expect(failures).toEqual([])
  },
})
