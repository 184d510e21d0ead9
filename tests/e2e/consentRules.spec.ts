/** Rules, switches and signs of consent in the built extension. */
import { expect } from '@playwright/test'
import {
  badgeOf,
  everything,
  firstStored,
  ringAlarm,
  setSettings,
  updateSite,
} from '../support/extension'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

/** A page that moves within itself, as applications of one document do. */
const APPLICATION = `<!doctype html><title>Shop</title><h1>CANARY-SHOP</h1><script>
  function go(path) {
    history.pushState(null, '', path)
    document.title = 'CANARY-TITLE' + path
    document.querySelector('h1').textContent = 'CANARY' + path
  }
</script>`

test.afterEach(async ({ sessionsPage }) => await setSettings(sessionsPage, {}))

test('a page that moves itself to an excluded address leaves no byte of it, and goes on after it', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(APPLICATION))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, {
    urlRules: [
      { pattern: `${server.origin}/pay*`, effect: 'exclude' },
      { pattern: `${server.origin}/me*`, effect: 'include', privacy: 'mask-all' },
      { pattern: `${server.origin}/*`, effect: 'include' },
    ],
  })
  const go = (path: string) => page.evaluate((path) => Reflect.get(window, 'go')(path), path)
  await page.goto(`${server.origin}/shop`)
  await expect.poll(() => everything(recount)).toContain('CANARY-SHOP')
  await go('/pay/card')
  await expect.poll(() => everything(recount)).toContain('"endReason":"excluded-url"')
  await go('/after')
  await expect.poll(() => everything(recount)).toContain('CANARY/after')
  expect(await recount.list()).toHaveLength(2)
  // Another rule, another level: from the first moment on.
  await go('/me')
  await expect.poll(() => everything(recount)).toContain('"level":"mask-all"')
  await go('/back')
  await expect.poll(() => everything(recount)).toContain('CANARY/back')
  const stored = await everything(recount)
  // What was added under the strict rule is on the page afterwards, too.
  for (const word of ['CANARY/pay', 'pay/card', 'CANARY/me', 'CANARY-TITLE/me'])
    expect(stored, word).not.toContain(word)
})

test('errors have a switch of their own', async ({ page, recount, serve, sessionsPage }) => {
  const server = await serve(servesHtml('<!doctype html><title>E</title><p>Hello</p>'))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  const fail = async (word: string) => {
    await page.goto(server.origin)
    await page.evaluate((word) => {
      setTimeout(() => {
        throw new Error(word)
      })
      const image = document.createElement('img')
      image.src = '/missing.png?'
      document.body.append(image)
      setTimeout(() => console.log(`after ${word}`), 50)
    }, word)
    await expect.poll(() => everything(recount), { timeout: 15_000 }).toContain(`after ${word}`)
    return await everything(recount)
  }
  await setSettings(sessionsPage, { version: 2, capture: { errors: false } })
  expect(await fail('first')).not.toMatch(/"kind":"error"/)
  await recount.clear()
  await setSettings(sessionsPage, {})
  const tab = await page.context().newPage()
  await tab.close()
  await page.goto('about:blank')
  expect(await fail('second')).toMatch(/"kind":"error"/)
})

test('the toolbar button says what happens in the tab, and why', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
  tabIdOf,
}) => {
  const server = await serve((request, response) => {
    const isPdf = request.url?.endsWith('.pdf')
    response.setHeader('content-type', isPdf ? 'application/pdf' : 'text/html')
    response.end(isPdf ? '%PDF-1.4' : '<!doctype html><title>B</title><p>Hello</p>')
  })
  await page.goto(server.origin)
  const tabId = await tabIdOf(page)
  const badge = () => badgeOf(sessionsPage, tabId)
  const expectBadge = async (text: string, why: RegExp) => {
    await expect.poll(async () => (await badge()).text).toBe(text)
    await expect.poll(async () => (await badge()).title).toMatch(why)
  }
  await expectBadge('', /^Recount/)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  await page.reload()
  await expectBadge('○', /asks before/)
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await expectBadge('●', /recording this tab/)
  const [session] = await recount.list()
  await recount.stop(session?.sessionId ?? '')
  await expectBadge('○', /next page of this site/)

  await setSettings(sessionsPage, { idleMinutes: 0.0001, idleManual: 'pause' })
  await recount.start({ tabId })
  await ringAlarm(context)
  await expectBadge('‖', /paused/)
  await setSettings(sessionsPage, {})
  for (const { sessionId } of await recount.list()) await recount.stop(sessionId)

  await updateSite(sessionsPage, server.origin, { buffer: true })
  await page.reload()
  await expectBadge('↺', /last minutes/)
  await updateSite(sessionsPage, server.origin, {
    buffer: false,
    urlRules: [{ pattern: `${server.origin}/secret`, effect: 'exclude' }],
  })
  await page.goto(`${server.origin}/secret`)
  await expectBadge('×', /rules exclude/)
  await page.goto(`${server.origin}/file.pdf`).catch(() => {})
  await expectBadge('×', /PDF/)
  await recount.setConsent(server.origin, 'never')
  await page.goto(`${server.origin}/`)
  await expectBadge('', /never to record/)
})

test('a used-up storage budget ends what started by itself, and Record still works', async ({
  context,
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml('<!doctype html><title>Budget</title><p>Hello</p>'))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await page.goto(server.origin)
  await firstStored(recount)
  await setSettings(sessionsPage, { siteBudgetBytes: 1 })
  await ringAlarm(context)
  await expect.poll(() => everything(recount)).toContain('"endReason":"budget"')
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(await recount.list()).toHaveLength(1)
  const { sessionId } = await recount.start({ url: page.url() })
  expect(await recount.stop(sessionId)).toMatchObject({ status: 'complete' })
})

test('a share of 0 is recorded by nobody, and force of the page overrides the share only', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml('<!doctype html><title>Share</title><p>CANARY-SHARE</p>'))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, { sampleRate: 0, pageApi: true })
  await page.goto(server.origin)
  await page.evaluate(() => Reflect.get(window, 'dtrum').enableSessionReplay(false))
  await page.evaluate(() => Reflect.get(window, 'DD_RUM').startSessionReplayRecording())
  await page.waitForTimeout(500)
  expect(await recount.list()).toEqual([])
  await page.evaluate(() => Reflect.get(window, 'dtrum').enableSessionReplay(true))
  await expect.poll(() => everything(recount)).toContain('CANARY-SHARE')
})
