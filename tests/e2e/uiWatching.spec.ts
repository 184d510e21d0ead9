/** Watching a session in the shell: keys, timeline, links, the DOM pane, taking it along. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

test('the player is driven by keyboard alone', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.keyboard.press('5')
  await expect.poll(shell.seconds).toBe(24)
  await page.keyboard.press('ArrowRight')
  await expect.poll(shell.seconds).toBe(29)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(shell.seconds).toBe(28)
  await page.keyboard.press('j')
  await expect.poll(shell.seconds).toBe(18)
  await page.keyboard.press('Home')
  await expect.poll(shell.seconds).toBe(0)
  await page.keyboard.press('e')
  await expect.poll(shell.seconds).toBe(3)
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
})

test('steps follow the time, and a step leads to its time', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('button', { name: /The cart stays empty/ }).click()
  await expect.poll(shell.seconds).toBe(4)
  await expect(page.locator('[aria-current="true"]')).toContainText('The cart stays empty')
  await page.keyboard.press('.')
  await expect(page.locator('[aria-current="true"]')).toContainText('Dead click on "Add to cart"')

  // The open list decides what the next event is.
  await page.getByRole('tab', { name: /Console/ }).click()
  for (const line of ['Sync cart', 'payload ready']) {
    await page.keyboard.press('.')
    await expect(page.locator('[aria-current="true"]')).toContainText(line)
  }
  await page.keyboard.press(',')
  await expect(page.locator('[aria-current="true"]')).toContainText('Sync cart')
})

test('typing in the filter does not drive the player', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('searchbox').pressSequentially('5 kl')
  expect(await shell.seconds()).toBe(0)
  await expect(page.getByText('Nothing matches')).toBeVisible()
})

test('dragging along the timeline seeks', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  const box = await shell.slider.boundingBox()
  if (!box) throw new Error('no timeline')
  await page.mouse.move(box.x + 5, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 10, { steps: 8 })
  await page.mouse.up()
  await expect.poll(shell.seconds).toBe(24)
})

test('the help sheet takes the focus and gives it back', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  const button = page.getByRole('button', { name: 'Keyboard shortcuts' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(button).toBeFocused()
})

test('a link with a time opens there', async ({ shell }) => {
  await shell.openPlayer('#/session/s2?t=36500')
  await expect.poll(shell.seconds).toBe(36)
})

test('a link to a deleted session says why it is gone', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions#/session/gone')
  await expect(page.getByText('limits in your settings')).toBeVisible()
  await page.getByRole('link', { name: 'Back to all sessions' }).click()
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
})

test('a session that cannot be played says so', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions#/session/s3')
  await expect(page.getByRole('alert')).toContainText('damaged')
})

test('the DOM pane opens the replayed document and frames the chosen element', async ({
  shell,
}) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('tab', { name: 'DOM' }).click()
  await page.getByRole('button', { name: '<header>' }).click()
  await expect(page.getByRole('button', { name: '"Green corner - Plants"' })).toBeVisible()
  const details = page.getByRole('region', { name: 'Details' })
  await expect(details).toContainText('rgb(35, 67, 58)')
  expect(await accessibilityProblems(page)).toEqual([])
  const frame = await page.locator('[class*=highlight]').boundingBox()
  const header = await page
    .frameLocator('iframe[data-recount-replay]')
    .locator('header')
    .boundingBox()
  expect(Math.abs((frame?.x ?? 0) - (header?.x ?? 9))).toBeLessThan(1)
  expect(Math.abs((frame?.width ?? 0) - (header?.width ?? 9))).toBeLessThan(1)
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('button', { name: '"Green corner - Plants"' })).toHaveCount(0)
})

test('export looks for personal data, names the place and waits for an answer', async ({
  shell,
}) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export this session' })
  await expect(dialog.getByText('E-mail address')).toBeVisible()
  await expect(dialog).not.toContainText('ada.quist@mail.test')
  await expect(dialog.getByRole('button', { name: 'Save file' })).toBeDisabled()
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(dialog.getByText('Confirm the places')).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 1280, height: 760 })
  expect(await accessibilityProblems(page)).toEqual([])
  await dialog.getByRole('radio', { name: /Bug report for GitHub/ }).click()
  await dialog.getByLabel('Title').fill('The cart stays empty')
  expect(await accessibilityProblems(page)).toEqual([])
  await dialog.getByLabel('Masking in the file').selectOption('Mask everything')
  await expect(dialog.getByText('No e-mail address')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save file' })).toBeEnabled()
  await dialog.getByLabel('Masking in the file').selectOption('As it was recorded')
  await expect(dialog.getByText('E-mail address')).toBeVisible()
  await dialog.getByRole('checkbox').check()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.md$/)
  expect(await readFile(await file.path(), 'utf8')).toContain('The cart stays empty')
  await expect(dialog).toHaveCount(0)
})
