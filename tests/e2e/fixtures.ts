/**
 * What end-to-end tests start from. One browser with the automation build serves all tests of a worker; each test gets
 * its own tab, its own sessions page and an empty library.
 */
import type { RequestListener } from 'node:http'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { findChromium } from '../../scripts/support/chromium.mjs'
import { paymentHandler, shopHandler } from '../demo/server.mjs'
import { visitShop } from '../demo/visit.mjs'
import type { Recount, StartOptions } from '../support/automation'
import { countDocuments } from '../support/extension'
import { OFFLINE } from '../support/offline'
import { launchPublished, type PublishedBrowser } from '../support/published'
import { startServer, type TestServer } from '../support/serve'

interface WorkerFixtures {
  chromiumPath: string
  extension: { context: BrowserContext; extensionId: string }
}

interface TestFixtures {
  /** Where the sessions page begins: `#/session/none` costs less than the library, which follows what is recorded. */
  ownRoute: '' | '#/session/none'
  /** Starts the published build in a browser of its own, closed when the test ends. */
  launchPublished(options?: { granted?: boolean }): Promise<PublishedBrowser>
  /** `sessions.html` in a tab of its own. */
  sessionsPage: Page
  /** The automation object of that page. */
  recount: Recount
  /** Serves a folder or a handler until the test ends. */
  serve(
    content: string | string[] | RequestListener,
    host?: 'localhost' | '127.0.0.1',
  ): Promise<TestServer>
  tabIdOf(page: Page): Promise<number>
  /** The popup as it belongs to that tab, opened as a page. Closed when the test ends. */
  popupOf(page: Page): Promise<Page>
  /** Opens the URL, records while `visit` runs, stops. The page stays open. */
  recordPage(
    url: string,
    visit: (page: Page, caughtUp: () => Promise<void>) => Promise<void>,
    options?: StartOptions,
  ): Promise<{ sessionId: string; page: Page }>
  /** Records a whole visit of the demo shop. `served` may stand between the shop and its visitors. */
  recordShop(options?: {
    privacy?: StartOptions['privacy']
    served?: (pages: RequestListener) => RequestListener
  }): Promise<{ sessionId: string; shop: TestServer; payment: TestServer }>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  ownRoute: ['', { option: true }],

  chromiumPath: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const chromium = await findChromium()
      if (!chromium) throw new Error('No Chromium found. `npm run test:e2e` looks for one first.')
      await use(chromium.path)
    },
    { scope: 'worker' },
  ],

  extension: [
    async ({ chromiumPath }, use) => {
      const extensionFolder = buildFolder('automation')
      const browser = await launchWithExtension({
        executablePath: chromiumPath,
        extensionFolder,
        args: OFFLINE,
      })
      await use(browser)
      await browser.context.close()
    },
    { scope: 'worker' },
  ],

  context: async ({ extension }, use) => {
    await use(extension.context)
  },

  // After the sessions page, so that it is the tab in front: a tab behind gets one frame a second.
  page: async ({ context, sessionsPage: _ }, use) => {
    const page = await context.newPage()
    await use(page)
    await page.close()
  },

  launchPublished: async ({ chromiumPath }, use) => {
    const browsers: PublishedBrowser[] = []
    await use(async (options) => {
      const browser = await launchPublished(chromiumPath, options)
      browsers.push(browser)
      return browser
    })
    for (const browser of browsers) await browser.close()
  },

  sessionsPage: async ({ context, extension, ownRoute }, use) => {
    const page = await context.newPage()
    await page.goto(`chrome-extension://${extension.extensionId}/sessions.html${ownRoute}`)
    await page.waitForFunction(() => 'recount' in globalThis)
    await use(page)
    await page.close()
  },

  recount: async ({ sessionsPage }, use) => {
    const recount = driveAutomation(sessionsPage)
    await recount.clear()
    await use(recount)
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  serve: async ({}, use) => {
    const servers: TestServer[] = []
    await use(async (content, host) => {
      const server = await startServer(content, host)
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.stop()))
  },

  tabIdOf: async ({ sessionsPage }, use) => {
    await use(async (page) => {
      // By its place, not its URL: the browser hides the URLs of its own pages.
      await page.bringToFront()
      return await sessionsPage.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
        return tab?.id ?? -1
      })
    })
  },

  popupOf: async ({ context, extension, tabIdOf }, use) => {
    const popups: Page[] = []
    await use(async (page) => {
      const tabId = await tabIdOf(page)
      const popup = await context.newPage()
      popups.push(popup)
      await popup.goto(`chrome-extension://${extension.extensionId}/popup.html?tab=${tabId}`)
      return popup
    })
    for (const popup of popups) await popup.close()
  },

  recordPage: async ({ page, recount, sessionsPage }, use) => {
    await use(async (url, visit, options) => {
      await page.goto(url)
      await recount.setConsent(new URL(url).origin, 'ask', { privacy: options?.privacy })
      const { sessionId } = await recount.start({ url: page.url() }, options)
      let documents = 1
      page.on('domcontentloaded', () => documents++)
      const caughtUp = async () => {
        await expect
          .poll(() => countDocuments(sessionsPage, sessionId))
          .toBeGreaterThanOrEqual(documents)
      }
      await visit(page, caughtUp)
      await recount.stop(sessionId)
      return { sessionId, page }
    })
  },

  recordShop: async ({ serve, recordPage, recount }, use) => {
    await use(async ({ privacy, served = (pages: RequestListener) => pages } = {}) => {
      const payment = await serve(paymentHandler(), '127.0.0.1')
      const shop = await serve(served(shopHandler(payment.origin)))
      await recount.setConsent(payment.origin, 'ask', { privacy })
      const { sessionId } = await recordPage(shop.origin, visitShop, { privacy })
      return { sessionId, shop, payment }
    })
  },
})
