/** These fail on purpose: they show what a failed test brings along. Recount's own tests run them and look. */
import { expect } from 'recount/playwright'
import { test } from './shopTest'

test('carries its recording', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('searchbox').fill('pilea')
  await page.getByText('1 plant', { exact: true }).waitFor()
  await expect(page.getByRole('link', { name: /Moth orchid/ })).toBeVisible({ timeout: 500 })
})

test.describe('with everything kept', () => {
  test.use({ recountOptions: { privacy: 'allow', failOnLeaks: true, formats: ['markdown'] } })

  test('fails because an address is stored', async ({ page }) => {
    await page.goto('/checkout.html')
    await page.getByLabel('E-mail').pressSequentially('ada.quist@mail.example')
    await page.getByLabel('City').click()
  })
})

test.describe('since the rule for the orders is gone', () => {
  test.use({
    recountOptions: { privacy: 'allow', failOnMaskingRegressions: true, formats: ['markdown'] },
  })

  test('fails because they can be read', async ({ page }) => {
    await page.goto('/account/orders')
    await expect(page.getByRole('table')).toBeVisible()
  })
})
