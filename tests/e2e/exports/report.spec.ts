import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { chromium, expect } from '@playwright/test'
import { startDemo } from '../../demo/server.mjs'
import { maskByClick } from '../../support/maskByClick'
import { accessibilityProblems } from '../../support/shell'
import { test } from '../fixtures'

const REDACTED = 'Twelve easygoing house plants'

test('a report is written in the extension, survives closing, and arrives whole', async ({
  recount,
  sessionsPage: page,
  recordPage,
  chromiumPath,
}) => {
  test.slow()
  const demo = await startDemo()
  const { sessionId } = await recordPage(
    demo.url,
    async (shop) => await shop.getByRole('button', { name: 'Pet safe' }).click(),
    { privacy: 'allow' },
  )
  await demo.stop()
  const stage = page.frameLocator('iframe[data-recount-replay]')
  const hero = stage.locator('.hero p')

  await test.step('what is clicked on in the replay is masked', async () => {
    await recount.open(sessionId)
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(hero).toContainText(REDACTED)
    await page.getByRole('button', { name: 'Mask more' }).click()
    await maskByClick(page, hero)
    await page.keyboard.press('Escape')
  })

  await test.step('words and a picture', async () => {
    await page.getByLabel('Title').fill('The filter finds nothing')
    await page.getByLabel('What you expected').fill('Plants')
    await page.getByLabel('Severity').selectOption('High')
    await page.getByRole('textbox', { name: 'Environment' }).fill('staging, build 7')
    await page.getByRole('button', { name: 'Take a picture' }).click()
    await page.getByLabel('Caption of picture 1').fill('As it was')
    await expect(page.getByRole('img', { name: 'Picture 1' })).toBeVisible()
    await expect(page.getByText('Draft kept on this machine')).toBeVisible()
  })

  await test.step('the draft is there after the page was closed', async () => {
    await page.reload()
    await expect(page.getByLabel('Title')).toHaveValue('The filter finds nothing')
    await expect(page.getByLabel('Severity')).toHaveValue('high')
    await expect(hero).toContainText('Xxxxxx xxxxxxxxx')
    await expect(page.getByRole('img', { name: 'Picture 1' })).toBeVisible()
    expect(await recount.stored(sessionId)).toContain('staging, build 7')
    expect(await accessibilityProblems(page)).toEqual([])
  })

  const folder = await mkdtemp(join(tmpdir(), 'recount-report-'))
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  try {
    const download = page.waitForEvent('download')
    const confirm = page.getByLabel(/I have looked at these places/)
    const save = page.getByRole('button', { name: 'Save file' })
    await expect(save.or(confirm).first()).toBeVisible()
    // A shop shows numbers that may be phones: whether there is something to confirm is not what this is about.
    await expect(async () => {
      if (await confirm.isVisible()) await confirm.check()
      await expect(save).toBeEnabled({ timeout: 1000 })
    }).toPass({ timeout: 20_000 })
    await save.click()
    const file = join(folder, 'report.html')
    await (await download).saveAs(file)

    await test.step('what was masked is nowhere in the file', async () => {
      const html = await readFile(file, 'utf8')
      const blocks = [...html.matchAll(/data-recount="[^"]*">"([^"]*)"</g)]
      expect(blocks.length).toBeGreaterThan(4)
      for (const [, block = ''] of blocks) {
        expect(gunzipSync(Buffer.from(block, 'base64')).toString()).not.toContain(REDACTED)
      }
    })

    await test.step('whoever opens it reads the report beside the replay', async () => {
      const reader = await browser.newPage()
      await reader.goto(pathToFileURL(file).href)
      const replay = reader.frameLocator('iframe[data-recount-replay]')
      await expect(replay.locator('.hero p')).toContainText('Xxxxxx xxxxxxxxx')
      await expect(reader.getByRole('tab', { name: 'Report' })).toHaveAttribute(
        'aria-selected',
        'true',
      )
      const report = reader.getByRole('tabpanel')
      for (const text of ['The filter finds nothing', 'Plants', 'High', 'staging, build 7']) {
        await expect(report).toContainText(text)
      }
      const picture = report.getByRole('img', { name: 'As it was' })
      await expect
        .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(300)
      expect(await accessibilityProblems(reader)).toEqual([])
    })
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
})
