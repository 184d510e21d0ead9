import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { firstStored } from '../support/extension'
import { OFFLINE } from '../support/offline'
import { test } from './fixtures'

async function openRecount(context: BrowserContext, extensionId: string) {
  const page = await context.newPage()
  await page.goto(`chrome-extension://${extensionId}/sessions.html`)
  await page.waitForFunction(() => 'recount' in globalThis)
  return driveAutomation(page)
}

test('after a restart of the browser what was recorded plays, says so, and the site records again', async ({
  chromiumPath,
  serve,
}) => {
  const server = await serve((request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Restart</title><h1>At ${request.url}</h1>`)
  })
  const profile = mkdtempSync(join(tmpdir(), 'recount-restart-'))
  const launch = () =>
    launchWithExtension({
      executablePath: chromiumPath,
      extensionFolder: buildFolder('automation'),
      profile,
      args: OFFLINE,
    })

  const before = await launch()
  const first = await openRecount(before.context, before.extensionId)
  await first.setConsent(server.origin, 'always', { privacy: 'allow' })
  const page = await before.context.newPage()
  await page.goto(`${server.origin}/before`)
  await firstStored(first)
  await before.context.close()

  const after = await launch()
  const recount = await openRecount(after.context, after.extensionId)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('interrupted')
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  const stored = await recount.stored(sessionId)
  expect(stored).toContain('"endReason":"browser-closed"')
  expect(stored).toContain('At /before')
  expect((await recount.events(sessionId)).length).toBeGreaterThan(1)

  const again = await after.context.newPage()
  await again.goto(`${server.origin}/after`)
  await expect.poll(async () => (await recount.list()).length).toBe(2)
  await after.context.close()
  rmSync(profile, { recursive: true, force: true })
})
