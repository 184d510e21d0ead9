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
  // A page tells its address when its recording has begun.
  await expect.poll(async () => (await recount.list())[0]?.url).toBe(page.url())
  expect((await recount.list()).map(({ status }) => status)).toEqual(['recording'])
})
