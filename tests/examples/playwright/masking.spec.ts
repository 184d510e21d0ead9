import { expect } from 'recount/playwright'
import { test } from './shopTest'

test.use({ recountOptions: { privacy: 'allow', failOnMaskingRegressions: true } })

test('the orders stay masked', async ({ page, recount, shop }) => {
  await recount.setRules(new URL(shop).origin, [{ selector: 'main table', effect: 'mask' }])
  await page.goto('/account/orders')
  await expect(page.getByRole('table')).toBeVisible()
})
