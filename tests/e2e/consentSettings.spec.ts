/// <reference types="chrome" />
/** Settings, storage and the ledger in the built extension, as a person uses them. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import {
  ask,
  everything,
  firstStored,
  ringAlarm,
  setSettings,
  updateSite,
} from '../support/extension'
import { servesHtml } from '../support/serve'
import { accessibilityProblems } from '../support/shell'
import { tabIdOf, workerOf } from './fakeRecorder'
import { test } from './fixtures'

test.afterEach(async ({ sessionsPage }) => await setSettings(sessionsPage, {}))

const PAGE = '<!doctype html><title>A page</title><h1>CANARY-PAGE</h1><button>Press</button>'

/** Moves the deletion of a session into the past, as if a day had gone by. */
async function age(sessionsPage: Page, sessionId: string, ms: number): Promise<void> {
  await sessionsPage.evaluate(
    async ([sessionId, ms]) => {
      const open = indexedDB.open('recount')
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.onsuccess = () => resolve(open.result)
      })
      const store = database.transaction('sessions', 'readwrite').objectStore('sessions')
      const row = await new Promise<{ deletedAt: number }>((resolve) => {
        const request = store.get(sessionId)
        request.onsuccess = () => resolve(request.result)
      })
      await new Promise((resolve) => {
        store.put({ ...row, deletedAt: row.deletedAt - ms }).onsuccess = resolve
      })
      database.close()
    },
    [sessionId, ms] as const,
  )
}

