import { expect } from '@playwright/test'
import { shopHandler } from '../demo/server.mjs'
import type { ExportFormat } from '../support/automation'
import { test } from './fixtures'

const FORMATS: [ExportFormat, RegExp, RegExp][] = [
  ['rrweb', /\.json$/, /^\s*[[{]/],
  ['archive', /\.zip$/, /^PK/],
  ['html', /\.html$/, /^<!doctype html>/i],
  ['playwright', /\.spec\.ts$/, /@playwright\/test/],
  ['puppeteer', /\.json$/, /"steps"/],
  ['markdown', /\.md$/, /Monstera/],
  ['har', /\.har$/, /"log"/],
]

test('the automation object is frozen, and only pages of the extension have it', async ({
  sessionsPage,
  page,
  serve,
}) => {
  const shop = await serve(shopHandler(''))
  await page.goto(shop.origin)
  expect(await page.evaluate(() => 'recount' in globalThis)).toBe(false)
  const frozen = await sessionsPage.evaluate(() => {
    const recount = Reflect.get(globalThis, 'recount')
    return [Object.isFrozen(recount), Object.isFrozen(recount.player)]
  })
  expect(frozen).toEqual([true, true])
})

test('a session leaves in every format, and an archive comes back as the same session', async ({
  recordPage,
  recount,
  serve,
}) => {
  const shop = await serve(shopHandler(''))
  const { sessionId } = await recordPage(
    shop.origin,
    async (page) => {
      await page.getByText('Monstera').click()
      await page.getByRole('button', { name: /Add to cart/ }).click()
      await page.getByText('is in your cart').waitFor()
    },
    { privacy: 'allow' },
  )

  for (const [format, name, content] of FORMATS) {
    const { fileName, mimeType, bytes } = await recount.export(sessionId, format)
    expect.soft(fileName, format).toMatch(name)
    expect.soft(mimeType, format).toContain('/')
    expect.soft(Buffer.from(bytes, 'base64').toString('latin1'), format).toMatch(content)
  }

  const before = await recount.events(sessionId)
  const { fileName, bytes } = await recount.export(sessionId, 'archive')
  await recount.remove(sessionId)
  expect(await recount.list()).toEqual([])
  const imported = await recount.import(fileName, bytes)
  expect((await recount.list()).map((session) => session.sessionId)).toEqual([imported.sessionId])
  expect(await recount.events(imported.sessionId)).toEqual(before)
  expect((await recount.open(imported.sessionId)).durationMs).toBeGreaterThan(0)
})

test('what cannot be done is refused with a reason', async ({ recount }) => {
  await expect(recount.stop('no-such-session')).rejects.toThrow('no-such-session')
  await expect(recount.start({ url: 'http://localhost:1/' })).rejects.toThrow('http://localhost:1/')
  await expect(recount.setConsent('not an origin', 'ask')).rejects.toThrow('not an origin')
  await expect(
    recount.setRules('http://localhost:1', [{ selector: 'a[[', effect: 'mask' }]),
  ).rejects.toThrow('a[[')
  await expect(recount.player.seek(0)).rejects.toThrow('open(')
  await expect(recount.import('broken.zip', 'bm90IGEgemlw')).rejects.toThrow(/\w+ \w+/)
})
