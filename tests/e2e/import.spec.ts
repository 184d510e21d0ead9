/** What one tool exports, the library takes in and plays. */
import { expect } from '@playwright/test'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

test('a session exported as rrweb events comes back and plays', async ({
  recount,
  sessionsPage,
  recordPage,
  serve,
}) => {
  const site = await serve(servesHtml('<!doctype html><title>Shop</title><h1>Hello</h1><input>'))
  const { sessionId } = await recordPage(
    site.origin,
    async (page) => {
      await page.fill('input', 'typed')
      await page.evaluate(() => {
        document.body.append('added')
      })
    },
    { privacy: 'allow' },
  )
  for (const format of ['rrweb', 'archive'] as const) {
    const file = await recount.export(sessionId, format)
    const imported = await recount.import(file.fileName, file.bytes)
    expect(imported.sessionId).not.toBe(sessionId)
    const { durationMs } = await recount.open(imported.sessionId)
    await recount.player.seek(durationMs)
    const stage = sessionsPage.frameLocator('iframe[data-recount-replay]')
    await expect(stage.locator('body')).toContainText('added')
    await expect(stage.locator('h1')).toHaveText('Hello')
    await expect(stage.locator('input')).toHaveValue('typed')
  }
})