test('sessions are cleaned up, can be brought back, and then a link says why they are gone', async ({
  context,
  extension,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  await page.goto(server.origin)
  const ids: string[] = []
  for (const _ of [1, 2]) {
    const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
    await recount.stop(sessionId)
    ids.push(sessionId)
  }
  const [oldest = ''] = ids
  const options = await context.newPage()
  await options.goto(`chrome-extension://${extension.extensionId}/options.html#storage`)
  const storage = options.getByRole('region', { name: 'Storage' })
  await expect(storage.getByText(/MB used|kB used/)).toBeVisible()
  await expect(storage.getByRole('meter')).toBeVisible()
  await expect(storage.getByText(/browser may clear|browser keeps your sessions/)).toBeVisible()

  await test.step('what uses how much, per site, and clear per site with undo', async () => {
    const row = storage.getByRole('listitem').filter({ hasText: new URL(server.origin).host })
    await expect(row).toContainText('2 sessions')
    await row.getByRole('button', { name: 'Delete sessions' }).click()
    await expect(row).toHaveCount(0)
    expect(await recount.list()).toEqual([])
    await options.getByRole('button', { name: 'Undo' }).click()
    await expect(row).toContainText('2 sessions')
  })

  await storage.getByLabel('Keep at most').fill('1')
  await storage.getByLabel('Keep at most').blur()
  await storage.getByRole('button', { name: 'Clean up now' }).click()
  await expect(storage.getByText('1 session was cleaned up')).toBeVisible()
  expect(await accessibilityProblems(options)).toEqual([])
  expect((await recount.list()).map((each) => each.sessionId)).toEqual([ids[1]])
  const link = await context.newPage()
  await link.goto(
    `chrome-extension://${extension.extensionId}/sessions.html#/session/${encodeURIComponent(oldest)}`,
  )
  await expect(link.getByText('Storage in the settings brings it back')).toBeVisible()

  await storage.getByRole('button', { name: 'Bring back' }).click()
  await expect.poll(async () => (await recount.list()).length).toBe(2)
  await ringAlarm(context, 'cleaning')
  await expect(storage.getByText('was cleaned up')).toHaveCount(0)
  expect(await recount.list()).toHaveLength(2)

  await test.step('a day after it was deleted only the reason is left', async () => {
    await page.bringToFront()
    const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
    await recount.stop(sessionId)
    const before = ids[1] ?? ''
    await ringAlarm(context, 'cleaning')
    await expect
      .poll(async () => (await recount.list()).map((each) => each.sessionId))
      .not.toContain(before)
    await age(sessionsPage, before, 25 * 3600_000)
    await ringAlarm(context, 'cleaning')
    await link.goto(
      `chrome-extension://${extension.extensionId}/sessions.html?again#/session/${encodeURIComponent(before)}`,
    )
    await expect(async () => {
      await link.reload()
      await expect(link.getByText('limits in your settings')).toBeVisible({ timeout: 1000 })
    }).toPass()
    await expect(link.getByText(server.origin)).toBeVisible()
  })
  await link.close()
  await options.close()
})

test('the consent ledger says who allowed what, and is saved as a file', async ({
  context,
  extension,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  await recount.setConsent(server.origin, 'always', { privacy: 'mask-user-input' })
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  await page.goto(server.origin)
  await page.evaluate(() => Reflect.get(window, 'recount').enable())
  await expect.poll(async () => (await recount.list()).length).toBe(1)
  await recount.setConsent(server.origin, 'never')
  const options = await context.newPage()
  await options.goto(`chrome-extension://${extension.extensionId}/options.html#ledger`)
  const ledger = options.getByRole('region', { name: 'Consent ledger' })
  const host = new URL(server.origin).host
  await expect(ledger.getByText(new RegExp(`Taken back: .*${host}`))).toBeVisible()
  await expect(
    ledger.getByText(new RegExp(`Consent: .*${host}.*Always.*Mask what I enter`)),
  ).toBeVisible()
  await expect(ledger.getByText(new RegExp(`The page asked: .*${host}.*by the page`))).toBeVisible()
  const downloading = options.waitForEvent('download')
  await ledger.getByRole('button', { name: 'Save as JSON' }).click()
  const saved = JSON.parse(await readFile(await (await downloading).path(), 'utf8'))
  const mine = saved.filter((entry: { origin: string }) => entry.origin === server.origin)
  expect(mine.map((entry: { what: string }) => entry.what)).toEqual([
    'withdrawn',
    'page-asked',
    'consent',
  ])
  expect(mine.at(-1)).toMatchObject({ consent: 'always', privacy: 'mask-user-input', by: 'person' })
  await options.close()
})

test('broken settings fall back to the safe side and say so', async ({
  context,
  extension,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await setSettings(sessionsPage, { version: 2, urlRules: 'all', idleMinutes: -3 })
  const options = await context.newPage()
  await options.goto(`chrome-extension://${extension.extensionId}/options.html`)
  const notice = options.getByRole('alert')
  await expect(notice).toContainText('End after being idle')
  await expect(notice).toContainText('Address rules (everything is left out)')
  await page.goto(server.origin)
  await page.waitForLoadState('networkidle')
  expect(await recount.list()).toEqual([])
  await setSettings(sessionsPage, { version: 99, privacy: 'allow' })
  await options.reload()
  await expect(notice).toContainText('written by a newer Recount')
  await setSettings(sessionsPage, { version: 1, idleMinutes: 7 })
  await options.reload()
  await expect(options.getByLabel(/End after being idle for/)).toHaveValue('7')
  await expect(notice).toHaveCount(0)
  await options.close()
})

test('the test field names the rule, of all sites or of one, and what becomes of a visit', async ({
  context,
  extension,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(PAGE)
  await recount.setConsent(server.origin, 'always', { privacy: 'mask-user-input' })
  await setSettings(sessionsPage, {
    version: 2,
    urlRules: [{ pattern: '*://*:*/secret*', effect: 'exclude' }],
  })
  await updateSite(sessionsPage, server.origin, {
    urlRules: [
      { pattern: `${server.origin}/shop/*`, effect: 'include', privacy: 'allow', sampleRate: 0.25 },
      { pattern: `${server.origin}/*`, effect: 'include' },
    ],
  })
  const options = await context.newPage()
  await options.goto(`chrome-extension://${extension.extensionId}/options.html#rules`)
  const field = options.getByLabel('Which rule decides?')
  const verdict = options.getByRole('region', { name: 'Address rules' }).getByRole('status')
  await field.fill(`${server.origin}/secret/door`)
  await expect(verdict).toContainText('Is not recorded. Rule 1 decides')
  await expect(verdict).toContainText('An address rule leaves it out')
  await field.fill(`${server.origin}/shop/one`)
  await expect(verdict).toContainText('Rule 1 of the site decides')
  await expect(verdict).toContainText('Later rules match too')
  await expect(verdict).toContainText('25 %')
  await expect(verdict).toContainText('Keep the page as it is')
  await field.fill('https://nobody.example/')
  await expect(verdict).toContainText('You have not decided about this site')
  await options.close()
})

test('a mark is pinned and a buffer kept, each by the button and by the shortcut', async ({
  context,
  page,
  popupOf,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  await page.goto(server.origin)
  const tabId = await tabIdOf(context, page.url())
  // The browser's own event, without the keys: a headless one has nobody who presses them.
  const press = async (command: string) => {
    const worker = await workerOf(context)
    await worker.evaluate(
      async ([command, tabId]) => {
        const tab = await chrome.tabs.get(tabId)
        const event = chrome.commands.onCommand as unknown as {
          dispatch(command: string, tab: chrome.tabs.Tab): void
        }
        event.dispatch(command, tab)
      },
      [command, tabId] as const,
    )
  }
  await press('mark')
  await expect
    .poll(() =>
      sessionsPage.evaluate(async (tabId) => await chrome.action.getTitle({ tabId }), tabId),
    )
    .toContain('Nothing is being recorded')
  await press('toggle-recording')
  await firstStored(recount)
  const popup = await popupOf(page)
  await popup.getByLabel('Note to this moment').fill('bug here')
  await popup.getByRole('button', { name: 'Pin' }).click()
  await expect(popup.getByText('Pinned to this moment.')).toBeAttached()
  await press('mark')
  await press('toggle-recording')
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  const stored = await everything(recount)
  expect(stored.split('"kind":"mark"')).toHaveLength(3)
  expect(stored).toContain('"note":"bug here"')

  await recount.clear()
  // Before the consent, which records this page at once: a running session stays what it is.
  await updateSite(sessionsPage, server.origin, { buffer: true })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.reload()
  await expect
    .poll(async () => (await ask(sessionsPage, 'tab.state', { tabId })).recording?.buffer)
    .toBe(true)
  await press('keep-buffer')
  const isBuffer = async () =>
    (await ask(sessionsPage, 'tab.state', { tabId })).recording?.buffer === true
  await expect.poll(isBuffer).toBe(false)
  const [kept] = await recount.list()
  expect(await recount.stop(kept?.sessionId ?? '')).toMatchObject({ status: 'complete' })
  expect(await recount.list()).toHaveLength(1)

  await page.reload()
  await expect.poll(isBuffer).toBe(true)
  const keeping = await popupOf(page)
  await keeping.getByRole('button', { name: 'Keep the last 2 minutes' }).click()
  await expect.poll(isBuffer).toBe(false)
  const running = (await recount.list()).find(({ status }) => status === 'recording')
  expect(await recount.stop(running?.sessionId ?? '')).toMatchObject({ status: 'complete' })
  expect(await recount.list()).toHaveLength(2)
})
