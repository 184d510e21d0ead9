import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { OFFLINE } from '../support/offline'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

/**
 * From the start: a quota that is set later counts half a minute later, because Chromium goes on with the room it knew
 * of. One origin gets three quarters of the pool.
 */
const SMALL_DISK = '--enable-features=StorageQuotaSettings:PoolSizeBytes/4000000'

/** With `unlimitedStorage` Chromium asks only the disk; a disk cannot be filled in a test. */
function copyWithQuota(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'recount-quota-')), 'extension')
  cpSync(buildFolder('automation'), folder, { recursive: true })
  const file = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  manifest.permissions = manifest.permissions.filter((name: string) => name !== 'unlimitedStorage')
  writeFileSync(file, JSON.stringify(manifest))
  return folder
}

test('a full disk stops the recording with a message, keeps what is stored, and records again when there is room', async ({
  chromiumPath,
  serve,
}) => {
  test.setTimeout(90_000)
  const server = await serve(
    servesHtml('<!doctype html><title>Full</title><h1>Kept words</h1><main></main>'),
  )
  const extensionFolder = copyWithQuota()
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder,
    args: [...OFFLINE, SMALL_DISK],
  })
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  const recount = driveAutomation(own)
  const page = await context.newPage()
  await page.goto(server.origin)
  const kept = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await recount.stop(kept.sessionId)

  const large = await recount.start({ url: page.url() }, { privacy: 'allow' })
  const browser = await context.newCDPSession(own)
  const origin = `chrome-extension://${extensionId}`
  expect((await browser.send('Storage.getUsageAndQuota', { origin })).quota).toBeLessThan(5_000_000)
  // Random, so that it cannot be packed: about 500 kB a second.
  await page.evaluate(() => {
    setInterval(() => {
      const bytes = crypto.getRandomValues(new Uint8Array(30_000))
      const item = document.createElement('p')
      item.textContent = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      document.querySelector('main')?.replaceChildren(item)
    }, 80)
  })
  const tabId = await own.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((each) => each.url === url)
    return tab?.id ?? -1
  }, page.url())
  const badge = () => own.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId)
  await expect.poll(badge, { timeout: 50_000 }).toBe('!')
  const title = await own.evaluate((id) => chrome.action.getTitle({ tabId: id }), tabId)
  expect(title).toContain('storage is full')

  await test.step('says so where it is started, and refuses to start', async () => {
    const popup = await context.newPage()
    await popup.goto(`chrome-extension://${extensionId}/popup.html?tab=${tabId}`)
    await expect(popup.getByText('Storage is full')).toBeVisible()
    await popup.close()
    await page.reload()
    await expect(recount.start({ tabId })).rejects.toThrow('There is no room for a recording')
  })

  await test.step('what is stored stays readable', async () => {
    expect(await recount.stored(kept.sessionId)).toContain('Kept words')
    expect((await recount.open(kept.sessionId)).durationMs).toBeGreaterThanOrEqual(0)
    expect((await recount.events(large.sessionId)).length).toBeGreaterThan(2)
  })

  await test.step('deleting makes room, and recording works again', async () => {
    await recount.remove(kept.sessionId)
    expect((await recount.list()).map(({ sessionId }) => sessionId)).toEqual([large.sessionId])
    await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 50_000_000 })
    const again = await recount.start({ tabId }, { privacy: 'allow' })
    await recount.stop(again.sessionId)
    expect(await recount.stored(again.sessionId)).toContain('Kept words')
    expect(await badge()).not.toBe('!')
    expect(await recount.stored(large.sessionId)).toContain('"endReason":"quota"')
    const states = (await recount.list()).map(({ status }) => status)
    expect(states).toEqual(['complete', 'complete'])
    const popup = await context.newPage()
    await popup.goto(`chrome-extension://${extensionId}/popup.html?tab=${tabId}`)
    await expect(popup.getByRole('button', { name: 'Record this tab' })).toBeVisible()
    await expect(popup.getByText('Storage is full')).toHaveCount(0)
  })
  await context.close()
  rmSync(join(extensionFolder, '..'), { recursive: true, force: true })
})
