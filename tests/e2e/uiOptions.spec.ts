/** The settings in the shell: sites, rules, backups. */
import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

test('an address rule is tested before it is trusted', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=options')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Address pattern').fill('https://shop.example/checkout/*')
  await page.getByLabel('Which rule decides?').fill('https://shop.example/checkout/pay')
  await expect(page.getByText('Is not recorded. Rule 1 decides')).toBeVisible()
  await page.getByLabel('Which rule decides?').fill('https://shop.example/')
  await expect(page.getByText('Can be recorded. No rule says anything')).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page
    .getByRole('region', { name: 'Address rules' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await expect(page.getByLabel('Address pattern')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Address pattern')).toHaveValue('https://shop.example/checkout/*')
})

test('a selector that cannot be parsed is refused in words', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=options')
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByLabel('CSS selector').fill('div[')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('alert')).toContainText('not a CSS selector')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('taking consent back offers to delete what was recorded under it', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=options')
  const site = page.getByRole('region', { name: 'shop.example' })
  await expect(site).toContainText('4 sessions')
  await site.getByRole('radio', { name: 'Never' }).click()
  await page.getByRole('button', { name: 'Delete its 4 sessions' }).click()
  await expect(site).toContainText('0 sessions')
})

test('a new site must be a web site', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=options')
  await page.getByLabel('Address of a site').fill('chrome://settings')
  await page.getByRole('button', { name: 'Always record this site' }).click()
  await expect(page.getByRole('alert')).toContainText('Write the address of a web site')
  await page.getByLabel('Address of a site').fill('new.example')
  await page.getByRole('button', { name: 'Always record this site' }).click()
  await expect(page.getByRole('region', { name: 'new.example' })).toBeVisible()
})

test('a backup brings its address rules into the page, and names what it could not read', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=options')
  await expect(page.getByRole('heading', { name: 'Backup' })).toBeVisible()
  const backup = {
    kind: 'recount-settings',
    settings: {
      urlRules: [{ pattern: 'https://a.example/*', effect: 'exclude' }],
      maxHours: 'long',
    },
  }
  await page.locator('input[type=file]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(backup)),
  })
  await expect(page.getByText('Not readable, so left at their default: maxHours')).toBeVisible()
  await expect(page.getByLabel('Address pattern')).toHaveValue('https://a.example/*')
  // An edit goes on from there instead of from what was on the page before.
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Address pattern').nth(1).fill('https://b.example/*')
  await page.keyboard.press('Tab')
  await page.getByLabel('Which rule decides?').fill('https://a.example/x')
  await expect(page.getByText('Rule 1 decides')).toBeVisible()
})
