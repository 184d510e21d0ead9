/// <reference types="chrome" />
import { expect, type Page } from '@playwright/test'
import { ask, firstStored, listCaughtUp, ringAlarm, setSettings } from '../support/extension'
import { servesHtml } from '../support/serve'
import { tabIdOf } from './fakeRecorder'
import { test } from './fixtures'

const PAGE = '<!doctype html><title>Life</title><button>Press</button><p>Hello</p>'

function servePage(
  _request: unknown,
  response: { setHeader(n: string, v: string): void; end(t: string): void },
) {
  response.setHeader('content-type', 'text/html')
  response.end(PAGE)
}

async function askTab(sessionsPage: Page, tabId: number) {
  return await ask(sessionsPage, 'tab.state', { tabId })
}

test.afterEach(async ({ sessionsPage }) => await setSettings(sessionsPage, {}))

test('an idle session that started by itself ends, and the next thing done begins another', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { idleMinutes: 0.0001 })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(server.origin)
  await firstStored(recount)
  await ringAlarm(context)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
  const [idle] = await recount.list()
  expect(await recount.stored(idle?.sessionId ?? '')).toContain('"endReason":"idle"')
  await page.click('button')
  await expect.poll(async () => (await recount.list()).length).toBe(2)
})

test('one that the person started pauses, and goes on with the next thing done', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { idleMinutes: 0.0001 })
  await page.goto(server.origin)
  const tabId = await tabIdOf(context, page.url())
  const { sessionId } = await recount.start({ tabId }, { privacy: 'allow' })
  await ringAlarm(context)
  await expect.poll(async () => (await askTab(sessionsPage, tabId)).recording?.paused).toBe(true)
  await page.evaluate(() => document.body.append('while nobody looked'))
  expect((await recount.list())[0]?.status).toBe('recording')
  await setSettings(sessionsPage, {})
  await page.click('button')
  await expect
    .poll(async () => (await askTab(sessionsPage, tabId)).recording?.paused)
    .toBeUndefined()
  await expect.poll(() => recount.stored(sessionId)).toContain('while nobody looked')
  await recount.stop(sessionId)
  expect(await recount.list()).toHaveLength(1)
})

test('a split begins a part that plays alone', async ({ page, recount, serve, sessionsPage }) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { actionLimit: 1 })
  await page.goto(server.origin)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  await page.click('button')
  await expect.poll(async () => (await listCaughtUp(recount)).length).toBe(2)
  const [next, first] = await recount.list()
  expect(first).toMatchObject({ sessionId, status: 'complete' })
  expect(await recount.stored(sessionId)).toContain('"endReason":"action-limit"')
  const nextId = next?.sessionId ?? ''
  await expect.poll(() => recount.stored(nextId)).toContain('"snapshot":true')
  expect(await recount.stored(nextId)).toContain(`"continues":"${sessionId}"`)
})

test('a changed level applies to the page that is open', async ({ page, recount, serve }) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(server.origin)
  await firstStored(recount)
  await recount.setConsent(server.origin, 'always', { privacy: 'mask-all' })
  await page.evaluate(() => {
    const added = document.createElement('p')
    added.textContent = 'after the change'
    document.body.append(added)
  })
  const [session] = await recount.list()
  await recount.stop(session?.sessionId ?? '')
  const stored = await recount.stored(session?.sessionId ?? '')
  expect(stored).toContain('"level":"mask-all"')
  expect(stored).not.toContain('after the change')
})

