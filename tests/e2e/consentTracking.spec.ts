/// <reference types="chrome" />
/** "Do not track" and Global Privacy Control, as a real browser says them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import type { Recount } from '../support/automation'
import { badgeOf, everything, setSettings } from '../support/extension'
import { OFFLINE } from '../support/offline'
import { test } from './fixtures'

function servePage(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>TITLE-CANARY</title><h1>TEXT-CANARY</h1>
    <p>header: ${request.headers.dnt ?? 'none'}</p>`)
}

interface Setting {
  context: BrowserContext
  own: Page
  recount: Recount
  origin: string
  /** A tab whose browser wishes not to be tracked. */
  openTab(): Promise<Page>
}

/** The three things a person can choose, in a browser that wishes not to be tracked. */
async function expectWishes({ own, recount, origin, openTab }: Setting): Promise<void> {
  await recount.setConsent(origin, 'always', { privacy: 'allow' })
  const visit = async () => {
    const page = await openTab()
    await page.goto(`${origin}/?query=QUERY-CANARY`)
    await page.bringToFront()
    const tabId = await own.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
      return tab?.id ?? -1
    })
    return { page, tabId }
  }
  const popupOf = async (tabId: number) => {
    const popup = await own.context().newPage()
    await popup.goto(`${own.url().replace(/sessions\.html.*/, '')}popup.html?tab=${tabId}`)
    return popup
  }

  await test.step('masked completely, without title and query, and the popup says why', async () => {
    const { page, tabId } = await visit()
    await expect.poll(() => everything(recount)).toContain('"snapshot":true')
    const popup = await popupOf(tabId)
    await expect(popup.getByText('The browser says "do not track"')).toBeVisible()
    await popup.close()
    await page.close()
    await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
    expect(await everything(recount)).not.toContain('CANARY')
    await recount.clear()
  })

  await test.step('not recorded where the person wants that, and the button says why', async () => {
    await setSettings(own, { version: 2, trackingWish: 'off' })
    const { page, tabId } = await visit()
    await expect.poll(async () => (await badgeOf(own, tabId)).text).toBe('×')
    expect((await badgeOf(own, tabId)).title).toContain('do not want to be tracked')
    const popup = await popupOf(tabId)
    await expect(popup.getByText('This page is not being recorded')).toBeVisible()
    await expect(popup.getByText('do not want to be tracked')).toBeVisible()
    await popup.close()
    expect(await recount.list()).toEqual([])
    await page.close()
  })

  await test.step('recorded as usual where the person wants that', async () => {
    await setSettings(own, { version: 2, trackingWish: 'ignore' })
    const { page } = await visit()
    await expect.poll(() => everything(recount)).toContain('TEXT-CANARY')
    const all = await everything(recount)
    expect(all).toContain('TITLE-CANARY')
    expect(all).toContain('QUERY-CANARY')
    await page.close()
  })
}

test('"do not track" of the browser is followed as the person chose', async ({
  chromiumPath,
  serve,
}) => {
  const server = await serve(servePage)
  const profile = mkdtempSync(join(tmpdir(), 'recount-dnt-'))
  mkdirSync(join(profile, 'Default'))
  writeFileSync(join(profile, 'Default/Preferences'), '{"enable_do_not_track":true}')
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: buildFolder('automation'),
    profile,
    args: OFFLINE,
  })
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  const first = await context.newPage()
  await first.goto(server.origin)
  expect(await first.evaluate(() => navigator.doNotTrack)).toBe('1')
  await expect(first.getByText('header: 1')).toBeVisible()
  await first.close()
  await expectWishes({
    context,
    own,
    recount: driveAutomation(own),
    origin: server.origin,
    openTab: () => context.newPage(),
  })
  await context.close()
  rmSync(profile, { recursive: true, force: true })
})

test('Global Privacy Control, as another extension defines it in the page, is followed too', async ({
  context,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await expectWishes({
    context,
    own: sessionsPage,
    recount,
    origin: server.origin,
    async openTab() {
      const page = await context.newPage()
      await page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
      )
      return page
    },
  })
  await setSettings(sessionsPage, {})
})
