import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Clicks on an element of the replay while it is being masked by clicks. The replayed page is inert, so one clicks on what
 * lies at the place; a click that comes while the player shows another moment than before hits nothing and is repeated:
 * the same element twice is one rule.
 */
export async function maskByClick(page: Page, target: Locator): Promise<void> {
  await expect(page.locator('[data-stage]').first()).toHaveCSS('cursor', 'crosshair')
  const list = page.getByRole('list', { name: 'Masked in this report' })
  await expect(async () => {
    const box = await target.boundingBox()
    if (!box) throw new Error('Nothing to click at')
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect(list).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await expect(target).toHaveText(/^[Xx\s\p{P}]+$/u)
}