test('a buffer keeps the last minutes only, and all of what follows once it is kept', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await setSettings(sessionsPage, { bufferMinutes: 0.001 })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await ask(sessionsPage, 'site.update', { origin: server.origin, patch: { buffer: true } })
  await page.goto(server.origin)
  await expect.poll(async () => (await recount.list()).length).toBe(1)
  const say = async (words: string) => {
    await page.evaluate((words) => document.querySelector('p')?.replaceChildren(words), words)
    const [session] = await recount.list()
    const sessionId = session?.sessionId ?? ''
    await expect.poll(() => recount.stored(sessionId), { timeout: 15_000 }).toContain(words)
    return sessionId
  }
  const sessionId = await say('first words')
  const tabId = await tabIdOf(context, page.url())
  expect((await askTab(sessionsPage, tabId)).recording).toMatchObject({ buffer: true })
  const streams = async () => (await recount.stored(sessionId)).split('"framePath"').length - 1
  await ringAlarm(context)
  await expect.poll(streams).toBe(2)
  await say('second words')
  expect(await recount.stored(sessionId)).toContain('first words')
  // The second generation began with the first words on the page; the third did not.
  await ringAlarm(context)
  await expect
    .poll(async () =>
      (await recount.stored(sessionId)).includes('"inserts":[[10,0,12,"first words"]]'),
    )
    .toBe(false)
  await expect.poll(streams).toBe(2)
  await ringAlarm(context)
  await expect
    .poll(async () => (await recount.stored(sessionId)).includes('first words'))
    .toBe(false)
  await expect.poll(streams).toBe(2)
  expect(await recount.stored(sessionId)).toContain('second words')

  expect(await ask(sessionsPage, 'buffer.keep', { tabId })).toEqual({ sessionId })
  await ringAlarm(context)
  await say('third words')
  expect(await recount.stored(sessionId)).toContain('second words')
  await recount.stop(sessionId)
  expect(await recount.list()).toHaveLength(1)
})

test('a buffer is kept by itself at an error nobody caught, and dropped where nobody keeps it', async ({
  context,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servePage)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await ask(sessionsPage, 'site.update', { origin: server.origin, patch: { buffer: true } })
  for (const fails of [false, true]) {
    const page = await context.newPage()
    await page.goto(server.origin)
    await firstStored(recount)
    const tabId = await tabIdOf(context, page.url())
    if (fails) {
      await page.evaluate(() => {
        setTimeout(() => {
          throw new Error('nobody caught this')
        })
      })
      const isBuffer = async () => {
        await listCaughtUp(recount)
        return (await askTab(sessionsPage, tabId)).recording?.buffer
      }
      await expect.poll(isBuffer).toBeUndefined()
    }
    await page.close()
    await expect.poll(async () => (await recount.list()).length).toBe(fails ? 1 : 0)
  }
})

test('a crashed page leaves a session that says so and plays to its last stored event', async ({
  context,
  recount,
  serve,
}) => {
  const server = await serve(servePage)
  const page = await context.newPage()
  await page.goto(server.origin)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })
  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  session.send('Page.crash').catch(() => {}) // never answers
  await crashed
  await ringAlarm(context)
  await expect.poll(async () => (await recount.list())[0]?.status).toBe('interrupted')
  expect(await recount.stored(sessionId)).toContain('"endReason":"crash"')
  expect((await recount.events(sessionId)).length).toBeGreaterThan(1)
  await page.close()
})

test('the capture level for timings and errors keeps nothing of the document', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(
    servesHtml(
      '<!doctype html><title>T</title><p>CANARY-TEXT</p><input id="name"><button>B</button>',
    ),
  )
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await ask(sessionsPage, 'site.update', {
    origin: server.origin,
    patch: { captureLevel: 'performance' },
  })
  await page.goto(server.origin)
  await firstStored(recount)
  await page.fill('#name', 'CANARY-VALUE')
  await page.click('button')
  await page.evaluate(() => {
    console.log('CANARY-CONSOLE')
    document.body.append('CANARY-ADDED')
    setTimeout(() => {
      throw new Error('the error')
    })
  })
  const [session] = await recount.list()
  const sessionId = session?.sessionId ?? ''
  await expect.poll(() => recount.stored(sessionId), { timeout: 15_000 }).toContain('the error')
  await recount.stop(sessionId)
  const stored = await recount.stored(sessionId)
  expect(stored).not.toContain('CANARY')
  const kinds = new Set([...stored.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind))
  for (const kind of ['vital', 'network', 'error']) expect([...kinds]).toContain(kind)
  for (const kind of ['mutation', 'input', 'pointer', 'console'])
    expect([...kinds]).not.toContain(kind)
})
