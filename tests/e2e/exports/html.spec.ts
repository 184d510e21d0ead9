import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, expect } from '@playwright/test'
import { test } from '../fixtures'

/** Everything in the file but the recording itself. */
const MOST_OVERHEAD_BYTES = 150_000

test('the exported HTML file plays from disk, without extension and without network', async ({
  recordShop,
  recount,
  chromiumPath,
}) => {
  test.slow()
  const { sessionId, shop, payment } = await recordShop({ privacy: 'allow' })
  const { fileName, bytes } = await recount.export(sessionId, 'html')
  payment.goDark()
  shop.goDark()

  const folder = await mkdtemp(join(tmpdir(), 'recount-html-'))
  const file = join(folder, fileName)
  const html = Buffer.from(bytes, 'base64')
  await writeFile(file, html)
  const data = [
    ...html.toString().matchAll(/data-recount="(?:manifest|chunk|resource)[^"]*">("[^"]*")/g),
  ]
  const dataBytes = data.reduce((sum, [, block = '']) => sum + block.length, 0)
  expect(html.byteLength - dataBytes).toBeLessThan(MOST_OVERHEAD_BYTES)

  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.goto(pathToFileURL(file).href)

    const stage = page.frameLocator('iframe[data-recount-replay]')
    await expect(stage.locator('h1')).toContainText('Plants')
    await expect(page.locator('#app h1').first()).toHaveText('Leaf & Clay: house plants')
    const year = new Date().getFullYear()
    await expect(page.getByRole('banner')).toContainText(
      new RegExp(
        `Recorded with Recount at localhost:\\d+, .* ${year} .*, level Keep the page as it is`,
      ),
    )
    // By keyboard, to the end: the page that was shown last.
    await page.keyboard.press('End')
    await expect(stage.locator('h1')).toHaveText('Your account')
    await page.keyboard.press('Home')
    await expect(stage.locator('h1')).toContainText('Plants')
    for (const pane of ['Console', 'Network', 'Errors']) {
      await page.getByRole('tab', { name: new RegExp(`^${pane}`) }).click()
      await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible()
    }
    expect(problems).toEqual([])
    expect(payment.connections + shop.connections).toBe(0)
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
})
