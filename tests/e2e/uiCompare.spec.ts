/** Two sessions side by side, in the plain page over a store in memory. */
import { expect, type Page } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { type Shell, test } from './shellFixtures'

let own: Shell
let page: Page

test.beforeEach(({ shell }) => {
  own = shell
  page = shell.page
})

const open = (hash: string) => own.open(`page=sessions${hash}`)
const rows = () => page.getByRole('region', { name: 'Steps of both' }).getByRole('listitem')
const clocks = () =>
  page.locator('section[aria-label="Before"], section[aria-label="After"]').allInnerTexts()

test('two chosen sessions are compared, the earlier one first', async () => {
  await open('')
  await page.getByRole('checkbox').nth(4).check()
  await expect(page.getByRole('link', { name: 'Compare' })).toHaveCount(0)
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('link', { name: 'Compare' }).click()
  expect(page.url()).toContain('#/compare/s5/s2')
  await expect(page.getByRole('heading', { name: 'Two sessions side by side' })).toBeVisible()
})

test('shows where the second visit parts from the first, and both follow the chosen step', async () => {
  await open('#/compare/s5/s2')
  await expect(page.getByRole('button', { name: /^Step 3: only after/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /New error at 0:03.5/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /New failed request at/ })).toBeVisible()
  // It begins at the step where they part.
  await expect(rows().nth(2).getByRole('button')).toHaveAttribute('aria-current', 'true')
  await expect(rows().nth(2)).toContainText('(not in this session)')
  await expect.poll(async () => (await clocks())[1]).toContain('0:05.4')
  // The first visit stands where its last step before that left it.
  expect((await clocks())[0]).toContain('0:03.1')

  await page.getByRole('button', { name: 'Next step' }).click()
  await expect.poll(async () => (await clocks())[0]).toContain('0:32.0')
  expect((await clocks())[1]).toContain('0:32.0')
  for (const side of ['Before', 'After']) {
    const stage = page.getByRole('region', { name: side }).frameLocator('iframe').first()
    await expect(stage.getByText('Green corner - Cart')).toBeVisible()
  }
})

test('says so where nothing differs, and what is missing where one cannot be read', async () => {
  await open('#/compare/s2/s4')
  await expect(page.getByText(/The same \d+ steps in both/)).toBeVisible()
  await open('#/compare/s2/gone')
  await expect(page.getByText('Both sessions are needed to compare them')).toBeVisible()
  await expect(page.getByText('This session is gone')).toBeVisible()
})

test('is accessible in light and dark, wide and narrow', async () => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await open('#/compare/s5/s2')
    await expect(page.getByRole('button', { name: /^Step 3/ })).toBeVisible()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect(await accessibilityProblems(page, 'colours')).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  }
})
