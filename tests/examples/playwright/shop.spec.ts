import { expect } from 'recount/playwright'
import { test } from './shopTest'

test('a plant goes into the cart', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: /Moth orchid/ }).click()
  await page.getByRole('button', { name: /Add to cart/ }).click()
  await expect(page.getByText('is in your cart')).toBeVisible()
})

test('the recording can be asked about', async ({ page, recount }) => {
  await page.goto('/')
  await expect.poll(async () => (await recount.list()).length).toBe(1)
  const [session] = await recount.list()
  expect(session?.status).toBe('recording')
  expect(session?.url).toBe(page.url())
})
