import { expect } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { paymentHandler, shopHandler } from '../demo/server.mjs'
import { extensionScripts } from '../support/published'
import { test } from './fixtures'

test.describe('the published build', () => {
  test('runs nothing in a page and reaches no site before the person says so', async ({
    launchPublished,
    serve,
  }) => {
    const shop = await serve(shopHandler((await serve(paymentHandler(), '127.0.0.1')).origin))
    const browser = await launchPublished()
    const page = await browser.context.newPage()
    await page.goto(shop.origin)

    expect(await extensionScripts(page)).toEqual([])
    const own = await browser.openOwnPage('sessions.html')
    const held = await own.evaluate(async () => ({
      scripts: await chrome.scripting.getRegisteredContentScripts(),
      sites: (await chrome.permissions.getAll()).origins,
    }))
    expect(held).toEqual({ scripts: [], sites: [] })
  })

  test('refuses consent for a site the browser has not granted, and says so', async ({
    launchPublished,
    serve,
  }) => {
    const shop = await serve(shopHandler(''))
    const browser = await launchPublished()
    const recount = driveAutomation(await browser.openOwnPage('sessions.html'))

    await expect(recount.setConsent(shop.origin, 'always')).rejects.toThrow(shop.origin)
  })

  test('records one tab after a click on its button, and no other site', async ({
    launchPublished,
    serve,
  }) => {
    const payment = await serve(paymentHandler(), '127.0.0.1')
    const shop = await serve(shopHandler(payment.origin))
    const browser = await launchPublished()
    const recount = driveAutomation(await browser.openOwnPage('sessions.html'))
    const page = await browser.context.newPage()
    await page.goto(`${shop.origin}/checkout.html`)
    await page.frameLocator('.payment').getByLabel('Card number').waitFor()

    await browser.clickToolbarButton(page)
    const { sessionId } = await recount.start({ url: page.url() })
    await page.bringToFront()
    await page.getByLabel('Full name').fill('Ada Quist')
    const summary = await recount.stop(sessionId)

    expect(summary).toMatchObject({ status: 'complete', frames: 1 })
    expect(summary.events).toBeGreaterThan(2)
    expect(await extensionScripts(page)).toContain(
      `chrome-extension://${browser.extensionId}/content-scripts/recorder.js`,
    )
  })

  test('records a site by itself once consent is given for it, until it is withdrawn', async ({
    launchPublished,
    serve,
  }) => {
    const shop = await serve(shopHandler(''))
    const other = await serve(shopHandler(''), '127.0.0.1')
    const browser = await launchPublished({ granted: true })
    const own = await browser.openOwnPage('sessions.html')
    const recount = driveAutomation(own)
    const page = await browser.context.newPage()

    await recount.setConsent(shop.origin, 'always')
    await page.goto(other.origin)
    expect(await extensionScripts(page)).toEqual([])
    await page.goto(shop.origin)
    await expect
      .poll(async () => (await recount.list()).map(({ status }) => status))
      .toEqual(['recording'])
    expect(await extensionScripts(page)).not.toEqual([])

    await recount.setConsent(shop.origin, 'never')
    await expect
      .poll(async () => (await recount.list()).filter(({ status }) => status === 'recording'))
      .toEqual([])
    const [session] = await recount.list()
    if (session) expect(await recount.stored(session.sessionId)).toContain('consent-withdrawn')
    await page.reload()
    expect(await extensionScripts(page)).toEqual([])
  })
})
