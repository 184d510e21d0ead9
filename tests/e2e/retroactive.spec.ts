import { expect, type Page } from '@playwright/test'
import type { Recount } from '../support/automation'
import { listCaughtUp } from '../support/extension'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

const SECRET = 'Kallisto'
const MAIL = 'ann@greencorner.example'
const FORMATS = ['rrweb', 'archive', 'html', 'playwright', 'puppeteer', 'markdown', 'har'] as const

const PAGE = `<!doctype html><title>Orders</title><body>
<h1>Orders of today</h1>
<main id=m><article><p id=p>Hello ${SECRET}</p><a href="/of/${SECRET}">more of ${SECRET}</a><img src="/${SECRET}.svg" alt="${SECRET}">
<button id=b>Call ${SECRET}</button></article></main><address>${MAIL}</address></body>`

function answer(path: string): { type: string; body: string } {
  return path.endsWith('.svg')
    ? {
        type: 'image/svg+xml',
        body: `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>${path}</desc></svg>`,
      }
    : { type: 'text/html', body: PAGE }
}

test.beforeEach(({ extension: _ }) => {})

/** Records a page that shows the secret, also after a class came to an ancestor of it. */
async function record(
  recordPage: (
    url: string,
    visit: (page: Page) => Promise<void>,
    options: { privacy: 'allow' },
  ) => Promise<{ sessionId: string }>,
  origin: string,
): Promise<string> {
  const { sessionId } = await recordPage(
    `${origin}/`,
    async (page) => {
      await page.locator('#b').click()
      await page.evaluate(() => document.querySelector('#m')?.classList.add('private'))
      await page.evaluate((text) => {
        const p = document.querySelector('#p')
        if (p) p.textContent = `Again ${text}`
      }, SECRET)
    },
    { privacy: 'allow' },
  )
  return sessionId
}

/** What an export says, its compressed parts too: they are read back as an import does. */
async function exported(
  recount: Recount,
  sessionId: string,
  format: (typeof FORMATS)[number],
): Promise<string> {
  const { fileName, bytes } = await recount.export(sessionId, format)
  if (format !== 'archive' && format !== 'html') return Buffer.from(bytes, 'base64').toString()
  const copy = await recount.import(fileName, bytes)
  const text = await recount.stored(copy.sessionId)
  await recount.remove(copy.sessionId)
  return text + fileName
}

/** Where it is, '' where it is not. */
function aroundSecret(text: string): string {
  const at = text.indexOf(SECRET)
  return at < 0 ? '' : text.slice(Math.max(0, at - 80), at + 20)
}

/** The snapshot, the change after it and the link, all as they were recorded. */
function isWhole(text: string): boolean {
  return [`Hello ${SECRET}`, `Again ${SECRET}`, `of/${SECRET}`].every((part) => text.includes(part))
}

function holdsSecret(text: string): boolean {
  return text.includes(SECRET) || text.includes(Buffer.from(SECRET).toString('base64').slice(0, -4))
}

test('rules and levels that became stricter hold when a stored session is played or exported, and nothing is written', async ({
  serve,
  recordPage,
  recount,
  sessionsPage,
}) => {
  test.setTimeout(90_000)
  const server = await serve((request, response) => {
    const { type, body } = answer(request.url ?? '/')
    response.setHeader('content-type', type)
    response.end(body)
  })
  const sessionId = await record(recordPage, server.origin)
  const before = await recount.stored(sessionId)
  expect(holdsSecret(before)).toBe(true)
  await recount.open(sessionId)
  const replayed = sessionsPage.frameLocator('iframe[data-recount-replay]')
  await expect(replayed.locator('#p')).toHaveText(`Hello ${SECRET}`)

  // The first rule looks at an ancestor; the second one holds only from the moment the class came.
  for (const selector of ['main article', '.private article, .private button']) {
    await recount.setRules(server.origin, [{ selector, effect: 'mask' }])
    await sessionsPage.evaluate(() => {
      location.hash = ''
    })
    // At once, before the page can have drawn the library: what was left is opened anew, as the rules are now.
    await recount.open(sessionId)
    await recount.player.seek((await recount.open(sessionId)).durationMs)
    await expect(replayed.locator('h1')).toHaveText('Orders of today')
    await expect(replayed.locator('#p')).toHaveText('Xxxxx Xxxxxxxx')
  }

  await recount.setRules(server.origin, [{ selector: 'main article', effect: 'mask' }])
  for (const format of FORMATS)
    expect.soft(holdsSecret(await exported(recount, sessionId, format)), format).toBe(false)
  expect(holdsSecret(JSON.stringify(await recount.events(sessionId)))).toBe(false)

  await recount.setRules(server.origin, [])
  await recount.setConsent(server.origin, 'ask', { privacy: 'mask-all' })
  const strict = JSON.stringify(await recount.events(sessionId))
  expect(holdsSecret(strict) || strict.includes('Orders of today')).toBe(false)

  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  expect(isWhole(await recount.stored(sessionId))).toBe(true)
  expect(holdsSecret(JSON.stringify(await recount.events(sessionId)))).toBe(true)

  // The export finds an address, and one click makes the rule that closes it: in this file and from now on.
  await sessionsPage.bringToFront()
  await recount.open(sessionId)
  await sessionsPage.getByRole('button', { name: 'Export' }).click()
  const dialog = sessionsPage.getByRole('dialog', { name: 'Export this session' })
  await expect(dialog.getByText('E-mail address')).toBeVisible()
  await expect(dialog).not.toContainText(MAIL)
  await dialog.getByRole('button', { name: 'Mask this place' }).first().click()
  await expect(dialog.getByText('No e-mail address')).toBeVisible()
  expect(JSON.stringify(await recount.events(sessionId))).not.toContain(MAIL)
  expect(await recount.stored(sessionId), 'nothing is written back').toContain(MAIL)
})

