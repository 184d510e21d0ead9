import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

const PASSPHRASE = 'correct horse battery'

test('the library is unlocked and locked again by keyboard', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions&vault=locked')
  await expect(page.getByText('Plants - Green corner')).toHaveCount(0)
  await page.getByLabel('Passphrase').fill('not this one')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('That passphrase does not open this library.')
  await page.getByLabel('Passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Plants - Green corner').first()).toBeVisible()
})

test('says that a forgotten passphrase loses everything before it deletes anything', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=sessions&vault=locked')
  await page.getByRole('button', { name: 'Forgotten the passphrase?' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Nobody can find it out')
  expect(await accessibilityProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await page.getByRole('button', { name: 'Forgotten the passphrase?' }).click()
  await dialog.getByRole('button', { name: 'Delete all sessions' }).click()
  await expect(page.getByRole('button', { name: 'Unlock' })).toHaveCount(0)
})

test('encryption is turned on, locked, and its passphrase changed in the settings', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=options')
  const section = page.getByRole('region', { name: 'Encryption' })
  const first = section.getByLabel('New passphrase', { exact: true })
  await first.fill('short')
  await section.getByRole('button', { name: 'Encrypt the library' }).click()
  await expect(section.getByRole('alert')).toHaveText('A passphrase has at least 8 characters.')
  await first.fill(PASSPHRASE)
  await section.getByLabel('New passphrase once more').fill('correct horse batteries')
  await section.getByRole('button', { name: 'Encrypt the library' }).click()
  await expect(section.getByRole('alert')).toHaveText('The two are not the same.')
  await section.getByLabel('New passphrase once more').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await section.getByRole('button', { name: 'Change passphrase' }).click()
  await section.getByLabel('Passphrase', { exact: true }).fill('wrong')
  await first.fill('another passphrase')
  await section.getByLabel('New passphrase once more').fill('another passphrase')
  await page.keyboard.press('Enter')
  await expect(section.getByRole('alert')).toHaveText('That passphrase does not open this library.')
  await section.getByRole('button', { name: 'Lock now' }).click()
  await expect(section.getByRole('button', { name: 'Unlock' })).toBeVisible()
})
