import { expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { type Screen, screenMissing, startScreen } from '../../scripts/support/screen.mjs'
import { shopHandler } from '../demo/server.mjs'
import type { Recount } from '../support/automation'
import { launchPublished, type PublishedBrowser } from '../support/published'
import { test } from './fixtures'

const missing = screenMissing()

test.describe("the browser's own dialog, on a screen", { tag: '@alone' }, () => {
  test.skip(missing !== undefined, `The dialog needs a screen: ${missing}`)

  let screen: Screen
  let browser: PublishedBrowser
  let own: Page
  let recount: Recount

  test.beforeEach(async ({ chromiumPath }) => {
    screen = await startScreen()
    const env = { DISPLAY: screen.display }
    browser = await launchPublished(chromiumPath, { headless: false, env })
    own = await browser.openOwnPage('sessions.html')
    recount = driveAutomation(own)
  })

  test.afterEach(async () => {
    await browser.close()
    screen.stop()
  })

  /** The person clicks the button in the toolbar and then the offer to allow the site. */
  async function askForSite(page: Page): Promise<Page> {
    await browser.clickToolbarButton(page)
    const tabId = await own.evaluate(async (url) => {
      const tabs = await chrome.tabs.query({})
      return tabs.find((tab) => tab.url?.startsWith(url))?.id
    }, page.url())
    // Playwright cannot reach into the popup itself: the same page in a tab, for the same tab.
    const popup = await browser.context.newPage()
    await popup.goto(`chrome-extension://${browser.extensionId}/popup.html?tab=${tabId}`)
    await popup.getByRole('button', { name: 'Allow this site and record' }).click()
    return popup
  }

  function grantedSites(): Promise<string[] | undefined> {
    return own.evaluate(async () => (await chrome.permissions.getAll()).origins)
  }

  test('answered with Allow, the site is recorded', async ({ serve }) => {
    const shop = await serve(shopHandler(''))
    const page = await browser.context.newPage()
    await page.goto(shop.origin)
    const popup = await askForSite(page)

    // No event tells when the dialog is open, and keys that come too early end in Deny: then the person asks again. The
    // focus begins on Deny, which is why Return alone would not do.
    await expect(async () => {
      const offer = popup.getByRole('button', { name: 'Allow this site and record' })
      if (await popup.getByText('was not allowed to give access').isVisible()) await offer.click()
      await popup.waitForTimeout(1500)
      screen.press('Tab')
      screen.press('Return')
      await expect.poll(grantedSites, { timeout: 3000 }).toEqual([`${shop.origin}/*`])
    }).toPass()
    await expect
      .poll(async () => (await recount.list()).map(({ status }) => status))
      .toEqual(['recording'])
  })

  test('answered with Deny, nothing is recorded and the popup says so', async ({ serve }) => {
    const shop = await serve(shopHandler(''))
    const page = await browser.context.newPage()
    await page.goto(shop.origin)
    const popup = await askForSite(page)

    await expect(async () => {
      screen.press('Escape')
      await expect(popup.getByText('was not allowed to give access')).toBeVisible({ timeout: 1000 })
    }).toPass({ intervals: [1500] })
    expect(await grantedSites()).toEqual([])
    expect(await recount.list()).toEqual([])
  })
})
