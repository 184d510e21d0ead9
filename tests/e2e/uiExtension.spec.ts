/** The surfaces in the real extension, over real recordings. */
import { expect } from '@playwright/test'
import { startDemo } from '../demo/server.mjs'
import { listCaughtUp } from '../support/extension'
import { servesHtml } from '../support/serve'
import { accessibilityProblems } from '../support/shell'
import { test } from './fixtures'

test('a recorded visit is watched, deleted and brought back in the page people use', async ({
  recount,
  sessionsPage,
  recordPage,
}) => {
  const demo = await startDemo()
  const { sessionId } = await recordPage(
    demo.url,
    async (page) => {
      await page.getByRole('button', { name: 'Pet safe' }).click()
      await page.getByRole('link', { name: /Moth orchid/ }).click()
      await page.getByRole('button', { name: /Add to cart/ }).click()
      await page.getByText('is in your cart').waitFor()
    },
    { privacy: 'allow' },
  )
  // Behind another tab it draws once a second, and each click waits for two frames.
  await sessionsPage.bringToFront()

  await test.step('the library shows it', async () => {
    await expect(sessionsPage.getByRole('article')).toHaveCount(1)
    await expect(sessionsPage.getByText('Stopped by you')).toBeVisible()
    expect(await accessibilityProblems(sessionsPage)).toEqual([])
  })

  await test.step('the program opens the same player that a click opens', async () => {
    const { durationMs } = await recount.open(sessionId)
    expect(durationMs).toBeGreaterThan(0)
    expect(new URL(sessionsPage.url()).hash).toBe(`#/session/${sessionId}`)
    await expect(sessionsPage.locator('iframe[data-recount-replay]')).toHaveCount(1)
    await expect(sessionsPage.getByRole('button', { name: /Pet safe/ })).toBeVisible()
    expect(await accessibilityProblems(sessionsPage)).toEqual([])
  })

  await test.step('nothing is requested while it plays', async () => {
    await demo.stop()
    const refused: string[] = []
    sessionsPage.on('requestfailed', (request) => refused.push(request.url()))
    await recount.player.seek(1000)
    expect(refused.filter((url) => url.startsWith('http'))).toEqual([])
  })

  await test.step('it goes and comes back', async () => {
    await sessionsPage.getByRole('link', { name: 'Sessions' }).click()
    const row = sessionsPage.getByRole('article')
    await row.hover()
    await row.getByRole('button', { name: 'Delete' }).click()
    await expect(row).toHaveCount(0)
    await expect(sessionsPage.getByText('Record your first session')).toBeVisible()
    await sessionsPage.getByRole('button', { name: 'Undo' }).click()
    await expect(row).toHaveCount(1)
  })

  await test.step('a file of it is dropped on the page, and pasted', async () => {
    const { fileName, bytes } = await recount.export(sessionId, 'archive')
    const rows = sessionsPage.getByRole('article')
    for (const [index, how] of ['drop', 'paste'].entries()) {
      await sessionsPage.evaluate(
        ({ how, fileName, bytes }) => {
          const data = new DataTransfer()
          const content = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))
          data.items.add(new File([content], fileName))
          const event =
            how === 'drop'
              ? new DragEvent('drop', { dataTransfer: data, bubbles: true })
              : new ClipboardEvent('paste', { clipboardData: data, bubbles: true })
          document.querySelector('main')?.dispatchEvent(event)
        },
        { how, fileName, bytes },
      )
      await expect(rows).toHaveCount(index + 2)
    }
    await rows.first().getByRole('link').first().click()
    await expect(sessionsPage.locator('iframe[data-recount-replay]')).toHaveCount(1)
  })
})

test('the popup records the tab it belongs to', async ({ context, extension, recount, serve }) => {
  const site = await serve(servesHtml('<!doctype html><title>A page</title><h1>Hello</h1>'))
  const tab = await context.newPage()
  await tab.goto(site.origin)
  const popup = await context.newPage()
  await popup.goto(`chrome-extension://${extension.extensionId}/popup.html`)
  const tabId = await popup.evaluate(async (url) => {
    const [found] = await chrome.tabs.query({ url: `${url}/*` })
    return found?.id
  }, site.origin)
  await popup.goto(`chrome-extension://${extension.extensionId}/popup.html?tab=${tabId}`)

  await popup.getByRole('button', { name: 'Record this tab' }).click()
  await expect(popup.getByRole('timer')).toBeVisible()
  expect(await accessibilityProblems(popup)).toEqual([])
  await popup.getByRole('button', { name: 'Stop' }).click()
  await expect(popup.getByRole('button', { name: 'Record this tab' })).toBeVisible()
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')

  await popup.getByRole('radio', { name: 'Always' }).click()
  await expect(popup.getByText('Every visit to this site is recorded')).toBeVisible()
  await popup.getByRole('radio', { name: 'Never' }).click()
  await expect(popup.getByText('This page cannot be recorded')).toBeVisible()
  await popup.close()
  await tab.close()
})

test('the panel follows the recording of its tab', async ({
  context,
  extension,
  recount,
  serve,
}) => {
  const site = await serve(
    servesHtml('<!doctype html><title>A page</title><button onclick="console.warn(1)">Go</button>'),
  )
  const tab = await context.newPage()
  await tab.goto(site.origin)
  const panel = await context.newPage()
  await panel.goto(`chrome-extension://${extension.extensionId}/options.html`)
  const tabId = await panel.evaluate(async (url) => {
    const [found] = await chrome.tabs.query({ url: `${url}/*` })
    return found?.id
  }, site.origin)
  await panel.goto(`chrome-extension://${extension.extensionId}/devtools-panel.html?tab=${tabId}`)
  await panel.getByRole('button', { name: 'Record this tab' }).click()
  await expect(panel.getByRole('region', { name: 'Events' })).toContainText('snapshot')
  const press = async () => {
    await tab.getByRole('button', { name: 'Go' }).click()
    await listCaughtUp(recount)
  }
  await press()
  const events = panel.getByRole('region', { name: 'Events' })
  await expect(events).toContainText('click')
  const logged = events.getByRole('listitem').filter({ hasText: 'console' })
  await expect(logged).toHaveCount(1)
  const cost = panel.getByRole('region', { name: 'Cost of recording' })
  await expect(cost).toContainText(/\d ms \(/)
  await expect(cost).toContainText(/\d k?B/)

  await test.step('also when the worker slept in between', async () => {
    const session = await context.newCDPSession(tab)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    await press()
    await expect(logged).toHaveCount(2)
  })
  await panel.getByRole('button', { name: 'Stop' }).click()
  await panel.getByRole('tab', { name: 'Sessions of this tab' }).click()
  await panel.getByRole('article').getByRole('link').click()
  await expect(panel.locator('iframe[data-recount-replay]')).toHaveCount(1)
  await expect.poll(async () => (await recount.list()).length).toBe(1)
  await panel.close()
  await tab.close()
})