test('stored sessions are masked for good after a confirmation, and a page that is closed midway leaves each whole', async ({
  serve,
  recordPage,
  recount,
  sessionsPage,
  context,
  extension,
}) => {
  test.setTimeout(120_000)
  const server = await serve((request, response) => {
    const { type, body } = answer(request.url ?? '/')
    response.setHeader('content-type', type)
    response.end(body)
  })
  const first = await record(recordPage, server.origin)
  const { fileName, bytes } = await recount.export(first, 'archive')
  const sessions = [first]
  for (let copy = 0; copy < 3; copy++)
    sessions.push((await recount.import(fileName, bytes)).sessionId)
  const kept = sessions.pop() ?? ''
  for (const id of sessions) expect(isWhole(await recount.stored(id))).toBe(true)
  await recount.setRules(server.origin, [{ selector: 'main article', effect: 'mask' }])

  // All but one are chosen. The page is gone as soon as the first one is done.
  const page = await context.newPage()
  await page.goto(`chrome-extension://${extension.extensionId}/sessions.html`)
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .first()
    .waitFor()
  await page.evaluate(async (ids) => {
    // The work as the dialog writes it down: the order of rows is not the point here.
    const open = indexedDB.open('recount')
    await new Promise((done) => {
      open.onsuccess = done
    })
    const write = open.result.transaction('settings', 'readwrite')
    write
      .objectStore('settings')
      .put({ name: 'remask', value: { sessionIds: ids, total: ids.length } })
    await new Promise((done) => {
      write.oncomplete = done
    })
    open.result.close()
  }, sessions)
  await page.reload()
  const resume = page.getByRole('button', { name: 'Go on' })
  await expect(page.getByText('3 stored sessions still wait to be masked')).toBeVisible()
  await resume.click()
  await page.getByText(/Session [12] of 3/).waitFor()
  // A worker that dies takes nothing along: the work is a page's.
  const cdp = await context.newCDPSession(page)
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.stopAllWorkers')
  await page.close()

  const now = await Promise.all(sessions.map((id) => recount.stored(id)))
  // Not byte by byte: pictures and the index of the library come by themselves meanwhile.
  for (const text of now)
    expect(!holdsSecret(text) || isWhole(text), 'masked, or as it was').toBe(true)

  await sessionsPage.bringToFront()
  // The work above was written down past Dexie, which tells no other page of it: this one reads it as it opens.
  await sessionsPage.reload()
  await sessionsPage.waitForFunction(() => 'recount' in globalThis)
  // Nothing goes on by itself: who closed the page decides. What was under way when it closed may still come to its end.
  const rest = sessionsPage.getByRole('button', { name: 'Go on' })
  await expect(async () => {
    if (await rest.isVisible()) await rest.click()
    for (const id of sessions) expect(aroundSecret(await recount.stored(id))).toBe('')
  }).toPass({ timeout: 60_000 })
  expect(holdsSecret(await recount.stored(kept))).toBe(true)
  await expect(sessionsPage.getByText('wait to be masked')).toBeHidden()

  // The last one by hand, from the bar of chosen sessions.
  await sessionsPage
    .getByRole('checkbox', { name: /^Select/ })
    .first()
    .check()
  await sessionsPage.getByRole('button', { name: /^Select all/ }).click()
  await sessionsPage.getByRole('button', { name: 'Mask for good' }).click()
  const dialog = sessionsPage.getByRole('dialog')
  await expect(dialog).toContainText('This cannot be undone')
  await dialog.getByRole('button', { name: 'Mask for good' }).click()
  await expect(sessionsPage.getByText('4 sessions were masked for good.')).toBeVisible()
  expect(holdsSecret(await recount.stored(kept))).toBe(false)
  await recount.open(kept)
  const replayed = sessionsPage.frameLocator('iframe[data-recount-replay]')
  await expect(replayed.locator('#p')).toHaveText('Xxxxx Xxxxxxxx')
  await expect(replayed.locator('h1')).toHaveText('Orders of today')
})

test('values that could not be masked are counted where the person sees it', async ({
  serve,
  page,
  recount,
  sessionsPage,
  popupOf,
}) => {
  const server = await serve(servesHtml(PAGE))
  await page.goto(server.origin)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start({ url: page.url() })
  // An address that is none: the masker throws at it.
  await page.evaluate(() => {
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        documentURI: 'http://[secret',
        violatedDirective: 'img-src',
        effectiveDirective: 'img-src',
        originalPolicy: '',
        disposition: 'enforce',
        statusCode: 0,
        blockedURI: 'http://[secret',
        bubbles: true,
      }),
    )
  })
  await expect.poll(async () => (await listCaughtUp(recount))[0]?.maskFailures).toBe(1)
  const popup = await popupOf(page)
  await expect(popup.getByText('1 value could not be masked')).toBeVisible()
  const summary = await recount.stop(sessionId)
  expect(summary.maskFailures).toBe(1)
  expect(await recount.stored(sessionId)).not.toContain('[secret')
  await sessionsPage.bringToFront()
  await recount.open(sessionId)
  await sessionsPage.getByRole('tab', { name: 'Info' }).click()
  await expect(sessionsPage.getByText('1 value, replaced by a placeholder')).toBeVisible()
})
