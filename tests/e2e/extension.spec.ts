import { expect } from '@playwright/test'
import { test } from './fixtures'

test('the automation build loads in Chromium', async ({ extension }) => {
  expect(extension.extensionId).toMatch(/^[a-p]{32}$/)
})
