/// <reference types="chrome" />
/** What becomes of a session when its tab or its browser does something. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { everything, ringAlarm, setSettings } from '../support/extension'
import { OFFLINE } from '../support/offline'
import { workerOf } from './fakeRecorder'
import { test } from './fixtures'

function servePage(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>At ${request.url}</title><h1>CANARY${request.url}</h1>
    <a id="same" href="/next">next</a> <a id="new" target="_blank" href="/opened">open</a>
    <button>Press</button>`)
}

test.afterEach(async ({ sessionsPage }) => await setSettings(sessionsPage, {}))

for (const [isWanted, outcome] of [
  [false, 'begins another session'],
  [true, 'goes on with its session, with a gap'],
] as const) {
  test(`after a restart of the browser a restored tab ${outcome}`, async ({
    chromiumPath,
    serve,
  }) => {
    const server = await serve(servePage)
    const profile = mkdtempSync(join(tmpdir(), 'recount-continue-'))
    const launch = async () => {
      const { context, extensionId } = await launchWithExtension({
        executablePath: chromiumPath,
        extensionFolder: buildFolder('automation'),
        profile,
        args: OFFLINE,
      })
      const own = await context.newPage()
      await own.goto(`chrome-extension://${extensionId}/sessions.html`)
      await own.waitForFunction(() => 'recount' in globalThis)
      return { context, own, recount: driveAutomation(own) }
    }
    const before = await launch()
    await setSettings(before.own, { version: 2, continueAfterRestart: isWanted })
    await before.recount.setConsent(server.origin, 'always', { privacy: 'allow' })
    const page = await before.context.newPage()
    await page.goto(`${server.origin}/before?secret=word`)
    await expect.poll(() => everything(before.recount)).toContain('CANARY/before')
    // The address of the tab is not written down in clear for it.
    const kept = await before.own.evaluate(async () =>
      JSON.stringify(await chrome.storage.local.get(null)),
    )
    expect(kept).not.toContain('secret=word')
    await before.context.close()

    const after = await launch()
    await expect.poll(async () => (await after.recount.list())[0]?.status).toBe('interrupted')
    // As the browser restores it: the same address in a tab with another number.
    const restored = await after.context.newPage()
    await restored.goto(`${server.origin}/before?secret=word`)
    await expect
      .poll(async () => (await after.recount.list()).map(({ status }) => status))
      .toEqual(isWanted ? ['recording'] : ['recording', 'interrupted'])
    if (isWanted) {
      const [session] = await after.recount.list()
      const sessionId = session?.sessionId ?? ''
      await restored.click('#same')
      await expect.poll(() => after.recount.stored(sessionId)).toContain('CANARY/next')
      await after.recount.stop(sessionId)
      const stored = await after.recount.stored(sessionId)
      expect(stored).toContain('"kind":"gap"')
      expect(stored).toContain('"reason":"browser-closed","durationMs"')
      expect(stored).toContain('CANARY/before')
      const { durationMs } = await after.recount.open(sessionId)
      await after.recount.player.seek(durationMs)
      const replay = after.own.frameLocator('iframe[data-recount-replay]')
      await expect(replay.locator('h1')).toHaveText('CANARY/next')
      await after.recount.player.seek(0)
      await expect(replay.locator('h1')).toHaveText(/before/)
    }
    await after.context.close()
    rmSync(profile, { recursive: true, force: true })
  })
}

test('tabs that a recorded tab opens belong to its session where the person wants it', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  const openTab = async () => {
    const opened = context.waitForEvent('page')
    await page.click('#new')
    const tab = await opened
    await tab.waitForLoadState()
    return tab
  }
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(`${server.origin}/first`)
  await expect.poll(() => everything(recount)).toContain('CANARY/first')
  const alone = await openTab()
  await expect.poll(async () => (await recount.list()).length).toBe(2)
  await alone.close()

  await recount.clear()
  await setSettings(sessionsPage, { version: 2, joinTabs: true })
  await page.goto(`${server.origin}/second`)
  await expect.poll(() => everything(recount)).toContain('CANARY/second')
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  const opened = await openTab()
  await expect.poll(() => recount.stored(sessionId)).toContain('CANARY/opened')
  expect(await recount.list()).toHaveLength(1)
  await page.bringToFront()
  await page.evaluate(() => document.body.append('CANARY-BACK'))
  await expect.poll(() => recount.stored(sessionId)).toContain('CANARY-BACK')

  await test.step('the player shows which tab was in front', async () => {
    const turns = JSON.parse((await recount.stored(sessionId)).split('\n')[0] ?? '{}')
    expect(turns.tabTurns.map(({ tab }: { tab: number }) => tab)).toEqual([0, 1, 0])
    const [, there] = turns.tabTurns
    await recount.open(sessionId)
    const replay = sessionsPage.frameLocator('iframe[data-recount-replay]')
    const watched = sessionsPage.getByLabel('Watched tab').locator('option:checked')
    const last = await sessionsPage.evaluate(() =>
      Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuemax')),
    )
    expect(last).toBeGreaterThan(0)
    await recount.player.seek(there.at - turns.startedAt - 1)
    await expect(watched).toHaveText('In front: Tab 1 of 2')
    await expect(replay.locator('h1')).toHaveText('CANARY/second')
    await recount.player.seek(turns.tabTurns[2].at - turns.startedAt - 1)
    await expect(watched).toHaveText('In front: Tab 2 of 2')
    await expect(replay.locator('h1')).toHaveText('CANARY/opened')
    await recount.player.seek(10_000_000)
    await expect(watched).toHaveText('In front: Tab 1 of 2')
    await expect(replay.locator('body')).toContainText('CANARY-BACK')
  })

  await test.step('the rrweb export shows the same tabs at the same times', async () => {
    const { startedAt, tabTurns } = JSON.parse(
      (await recount.stored(sessionId)).split('\n')[0] ?? '{}',
    )
    const pages = (await recount.events(sessionId)).flatMap((event) =>
      event.type === 4
        ? [{ path: new URL((event.data as { href: string }).href).pathname, ...event }]
        : [],
    )
    expect(pages.map(({ path }) => path)).toEqual(['/second', '/opened', '/second'])
    expect(pages[1]?.timestamp).toBeGreaterThanOrEqual(startedAt)
    expect(pages[2]?.timestamp).toBe(tabTurns[2].at)
  })

  await test.step('closing one of them ends nothing, stopping ends both', async () => {
    const other = await openTab()
    await expect
      .poll(async () => (await recount.stored(sessionId)).split('CANARY/opened').length)
      .toBeGreaterThan(2)
    await opened.close()
    expect((await recount.list())[0]?.status).toBe('recording')
    expect(await recount.stop(sessionId)).toMatchObject({ status: 'complete' })
    await other.evaluate(() => document.body.append('CANARY-AFTER'))
    await other.waitForTimeout(400)
    expect(await everything(recount)).not.toContain('CANARY-AFTER')
    await other.close()
  })
})

test('the sign in the page is there while it is recorded, and never in the recording', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { version: 2, indicator: true })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(`${server.origin}/sign`)
  const isShown = () =>
    page.evaluate(() => document.documentElement.lastElementChild?.localName === 'div')
  await expect.poll(isShown).toBe(true)
  expect(
    await page.evaluate(() => [
      document.documentElement.lastElementChild?.shadowRoot ?? null,
      document.activeElement?.tagName,
    ]),
  ).toEqual([null, 'BODY'])
  // Beside it, before it, and with the whole document replaced around it.
  await page.evaluate(() => {
    document.documentElement.append(Object.assign(document.createElement('p'), { id: 'beside' }))
    document.body.replaceChildren('CANARY-NEW')
  })
  await expect.poll(() => everything(recount)).toContain('CANARY-NEW')
  await page.evaluate(() =>
    document.documentElement.lastElementChild?.previousElementSibling?.remove(),
  )
  await expect
    .poll(() => page.evaluate(() => document.querySelectorAll('html > div').length))
    .toBe(1)
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  await recount.stop(sessionId)
  await expect
    .poll(() => page.evaluate(() => document.querySelectorAll('html > div').length))
    .toBe(0)
  const stored = await everything(recount)
  expect(stored).not.toContain('records this page')
  expect(stored).not.toContain('"div"')
  const { durationMs } = await recount.open(sessionId)
  await recount.player.seek(durationMs)
  const replay = sessionsPage.frameLocator('iframe[data-recount-replay]')
  await expect(replay.locator('body')).toHaveText('CANARY-NEW')
  await expect(replay.locator('#beside')).toHaveCount(1)
})

test('a duplicated tab is a visit of its own', async ({
  context,
  page,
  recount,
  serve,
  tabIdOf,
}) => {
  const server = await serve(servePage)
  await page.goto(`${server.origin}/original`)
  const tabId = await tabIdOf(page)
  const worker = await workerOf(context)
  const duplicate = async () => {
    const opened = context.waitForEvent('page')
    await worker.evaluate(async (tabId) => void (await chrome.tabs.duplicate(tabId)), tabId)
    const tab = await opened
    await tab.waitForLoadState()
    return tab
  }
  // Record was pressed for the one tab only.
  const { sessionId } = await recount.start({ tabId }, { privacy: 'allow' })
  const silent = await duplicate()
  await silent.evaluate(() => document.body.append('CANARY-SILENT'))
  await silent.waitForTimeout(400)
  expect(await recount.list()).toHaveLength(1)
  await silent.close()
  await recount.stop(sessionId)
  expect(await everything(recount)).not.toContain('CANARY-SILENT')

  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const recorded = await duplicate()
  await recorded.evaluate(() => document.body.append('CANARY-TWIN'))
  await expect.poll(() => everything(recount)).toContain('CANARY-TWIN')
  const sessions = await recount.list()
  expect(new Set(sessions.map((each) => each.sessionId)).size).toBe(sessions.length)
  expect(await recount.stored(sessionId)).not.toContain('CANARY-TWIN')
  await recorded.close()
})

test('a discarded tab keeps its session, which goes on when the tab comes back', async ({
  context,
  recount,
  serve,
  sessionsPage,
  tabIdOf,
}) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const page = await context.newPage()
  await page.goto(`${server.origin}/asleep`)
  await expect.poll(() => everything(recount)).toContain('CANARY/asleep')
  const tabId = await tabIdOf(page)
  await sessionsPage.bringToFront()
  const asleep = await sessionsPage.evaluate(
    async (tabId) => (await chrome.tabs.discard(tabId))?.id,
    tabId,
  )
  await ringAlarm(context)
  await sessionsPage.waitForTimeout(300)
  expect((await recount.list()).map(({ status }) => status)).toEqual(['recording'])
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  await sessionsPage.evaluate(
    async (tabId) => void (await chrome.tabs.update(tabId ?? -1, { active: true })),
    asleep,
  )
  await expect
    .poll(async () => (await recount.stored(sessionId)).split('"framePath":[]').length - 1)
    .toBe(2)
  await sessionsPage.evaluate(async (tabId) => void (await chrome.tabs.remove(tabId ?? -1)), asleep)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  expect(await recount.list()).toHaveLength(1)
})

test('a page that comes back from the back/forward cache is recorded again in the same session', async ({
  chromiumPath,
  serve,
}) => {
  const server = await serve(servePage)
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: buildFolder('automation'),
    args: [...OFFLINE, '--enable-features=BackForwardCache'],
    // Playwright switches the cache off.
    context: { ignoreDefaultArgs: ['--disable-back-forward-cache'] } as object,
  })
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  const recount = driveAutomation(own)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const page = await context.newPage()
  await page.goto(`${server.origin}/cached`)
  const tabId = await own.evaluate(
    async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? -1,
    `${server.origin}/*`,
  )
  await page.evaluate(() => {
    addEventListener('pageshow', (event) => {
      if (event.persisted) document.body.append('CANARY-RETURNED')
    })
  })
  await expect.poll(() => everything(recount)).toContain('CANARY/cached')
  await page.click('#same')
  await expect.poll(() => everything(recount)).toContain('CANARY/next')
  // Playwright loses a page that comes out of the cache, so the browser itself is asked to go back.
  await own.evaluate(async (tabId) => await chrome.tabs.goBack(tabId), tabId)
  await expect.poll(() => everything(recount)).toContain('CANARY-RETURNED')
  const sessions = await recount.list()
  expect(sessions).toHaveLength(1)
  const sessionId = sessions[0]?.sessionId ?? ''
  await recount.stop(sessionId)
  const { durationMs } = await recount.open(sessionId)
  await recount.player.seek(durationMs)
  const replay = own.frameLocator('iframe[data-recount-replay]')
  await expect(replay.locator('body')).toContainText('CANARY-RETURNED')
  await context.close()
})
