import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { OFFLINE } from '../support/offline'
import { test } from './fixtures'

const PAGE = '<!doctype html><title>A page</title><h1>Hello</h1><p>first words</p>'
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
`

/** The browser hides the URL of such a page: there is no more to say than that it cannot be reached. */
const UNREACHABLE = /page of the browser itself|may not read local files|cannot reach this tab/

/** Adds text to the page and waits until it is stored. */
async function writeAndStore(page: Page, stored: () => Promise<string>, text: string) {
  await page.evaluate((words) => document.body.append(words), text)
  await expect.poll(stored, { timeout: 15_000 }).toContain(text)
}

test.describe('a page that cannot be recorded', () => {
  for (const url of ['chrome://version/', 'chrome://extensions/', 'about:blank']) {
    test(`${url} is refused with the reason, in the popup too`, async ({
      page,
      recount,
      popupOf,
      tabIdOf,
    }) => {
      await page.goto(url)
      await expect(recount.start({ tabId: await tabIdOf(page) })).rejects.toThrow(UNREACHABLE)
      const popup = await popupOf(page)
      await expect(popup.getByText('This page cannot be recorded')).toBeVisible()
      await expect(popup.getByRole('button', { name: 'Record this tab' })).toHaveCount(0)
      expect(await recount.list()).toEqual([])
    })
  }

  test('a local file is refused with the reason', async ({ page, recount, tabIdOf }) => {
    const folder = mkdtempSync(join(tmpdir(), 'recount-file-'))
    const file = join(folder, 'page.html')
    writeFileSync(file, PAGE)
    await page.goto(pathToFileURL(file).href)
    await expect(recount.start({ tabId: await tabIdOf(page) })).rejects.toThrow(UNREACHABLE)
    rmSync(folder, { recursive: true })
  })

  for (const path of ['/invoice.pdf', '/invoice']) {
    test(`a PDF at ${path} is refused, or leaves no empty session behind`, async ({
      page,
      recount,
      serve,
    }) => {
      const site = await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/pdf' }).end(PDF)
      })
      await page.goto(`${site.origin}${path}`)
      await expect(recount.start({ url: page.url() })).rejects.toThrow(/PDF/)
      expect(await recount.list()).toEqual([])
    })
  }
})

test.describe('a recording that is cut off keeps what was acked, and says how it ended:', () => {
  test('the tab crashes', async ({ context, recount, serve }) => {
    const site = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    })
    const page = await context.newPage()
    await page.goto(site.origin)
    const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
    const stored = () => recount.stored(sessionId)
    await writeAndStore(page, stored, 'second words')

    const crashed = page.waitForEvent('crash')
    await page.goto('chrome://crash').catch(() => undefined)
    await crashed
    await page.close()

    await expect.poll(async () => (await recount.list())[0]?.status).not.toBe('recording')
    expect(await stored()).toContain('second words')
    const { durationMs } = await recount.open(sessionId)
    expect(durationMs).toBeGreaterThan(0)
  })

  test('the extension is reloaded', async ({ chromiumPath, serve }) => {
    const site = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    })
    const extensionFolder = buildFolder('automation')
    const { context, extensionId } = await launchWithExtension({
      executablePath: chromiumPath,
      extensionFolder,
      args: OFFLINE,
    })
    const openSessions = async () => {
      const own = await context.newPage()
      await own.goto(`chrome-extension://${extensionId}/sessions.html`)
      await own.waitForFunction(() => 'recount' in globalThis)
      return own
    }
    const own = await openSessions()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    await page.goto(site.origin)
    const before = driveAutomation(own)
    const { sessionId } = await before.start({ url: page.url() }, { privacy: 'allow' })
    await writeAndStore(page, () => before.stored(sessionId), 'second words')

    // What the Reload button of chrome://extensions does; `runtime.reload` needs its developer mode.
    const session = await context.browser()?.newBrowserCDPSession()
    await session?.send('Extensions.loadUnpacked', { path: extensionFolder })
    await page.evaluate(() => document.body.append('unheard words'))

    const recount = driveAutomation(await openSessions())
    await expect
      .poll(async () => (await recount.list()).map(({ status }) => status))
      .toEqual(['interrupted'])
    const stored = await recount.stored(sessionId)
    expect(stored).toContain('second words')
    expect(stored).toMatch(/"endReason":"(crash|browser-closed)"/)
    expect(complaints).toEqual([])
    await page.reload()
    await recount.start({ url: page.url() })
    expect((await recount.list()).map(({ status }) => status).toSorted()).toEqual([
      'interrupted',
      'recording',
    ])
    await context.close()
  })

  test('the browser is closed', async ({ chromiumPath, serve }) => {
    const site = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    })
    const profile = mkdtempSync(join(tmpdir(), 'recount-profile-'))
    const launch = () =>
      launchWithExtension({
        executablePath: chromiumPath,
        extensionFolder: buildFolder('automation'),
        profile,
        args: OFFLINE,
      })
    const openSessions = async ({ context, extensionId }: Awaited<ReturnType<typeof launch>>) => {
      const own = await context.newPage()
      await own.goto(`chrome-extension://${extensionId}/sessions.html`)
      await own.waitForFunction(() => 'recount' in globalThis)
      return driveAutomation(own)
    }
    const first = await launch()
    const before = await openSessions(first)
    const page = await first.context.newPage()
    await page.goto(site.origin)
    const { sessionId } = await before.start({ url: page.url() }, { privacy: 'allow' })
    await writeAndStore(page, () => before.stored(sessionId), 'second words')
    await first.context.close()

    const second = await launch()
    const recount = await openSessions(second)
    await expect
      .poll(async () => (await recount.list()).map(({ status }) => status))
      .toEqual(['interrupted'])
    const stored = await recount.stored(sessionId)
    expect(stored).toContain('second words')
    expect(stored).toContain('"endReason":"browser-closed"')
    expect((await recount.open(sessionId)).durationMs).toBeGreaterThan(0)
    await second.context.close()
    rmSync(profile, { recursive: true, force: true })
  })
})
