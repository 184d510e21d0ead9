/// <reference types="chrome" />
/** Hours that pass, a machine that sleeps, and clocks that somebody sets: in the built extension. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { Recount } from '../support/automation'
import {
  changeSession,
  everything,
  listCaughtUp,
  ringAlarm,
  setSettings,
  shiftClock,
} from '../support/extension'
import { accessibilityProblems } from '../support/shell'
import { test } from './fixtures'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function servePage(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>A page</title><h1>CANARY${request.url}</h1>
    <button style="position:fixed;inset:0">Press</button>`)
}

test.afterEach(async ({ context, sessionsPage }) => {
  await shiftClock(context, 0)
  await setSettings(sessionsPage, {})
  // What the clock seemed to be is no business of the next test.
  await ringCleaning(context, sessionsPage)
})

/** The clean-up of every hour comes now; resolves when it is through. */
async function ringCleaning(context: BrowserContext, sessionsPage: Page): Promise<void> {
  const noted = () =>
    sessionsPage.evaluate(async () => {
      const open = indexedDB.open('recount')
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.onsuccess = () => resolve(open.result)
      })
      const request = database.transaction('settings').objectStore('settings').get('clock')
      const row = await new Promise<{ value: { at: number } } | undefined>((resolve) => {
        request.onsuccess = () => resolve(request.result)
      })
      database.close()
      return row?.value.at
    })
  const before = await noted()
  await ringAlarm(context, 'cleaning')
  await expect.poll(noted).not.toBe(before)
}

async function recordBySite(recount: Recount, page: Page, url: string): Promise<string> {
  await recount.setConsent(new URL(url).origin, 'always', { privacy: 'allow' })
  await page.goto(url)
  await expect.poll(() => everything(recount)).toContain('"snapshot":true')
  return (await recount.list())[0]?.sessionId ?? ''
}

test('after four hours a session is split, and each part plays alone', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { version: 2, idleMinutes: 0 })
  const sessionId = await recordBySite(recount, page, `${server.origin}/long`)
  await shiftClock(context, 4 * HOUR + MINUTE)
  await ringAlarm(context)
  await expect.poll(async () => (await recount.list()).length).toBe(2)
  expect(await recount.stored(sessionId)).toContain('"endReason":"max-duration"')
  const next = (await recount.list()).find((each) => each.sessionId !== sessionId)
  const nextId = next?.sessionId ?? ''
  await page.evaluate(() => document.body.append('CANARY-NEXT'))
  await expect.poll(() => recount.stored(nextId)).toContain('CANARY-NEXT')
  await recount.stop(nextId)
  for (const [id, text] of [
    [sessionId, 'CANARY/long'],
    [nextId, 'CANARY-NEXT'],
  ] as const) {
    const { durationMs } = await recount.open(id)
    await recount.player.seek(durationMs)
    const replay = sessionsPage.frameLocator('iframe[data-recount-replay]')
    await expect(replay.locator('body')).toContainText(text)
  }
})

test('a machine that slept through the idle time ends the session where the person left', async ({
  context,
  page,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  const sessionId = await recordBySite(recount, page, `${server.origin}/lid`)
  await page.mouse.click(100, 100)
  await expect.poll(() => recount.stored(sessionId)).toContain('"action":"click"')
  const left = Date.now()
  await shiftClock(context, 9 * HOUR)
  await ringAlarm(context)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  expect(await recount.stored(sessionId)).toContain('"endReason":"idle"')
  expect((await recount.list())[0]?.endedAt).toBeLessThanOrEqual(left)
})

/** Real clicks, none of which waits for the one before it. */
async function clickOften(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const at = { x: 100, y: 100, button: 'left' as const, clickCount: 1 }
  const events = Array.from({ length: times }, () => ['mousePressed', 'mouseReleased'] as const)
  await Promise.all(
    events.flat().map((type) => session.send('Input.dispatchMouseEvent', { ...at, type })),
  )
  await session.detach()
}

test('200 actions are a session where the person wants that', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { version: 2, actionLimit: 200 })
  const sessionId = await recordBySite(recount, page, `${server.origin}/busy`)
  await page.bringToFront()
  await clickOften(page, 190)
  const clicks = async () => (await recount.stored(sessionId)).split('"action":"click"').length - 1
  await expect.poll(clicks).toBe(190)
  expect(await recount.list()).toHaveLength(1)
  await clickOften(page, 20)
  await expect.poll(async () => (await listCaughtUp(recount)).length).toBe(2)
  expect(await recount.stored(sessionId)).toContain('"endReason":"action-limit"')
})

