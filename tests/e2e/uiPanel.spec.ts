/** The DevTools panel in the shell: events as they come, rules for what is selected. */
import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

test('the panel shows events as they are stored, and makes a rule for the selected element', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=panel&tab=recording')
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('stopped')
  await page.getByRole('searchbox').fill('error')
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('Cannot read properties')
  await page.getByRole('tab', { name: 'Masking' }).click()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Leave out' }).click()
  await expect(page.getByLabel('CSS selector').first()).toHaveValue(
    'main > article:nth-of-type(2) > h3',
  )
  await page.getByRole('tab', { name: 'Sessions of this tab' }).click()
  await page.getByRole('link', { name: 'Getting started' }).first().click()
  await expect(page.getByRole('link', { name: 'Sessions', exact: true })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('a panel of the version before says so and loads itself again', async ({
  freshShell: shell,
}) => {
  const { page } = shell
  await page.clock.install()
  await shell.open('page=panel&tab=recording')
  const note = page.getByText('Recount was updated')
  await page.clock.runFor(1500)
  await expect(note).toHaveCount(0)
  await page.evaluate(() => Reflect.set(window, 'isOrphaned', true))
  await page.clock.runFor(1500)
  await expect(note).toBeVisible()
  const again = page.waitForEvent('load')
  await page.clock.runFor(3000)
  await again
  await expect(page.getByRole('tab', { name: 'Live' })).toBeVisible()
  await expect(note).toHaveCount(0)
})

test('a rule is made in the panel by keyboard, and taken back', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=panel&tab=always')
  await page.getByRole('tab', { name: 'Masking' }).click()
  await page.getByRole('radio', { name: /^\.product-name/ }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Matches on the page: 12')).toBeVisible()
  await page.getByRole('button', { name: 'Leave out', exact: true }).press('Enter')
  const selectors = page.getByRole('group', { name: 'Masking rules' }).getByRole('textbox')
  await expect(selectors.first()).toHaveValue('.product-name')
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(selectors).toHaveCount(1)
  await expect(selectors.first()).toHaveValue('.price')
})

test('rules are imported from a file, and a broken file says what is wrong with it', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=panel&tab=always')
  await page.getByRole('tab', { name: 'Masking' }).click()
  const file = page.locator('input[type=file]')
  const rules = [{ selector: '.iban', effect: 'mask' }]
  const give = (text: string) =>
    file.setInputFiles({
      name: 'rules.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
  await give(JSON.stringify(rules))
  await expect(page.getByText('Rules imported: 1.')).toBeVisible()
  const selectors = page.getByRole('group', { name: 'Masking rules' }).getByRole('textbox')
  await expect(selectors.first()).toHaveValue('.iban')
  await give('{"rules": [{"selector": "a[[", "effect": "mask"}]}')
  await expect(page.getByRole('alert')).toContainText('a[[')
})
