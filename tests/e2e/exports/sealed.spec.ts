import { expect } from '@playwright/test'
import { openFromDisk } from '../../support/fromDisk'
import { test } from '../fixtures'

const PASSWORD = 'correct horse battery'
const PAGE = '<title>Orders</title><h1>Order of Ada Quist</h1><button>Pay</button>'

test('a file encrypted with a password is imported and played with it, and with nothing else', async ({
  serve,
  recordPage,
  recount,
  sessionsPage,
}) => {
  const site = await serve((_, response) => response.end(PAGE))
  const { sessionId } = await recordPage(site.origin, async () => {}, { privacy: 'allow' })
  const { fileName, bytes } = await recount.export(sessionId, 'archive', { password: PASSWORD })
  expect(fileName).toMatch(/^\d{4}-\d\d-\d\d-session\.sealed$/)
  await expect(recount.export(sessionId, 'archive', { password: 'short' })).rejects.toThrow(
    /at least 8/,
  )
  await recount.clear()

  await sessionsPage.bringToFront()
  const buffer = Buffer.from(bytes, 'base64')
  const file = { name: fileName, mimeType: '', buffer }
  await sessionsPage.locator('input[type=file]').setInputFiles(file)
  const dialog = sessionsPage.getByRole('dialog', { name: 'This file is encrypted' })
  const field = dialog.getByLabel('Password')
  await expect(field).toBeFocused()
  await field.fill('correct horse batter')
  await sessionsPage.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('The password does not open this file')
  await field.fill(PASSWORD)
  await sessionsPage.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(sessionsPage.getByText('was imported')).toBeVisible()
  const [imported] = await recount.list()
  await recount.open(imported?.sessionId ?? '')
  const stage = sessionsPage.frameLocator('iframe[data-recount-replay]')
  await expect(stage.locator('h1')).toHaveText('Order of Ada Quist')
})

test('an encrypted HTML file asks for its password on disk, and then plays', async ({
  serve,
  recordPage,
  recount,
  chromiumPath,
}) => {
  const site = await serve((_, response) => response.end(PAGE))
  const { sessionId } = await recordPage(site.origin, async () => {}, { privacy: 'allow' })
  const { fileName, bytes } = await recount.export(sessionId, 'html', { password: PASSWORD })
  const html = Buffer.from(bytes, 'base64')
  for (const word of ['Quist', 'Orders', site.origin]) expect(html.includes(word)).toBe(false)

  await openFromDisk({ fileName, bytes }, chromiumPath, async (page) => {
    await expect(page.getByLabel('Password')).toBeFocused()
    await page.keyboard.type('correct horse batter')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('does not open')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Open' }).click()
    const stage = page.frameLocator('iframe[data-recount-replay]')
    await expect(stage.locator('h1')).toHaveText('Order of Ada Quist')
    await expect(page.locator('#app h1').first()).toHaveText('Orders')
  })
})
