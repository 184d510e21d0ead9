/// <reference types="chrome" />
/** Nothing of a private window outlives it: not a row, not a note, not a line in a list. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { ask } from '../support/extension'
import { OFFLINE } from '../support/offline'
import {
  allowPrivateWindows,
  closeWindow,
  everyByte,
  expectStored,
  openPrivateWindow,
} from '../support/privateWindow'
import { killBrowser } from '../torture/processes.mjs'
import { test } from './fixtures'

/** A site that knows its visitors: what the extension fetches for a page is asked for with or without their cookie. */
function createSite() {
  const sheets: { url: string; cookie: string }[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.endsWith('.css')) {
      sheets.push({ url: request.url, cookie: request.headers.cookie ?? '' })
      response.setHeader('content-type', 'text/css')
      response.setHeader('cache-control', 'max-age=3600')
      return response.end(`.canary-of-${request.url.slice(1, -4)} { color: red }`)
    }
    response.setHeader('content-type', 'text/html')
    if (request.url === '/ordinary') response.setHeader('set-cookie', 'visitor=known; Path=/')
    const name = request.url?.slice(1)
    response.end(`<!doctype html><title>Title of ${name}</title>
      <link rel="stylesheet" href="/${name}.css"><h1>CANARY-${name}</h1><button>Press</button>`)
  }
  return { answer, sheets }
}

async function launchBrowser(chromiumPath: string, profile: string) {
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: buildFolder('automation'),
    profile,
    args: OFFLINE,
  })
  const openOwn = async () => {
    const own = await context.newPage()
    await own.goto(`chrome-extension://${extensionId}/sessions.html`)
    await own.waitForFunction(() => 'recount' in globalThis)
    return { own, recount: driveAutomation(own) }
  }
  return { context, extensionId, openOwn }
}

test('what was recorded in private windows is gone when the last of them closes', async ({
  chromiumPath,
  serve,
}) => {
  const site = createSite()
  const server = await serve(site.answer)
  const browser = await launchBrowser(chromiumPath, '')
  const { context } = browser
  await allowPrivateWindows(context, browser.extensionId)
  const { own, recount } = await browser.openOwn()
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const ordinary = await context.newPage()
  await ordinary.goto(`${server.origin}/ordinary`)
  await expectStored(own, '.canary-of-ordinary', { there: true })
  const [kept] = await recount.list()
  await recount.stop(kept?.sessionId ?? '')
  await ordinary.close()
  await expect.poll(async () => (await everyByte(own)).includes('"visit:')).toBe(false)
  const known = [kept?.sessionId ?? '']
  const before = await everyByte(own, known)

  const first = await openPrivateWindow(context, own, `${server.origin}/first`)
  await expectStored(own, 'CANARY-first', { there: true })
  await expectStored(own, '.canary-of-first', { there: true })
  const tabId = await own.evaluate(
    async (windowId) => (await chrome.tabs.query({ windowId }))[0]?.id ?? -1,
    first.windowId,
  )
  const state = await ask(own, 'tab.state', { tabId })
  expect(state).toMatchObject({ isPrivate: true, recording: { limited: false } })
  // One that the person deletes leaves no tombstone either.
  const second = await openPrivateWindow(context, own, `${server.origin}/second`)
  await expectStored(own, 'CANARY-second', { there: true })
  expect((await recount.list()).filter(({ status }) => status === 'recording')).toHaveLength(2)
  const privateOne = (await recount.list()).find(({ url }) => url.endsWith('/second'))
  await recount.stop(privateOne?.sessionId ?? '')
  await recount.remove(privateOne?.sessionId ?? '')

  // While one is open the session of the other can be watched and saved.
  await closeWindow(own, first.windowId)
  await expect
    .poll(async () => (await recount.list()).map(({ status }) => status).sort())
    .toEqual(['complete', 'complete'])
  await expectStored(own, 'CANARY-first', { there: true })

  await closeWindow(own, second.windowId)
  await expectStored(own, 'CANARY-first', { there: false })
  await expect.poll(() => everyByte(own, known)).toBe(before)
  expect((await recount.list()).map(({ sessionId }) => sessionId)).toEqual(known)

  // The page's own requests have no cookie in a private window, and neither have those of the worker.
  const cookies = (of: string) =>
    new Set(site.sheets.flatMap(({ url, cookie }) => (url === `/${of}.css` ? cookie : [])))
  expect(cookies('ordinary')).toEqual(new Set(['visitor=known']))
  expect(cookies('first')).toEqual(new Set(['']))
  await context.close()
})

test('a browser that is killed leaves nothing of its private windows either', async ({
  chromiumPath,
  serve,
}) => {
  const server = await serve(createSite().answer)
  const profile = mkdtempSync(join(tmpdir(), 'recount-private-'))
  const browser = await launchBrowser(chromiumPath, profile)
  await allowPrivateWindows(browser.context, browser.extensionId)
  const { own, recount } = await browser.openOwn()
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const ordinary = await browser.context.newPage()
  await ordinary.goto(`${server.origin}/ordinary`)
  await expectStored(own, 'CANARY-ordinary', { there: true })
  await openPrivateWindow(browser.context, own, `${server.origin}/hidden`)
  await expectStored(own, 'CANARY-hidden', { there: true })
  await expectStored(own, '.canary-of-hidden', { there: true })
  await killBrowser(profile)
  await browser.context.close().catch(() => undefined)

  const again = await launchBrowser(chromiumPath, profile)
  const after = await again.openOwn()
  await expect
    .poll(async () => (await after.recount.list()).map(({ status, url }) => [status, url]))
    .toEqual([['interrupted', `${server.origin}/ordinary`]])
  const all = await everyByte(after.own)
  expect(all).toContain('CANARY-ordinary')
  expect(all).not.toContain('hidden')
  expect(JSON.parse(all).tables.tombstones).toEqual([])
  await again.context.close()
  rmSync(profile, { recursive: true, force: true })
})
