/// <reference types="chrome" />
/** What Recount puts into pages, and what pages may call. */
import { expect, type Page } from '@playwright/test'
import { bundle } from '../support/bundle'
import { everything, setSettings, updateSite } from '../support/extension'
import { servesHtml } from '../support/serve'
import { accessibilityProblems } from '../support/shell'
import { test } from './fixtures'

const PAGE =
  '<!doctype html><html lang="en"><title>A page</title><main><h1>CANARY-PAGE</h1><input aria-label="Name" autofocus></main>'

/** Our element stands last in the document, in a root that nobody can enter. */
const ownElements = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('html > div').length)

test.afterEach(async ({ sessionsPage }) => await setSettings(sessionsPage, {}))

test('the banner is accessible in both schemes, by keyboard, and takes no focus by itself', async ({
  page,
  serve,
}) => {
  const script = await bundle('tests/support/recorder/ownElements.ts')
  const server = await serve(servesHtml(PAGE))
  await page.goto(server.origin)
  // An open root, so that the checker can look into it.
  await page.evaluate(() => {
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (options) {
      return attach.call(this, { ...options, mode: 'open' })
    }
  })
  await page.evaluate(`${script}\nwindow.bundled = bundled`)
  await page.evaluate(() => {
    const { showBanner, showIndicator } = Reflect.get(window, 'bundled').ownElements
    const texts = { language: 'en', label: 'Recount asks to record', title: 'Record this visit?' }
    const rest = { text: 'What you do.', remember: 'Remember', yes: 'Record', no: 'Do not record' }
    showBanner(document, { ...texts, ...rest }, (answer: unknown) => {
      Object.assign(window, { answer })
    })
    showIndicator(document, 'Recount records this page')
  })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await accessibilityProblems(page)).toEqual([])
  }
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('input')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space') // the check box
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => Reflect.get(window, 'answer'))).toEqual({
    answer: 'no',
    remember: true,
  })
})

test('the banner stays over moves within the page and a document that is written anew', async ({
  page,
  recount,
  serve,
}) => {
  const server = await serve(servesHtml(PAGE))
  await recount.setConsent(server.origin, 'ask')
  await page.goto(server.origin)
  await expect.poll(() => ownElements(page)).toBe(1)
  await page.evaluate(() => Object.assign(window, { first: document.querySelector('html > div') }))
  for (const path of ['/one', '/two']) {
    await page.evaluate((path) => {
      history.pushState(null, '', path)
      document.body.replaceChildren(path)
    }, path)
  }
  await page.waitForTimeout(300)
  // The same one: a person who is in it stays in it.
  expect(
    await page.evaluate(
      () => Reflect.get(window, 'first') === document.querySelector('html > div'),
    ),
  ).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
  await page.evaluate(() =>
    document.documentElement.replaceChildren(document.createElement('body')),
  )
  await expect.poll(() => ownElements(page)).toBe(1)
  // A page that fights it for ever wins, and costs nothing more.
  const rounds = await page.evaluate(async () => {
    let removed = 0
    for (let round = 0; round < 60; round++) {
      const own = document.querySelector('html > div')
      if (own) removed++
      own?.remove()
      await new Promise((resolve) => setTimeout(resolve))
    }
    return removed
  })
  expect(rounds).toBeLessThan(30)
  await recount.setConsent(server.origin, 'never')
  await expect.poll(() => ownElements(page)).toBe(0)
  expect(await recount.list()).toEqual([])
})

test('calls of the vendors beside recording are harmless, and what waits for them is answered', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>V</title><script>
      window.ready = []
      DD_RUM.onReady(() => {
        ready.push('first')
        DD_RUM.init({ sessionSampleRate: 100, sessionReplaySampleRate: 100 })
        ready.push(typeof DD_RUM.getSessionReplayLink(), typeof DD_RUM.getInternalContext())
        DD_RUM.setUser({ id: 'u' }); DD_RUM.addAction('a', {}); DD_RUM.addError(new Error('e'))
        dtrum.enable(); dtrum.sendSessionProperties({}); dtrum.identifyUser('u')
        dtrum.addEnterActionListener(() => {}); dtrum.leaveAction(dtrum.enterAction('x'))
      })
      window.chained = (async () => [await DD_RUM, await dtrum].length)()
    </script><h1>CANARY-VENDOR</h1>`)
  })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(server.origin)
  await page.waitForFunction(() => Reflect.get(window, 'ready').length === 3)
  expect(await page.evaluate(() => Reflect.get(window, 'ready'))).toEqual([
    'first',
    'undefined',
    'undefined',
  ])
  expect(await page.evaluate(() => Reflect.get(window, 'chained'))).toBe(2)
  // Registered late it is answered at once.
  await page.evaluate(() =>
    Reflect.get(window, 'DD_RUM').onReady(() => Reflect.get(window, 'ready').push('late')),
  )
  await page.waitForFunction(() => Reflect.get(window, 'ready').length === 4)
  expect(errors).toEqual([])
  await expect.poll(() => everything(recount)).toContain('CANARY-VENDOR')
})
