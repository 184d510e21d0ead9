/** The popup in the shell: recording, consent, what the browser refuses. */
import { expect } from '@playwright/test'
import { test } from './shellFixtures'

test('the popup fits the height that browsers give it', async ({ shell }) => {
  const { page } = shell
  await page.setViewportSize({ width: 384, height: 600 })
  for (const tab of ['undecided', 'always', 'limited', 'buffer', 'never']) {
    await shell.open(`page=popup&tab=${tab}`)
    await expect(page.getByRole('heading', { name: 'Last sessions' })).toBeVisible()
    const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight)
    expect(height, tab).toBeLessThanOrEqual(600)
  }
})

test('the popup records, shows a clock and stops', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=popup&tab=always')
  await page.getByRole('button', { name: 'Record this tab' }).click()
  await expect(page.getByRole('timer')).toHaveText('0:00')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Record this tab' })).toBeVisible()
})

test('consent is chosen by keyboard and explained', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=popup&tab=always')
  await page.getByRole('radio', { name: 'Always' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('Each visit asks you first.')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('You chose never for this site.')).toBeVisible()
})

test('a refused access changes nothing and says so', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=popup&tab=undecided&grant=no')
  await page.getByRole('radio', { name: 'Always' }).click()
  await expect(page.getByText('The browser was not allowed to give access')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Always' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Allow this site and record' }).click()
  await expect(page.getByRole('alert')).toContainText('was not allowed')
})
