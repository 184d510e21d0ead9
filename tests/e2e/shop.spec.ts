import { expect, type Page } from '@playwright/test'
import { paymentHandler, shopHandler } from '../demo/server.mjs'
import { fillCheckout } from '../demo/visit.mjs'
import { differences } from '../support/difference'
import { keepClosedRoots, type Moment, momentOf, replayedView } from '../support/pageState'
import { test } from './fixtures'

/** Stops at every page of the shop, long enough to compare it. */
async function visitInMoments(page: Page): Promise<(Moment & { name: string })[]> {
  const moments: (Moment & { name: string })[] = []
  const remember = async (name: string) => {
    moments.push({ name, ...(await momentOf(page)) })
  }
  await page.getByRole('searchbox').fill('p')
  await page.getByRole('button', { name: 'Pet safe' }).click()
  await page.getByLabel('Sort by').selectOption('dear')
  await remember('the filtered list')
  await page.mouse.wheel(0, 240)
  await remember('the list, scrolled')
  await page.getByRole('link', { name: /Moth orchid/ }).click()
  await page.getByRole('button', { name: 'Rate 5 of 5' }).click()
  await page.getByRole('radio', { name: 'Forest' }).click()
  await page.locator('water-plan').click()
  await remember('the product with its widgets')
  await page.getByRole('button', { name: /Add to cart/ }).click()
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.getByRole('button', { name: /One Moth orchid more/ }).click()
  await remember('the cart')
  await page.getByRole('link', { name: 'Check out' }).click()
  await fillCheckout(page)
  await page.getByLabel('Password').fill('')
  const card = page.frameLocator('.payment')
  for (const label of ['Card number', 'Name on card', 'Valid until', 'CVC']) {
    await card.getByLabel(label).fill('')
  }
  await remember('the checkout, its secrets emptied')
  await page.goto(`${new URL(page.url()).origin}/account`)
  await page.getByRole('link', { name: 'Orders' }).click()
  await remember('a route of the account')
  await page.getByRole('link', { name: 'Spending' }).click()
  await remember('another route, with a chart')
  return moments
}

test('the shop replays as it was at level allow, without a network', async ({
  serve,
  page,
  recount,
  sessionsPage,
}) => {
  const payment = await serve(paymentHandler(), '127.0.0.1')
  const shop = await serve(shopHandler(payment.origin))
  await recount.setConsent(payment.origin, 'ask', { privacy: 'allow' })
  await keepClosedRoots(page)
  await page.goto(shop.origin)
  const { sessionId } = await recount.start({ url: page.url() }, { privacy: 'allow' })

  const moments = await visitInMoments(page)
  const { startedAt, frames } = await recount.stop(sessionId)

  expect(frames).toBe(2)
  shop.goDark()
  payment.goDark()
  await sessionsPage.bringToFront()
  await recount.open(sessionId)
  for (const { name, at, view } of [...moments, ...moments.toReversed()]) {
    await recount.player.seek(at - startedAt)
    expect.soft(differences(view, await replayedView(sessionsPage)), name).toEqual([])
  }
  expect([...shop.requests, ...payment.requests]).toEqual([])
  expect(shop.connections + payment.connections).toBe(0)
})
