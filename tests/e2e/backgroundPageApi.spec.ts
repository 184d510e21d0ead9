/// <reference types="chrome" />
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, type Page } from '@playwright/test'
import type { Recount } from '../support/automation'
import { everything, updateSite } from '../support/extension'
import { test } from './fixtures'

test.use({ ownRoute: '#/session/none' })

/**
 * The example of Dynatrace's opt-in guide: six pages, the page's own banner on page 2, a cookie that remembers the
 * answer, stop after page 5. `yes` and `no` are the vendor's calls.
 */
function sixPages({ first = '', yes, no }: { first?: string; yes: string; no: string }) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const page = Number(new URL(request.url ?? '', 'http://x').pathname.slice(1))
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>CANARY-TITLE-${page}</title><script>
      ${first}
      const agreed = document.cookie.includes('sessionReplayConsent=yes')
      if (agreed && ${page} <= 5) { ${yes} }
      if (${page} === 6) { ${no} }
      function agree() {
        document.cookie = 'sessionReplayConsent=yes; path=/'
        document.querySelector('#banner').remove()
        ${yes}
      }
    </script>
    <h1>CANARY-PAGE-${page}</h1>
    ${page === 2 ? '<div id="banner"><button onclick="agree()">Agree</button></div>' : ''}
    <a href="/${page + 1}">next</a>`)
  }
}

async function visitAll(page: Page, origin: string, recount: Recount): Promise<void> {
  // Cookies know no ports: the answer of another test would count here.
  await page.context().clearCookies()
  for (let number = 1; number <= 6; number++) {
    if (number === 1) await page.goto(`${origin}/1`)
    else await page.click('a')
    await page.waitForURL(`**/${number}`)
    if (number === 2) await page.click('#banner button').catch(() => {})
    if (number > 1 && number < 6)
      await expect.poll(() => everything(recount)).toContain(`CANARY-PAGE-${number}`)
    if (number === 6)
      await expect.poll(async () => (await recount.list())[0]?.status).toBe('complete')
    // Nothing to wait for where nothing may happen: leave time for what must not.
    if (number === 1 || number === 6) await page.waitForTimeout(400)
  }
}

async function expectPages2To5(recount: Recount): Promise<void> {
  const stored = await everything(recount)
  for (const number of [2, 3, 4, 5]) expect(stored).toContain(`CANARY-PAGE-${number}`)
  for (const number of [1, 6]) {
    expect(stored).not.toContain(`CANARY-PAGE-${number}`)
    expect(stored).not.toContain(`CANARY-TITLE-${number}`)
  }
  const sessions = await recount.list()
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({ status: 'complete' })
}

const FLOWS = {
  "Dynatrace's calls": {
    yes: 'dtrum.enable(); dtrum.enableSessionReplay(true)',
    no: 'dtrum.disableSessionReplay()',
  },
  "Datadog's calls": {
    first: `DD_RUM.init({ applicationId: 'a', clientToken: 'b', sessionSampleRate: 100,
      sessionReplaySampleRate: 100, startSessionReplayRecordingManually: true }); DD_RUM.setUser({})`,
    yes: 'DD_RUM.startSessionReplayRecording()',
    no: 'DD_RUM.stopSessionReplayRecording()',
  },
  'our own calls': { yes: 'recount.enable()', no: 'recount.disable()' },
}

for (const [name, flow] of Object.entries(FLOWS)) {
  test(`six pages with ${name}: pages 2 to 5 are in the session, of 1 and 6 not one byte`, async ({
    page,
    recount,
    serve,
    sessionsPage,
  }) => {
    const server = await serve(sixPages(flow))
    await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
    await updateSite(sessionsPage, server.origin, { pageApi: true })
    await visitAll(page, server.origin, recount)
    await expectPages2To5(recount)
  })
}

test('six pages with URL rules instead of code', async ({ page, recount, serve, sessionsPage }) => {
  const server = await serve(sixPages({ yes: '', no: '' }))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, {
    urlRules: [{ pattern: `${server.origin}/:page([2-5])`, effect: 'include' }],
  })
  await visitAll(page, server.origin, recount)
  await expectPages2To5(recount)
  expect(await everything(recount)).toContain('"endReason":"excluded-url"')
})

test('a page cannot record itself without consent, nor where it may not speak', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const calls = 'recount.enable({ force: true }); dtrum.enableSessionReplay(true)'
  const server = await serve(sixPages({ yes: '', no: '', first: `try { ${calls} } catch {}` }))
  await page.goto(`${server.origin}/1`)
  expect(
    await page.evaluate(() => ['recount', 'dtrum', 'DD_RUM'].filter((n) => n in window)),
  ).toEqual([])

  await recount.setConsent(server.origin, 'always')
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  await recount.setConsent(server.origin, 'never')
  await page.goto(`${server.origin}/2`)
  await page.evaluate(() => {
    const detail = JSON.stringify({ recording: 'on', force: true })
    document.dispatchEvent(new CustomEvent('recount:request', { detail }))
  })
  await page.waitForTimeout(500)
  expect(await recount.list()).toEqual([])
})

test("a page's request lowers the level and never raises it", async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const flow = { yes: '', no: '', first: 'recount.enable({ privacy: location.hash.slice(1) })' }
  const server = await serve(sixPages(flow))
  await recount.setConsent(server.origin, 'always', { privacy: 'mask-user-input' })
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  for (const [asked, applied] of [
    ['allow', 'mask-user-input'],
    ['mask-all', 'mask-all'],
  ]) {
    const tab = await page.context().newPage()
    await tab.goto(`${server.origin}/1#${asked}`)
    await expect.poll(() => everything(recount)).toContain(`"level":"${applied}"`)
    await tab.close()
    await recount.clear()
  }
})

test('a page that asks in a loop costs nothing and learns nothing', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(sixPages({ yes: '', no: '' }))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  await page.goto(`${server.origin}/1`)
  const learned = await page.evaluate(async () => {
    const api = Reflect.get(window, 'recount')
    const start = performance.now()
    for (let round = 0; round < 200; round++) {
      for (let call = 0; call < 100; call++) call % 2 ? api.enable() : api.disable()
      await Promise.resolve()
    }
    return { ms: performance.now() - start, status: api.status(), answer: api.enable() }
  })
  expect(learned).toMatchObject({ status: 'on' })
  expect(learned.answer).toBeUndefined()
  expect(learned.ms).toBeLessThan(2000)
  await expect.poll(() => everything(recount)).toContain('CANARY-PAGE-1')
  expect((await recount.list()).length).toBeLessThan(5)
})

test('the calls of a vendor that is there are watched and work as before', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve((request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><script>
      window.dtrum = { calls: [], enableSessionReplay(cost) { this.calls.push(cost); return 'vendor' } }
      window.answer = dtrum.enableSessionReplay(true)
    </script><h1>CANARY-PAGE-1 ${request.url}</h1>`)
  })
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, { pageApi: true })
  await page.goto(`${server.origin}/1`)
  expect(
    await page.evaluate(() => [Reflect.get(window, 'answer'), Reflect.get(window, 'dtrum').calls]),
  ).toEqual(['vendor', [true]])
  await expect.poll(() => everything(recount)).toContain('CANARY-PAGE-1')
})
