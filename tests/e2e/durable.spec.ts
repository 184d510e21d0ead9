/** Once, in order, and not never: `docs/guarantees.md` 1 and 2. */
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { copyExtension } from '../support/extensionCopy'
import { OFFLINE } from '../support/offline'
import { workerOf } from './fakeRecorder'
import { test } from './fixtures'

const servePage: import('node:http').RequestListener = (_request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><title>A page</title><h1>Hello</h1>')
}

async function openSessions(context: BrowserContext, extensionId: string) {
  const own = await context.newPage()
  await own.goto(`chrome-extension://${extensionId}/sessions.html`)
  await own.waitForFunction(() => 'recount' in globalThis)
  return driveAutomation(own)
}

/** How often each text comes, beside the pictures of the whole page. */
async function tellings(stored: string, texts: string[]): Promise<number[]> {
  const events = stored
    .split('\n')
    .filter((line) => line.startsWith('[') && line.includes('"kind"'))
    .flatMap((line) => JSON.parse(line) as { kind: string }[])
    .filter(({ kind }) => kind !== 'snapshot')
    .map((event) => JSON.stringify(event))
  return texts.map((text) => events.filter((event) => event.includes(text)).length)
}

const say = async (page: Page, text: string) =>
  await page.evaluate((text) => {
    const paragraph = document.createElement('p')
    paragraph.textContent = text
    document.body.append(paragraph)
    console.log(`said ${text}`)
  }, text)

test('a page whose question reached the worker, but not the answer the page, is recorded all the same', async ({
  chromiumPath,
  serve,
}) => {
  const copy = copyExtension(`
    const send = chrome.runtime.sendMessage.bind(chrome.runtime)
    let lost = 0
    const sendMessage = async (message, ...rest) => {
      const answer = await send(message, ...rest)
      if (message?.name === 'recorder.hello' && lost++ < 2) throw new Error('the worker was stopped')
      return answer
    }
    for (const api of [globalThis.chrome, globalThis.browser])
      if (api?.runtime) Object.defineProperty(api.runtime, 'sendMessage', { value: sendMessage })`)
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: copy.folder,
    args: OFFLINE,
  })
  const site = await serve(servePage)
  const recount = await openSessions(context, extensionId)
  await recount.setConsent(site.origin, 'always', { privacy: 'allow' })
  const page = await context.newPage()
  await page.goto(site.origin)
  await say(page, 'words after the loss')
  const stored = async () => {
    const [session] = await recount.list()
    return session ? await recount.stored(session.sessionId) : ''
  }
  await expect.poll(stored, { timeout: 30_000 }).toContain('words after the loss')
  expect(await recount.list()).toHaveLength(1)
  expect((await stored()).match(/"framePath":\[\]/g)).toHaveLength(1)
  await context.close()
  copy.remove()
})

test('after an update two content scripts are in a page: one is silent, the other records once and in order', async ({
  chromiumPath,
  serve,
}) => {
  test.setTimeout(120_000)
  const copy = copyExtension()
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: copy.folder,
    args: OFFLINE,
  })
  const site = await serve(servePage)
  const before = await openSessions(context, extensionId)
  await before.setConsent(site.origin, 'always', { privacy: 'allow' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(site.origin)
  await say(page, 'old-1')
  await expect
    .poll(
      async () => {
        const [session] = await before.list()
        return session ? await before.stored(session.sessionId) : ''
      },
      { timeout: 30_000 },
    )
    .toContain('said old-1')

  copy.update()
  const session = await context.browser()?.newBrowserCDPSession()
  await session?.send('Extensions.loadUnpacked', { path: copy.folder })
  const recount = await openSessions(context, extensionId)
  await expect
    .poll(async () => (await recount.list()).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(['interrupted'])
  // Nobody of the new version is there yet, and the old one speaks to nobody.
  await say(page, 'unheard')
  const { sessionId } = await recount.start({ url: page.url() })
  const words = Array.from({ length: 20 }, (_, n) => `new-${String(n).padStart(2, '0')}.`)
  for (const word of words) await say(page, word)
  await recount.stop(sessionId)

  const stored = await recount.stored(sessionId)
  expect(
    await tellings(
      stored,
      words.map((word) => `said ${word}`),
    ),
  ).toEqual(words.map(() => 1))
  const told = [...stored.matchAll(/said (new-\d\d\.)/g)].map(([, word]) => word)
  expect(told.filter((word, at) => told.indexOf(word) === at)).toEqual(words)
  const others = (await recount.list()).filter((each) => each.sessionId !== sessionId)
  expect(others.map(({ status }) => status)).toEqual(['interrupted'])
  expect(await recount.stored(others[0]?.sessionId ?? '')).not.toContain('new-')
  expect((await recount.open(sessionId)).durationMs).toBeGreaterThan(0)
  expect(errors).toEqual([])
  await context.close()
  copy.remove()
})

test('the clock of the worker jumps back and forth: one session, and all of it in order', async ({
  chromiumPath,
  serve,
}) => {
  test.setTimeout(120_000)
  const copy = copyExtension()
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: copy.folder,
    args: OFFLINE,
  })
  const site = await serve(servePage)
  const recount = await openSessions(context, extensionId)
  await recount.setConsent(site.origin, 'ask', { privacy: 'allow' })
  const page = await context.newPage()
  await page.goto(site.origin)
  const { sessionId } = await recount.start({ url: page.url() })
  const worker = await workerOf(context)
  /** Minutes from the truth. The machine's own clock is everybody's. */
  const setClock = (minutes: number) =>
    worker.evaluate((minutes) => {
      const host = globalThis as typeof globalThis & { realNow?: () => number }
      const now = host.realNow ?? Date.now
      host.realNow = now
      Date.now = () => now() + minutes * 60_000
    }, minutes)
  const words: string[] = []
  for (const [step, minutes] of [0, -60, 30].entries()) {
    await setClock(minutes)
    if (step > 0) await page.reload()
    const word = `step-${step}.`
    words.push(word)
    await expect
      .poll(
        async () => {
          await say(page, word)
          return await recount.stored(sessionId)
        },
        { timeout: 30_000, intervals: [250] },
      )
      .toContain(`said ${word}`)
  }
  expect(await recount.stop(sessionId)).toMatchObject({ status: 'complete', sessionId })
  expect(await recount.list()).toHaveLength(1)
  const events = await recount.events(sessionId)
  const times = events.map(({ timestamp }) => timestamp)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const places = words.map((word) =>
    events.findIndex((event) => JSON.stringify(event).includes(`said ${word}`)),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(Math.min(...places)).toBeGreaterThan(0)
  await context.close()
  copy.remove()
})