test('a clock set back while recording does not make time run backwards', async ({
  context,
  page,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  const sessionId = await recordBySite(recount, page, `${server.origin}/first`)
  await shiftClock(context, -HOUR)
  await ringAlarm(context)
  await page.goto(`${server.origin}/second`)
  await expect.poll(() => recount.stored(sessionId)).toContain('CANARY/second')
  const summary = await recount.stop(sessionId)
  expect(summary.endedAt).toBeGreaterThanOrEqual(summary.startedAt)
  const events = await recount.events(sessionId)
  const times = events.map(({ timestamp }) => timestamp)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const pages = events.flatMap((event) =>
    event.type === 4 ? [new URL((event.data as { href: string }).href).pathname] : [],
  )
  expect(pages).toEqual(['/first', '/second'])
})

test('retention by size and age, pinned ones exempt, and not by a clock that is a year ahead', async ({
  context,
  extension,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await ringCleaning(context, sessionsPage)
  await page.goto(server.origin)
  const ids: string[] = []
  for (const _ of [1, 2, 3]) {
    const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
    await recount.stop(sessionId)
    ids.push(sessionId)
  }
  const [pinned = '', old = '', new_ = ''] = ids
  await changeSession(sessionsPage, pinned, { pinned: true })
  const kept = async () => (await recount.list()).map((each) => each.sessionId).sort()
  const month = Date.now() - 31 * DAY
  await changeSession(sessionsPage, old, { startedAt: month, endedAt: month })
  await ringCleaning(context, sessionsPage)
  await expect.poll(kept).toEqual([pinned, new_].sort())

  const options = await context.newPage()
  await options.goto(`chrome-extension://${extension.extensionId}/options.html#storage`)
  const storage = options.getByRole('region', { name: 'Storage' })
  const leap = storage.getByText('The clock of this computer took a leap')
  const cleaned = storage.getByText(/^\d+ sessions? (was|were) cleaned up$/)
  await expect(cleaned).toHaveText('1 session was cleaned up')

  await test.step('a year ahead: nothing is deleted, and the settings say why', async () => {
    await shiftClock(context, 365 * DAY)
    await ringCleaning(context, sessionsPage)
    await expect(leap).toBeVisible()
    expect(await accessibilityProblems(options)).toEqual([])
    expect(await kept()).toEqual([pinned, new_].sort())
    await expect(cleaned).toHaveText('1 session was cleaned up')
  })

  await test.step('set right again: as before', async () => {
    await shiftClock(context, 0)
    await ringCleaning(context, sessionsPage)
    await expect(leap).toHaveCount(0)
    expect(await kept()).toEqual([pinned, new_].sort())
  })

  await test.step('it is right, says the person: what is due goes, and comes back', async () => {
    await shiftClock(context, 365 * DAY)
    await ringCleaning(context, sessionsPage)
    await storage.getByRole('button', { name: 'The time is right' }).click()
    await expect(leap).toHaveCount(0)
    await expect.poll(kept).toEqual([pinned])
    await storage.getByRole('button', { name: 'Bring back' }).click()
    await expect.poll(kept).toContain(new_)
    await shiftClock(context, 0)
    await ringCleaning(context, sessionsPage)
  })

  await test.step('by size', async () => {
    await changeSession(sessionsPage, new_, { pinned: false })
    await setSettings(sessionsPage, { version: 2, retentionBytes: 1 })
    await ringCleaning(context, sessionsPage)
    await expect.poll(async () => (await kept()).includes(new_)).toBe(false)
    expect(await kept()).toContain(pinned)
  })
  await options.close()
})
