/** The composer of bug reports, over a session in memory: what can be chosen, masked, drawn, kept and saved. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { maskByClick } from '../support/maskByClick'
import { accessibilityProblems } from '../support/shell'
import { type Shell, test } from './shellFixtures'

async function openReport({ openPlayer, page }: Shell): Promise<void> {
  await openPlayer()
  await page.getByRole('link', { name: 'Report' }).click()
  await expect(page.getByRole('heading', { name: 'Bug report' })).toBeVisible()
  await expect(stageOf(page).locator('h3').first()).toHaveText('Monstera')
}

const stageOf = (page: Page) => page.frameLocator('iframe[data-recount-replay]')

test('proposes title, words and span from what went wrong', async ({ shell }) => {
  const { page } = shell
  await openReport(shell)
  await expect(page.getByLabel('Title')).toHaveValue(/Cannot read properties of undefined/)
  await expect(page.getByLabel('What happened')).toHaveValue(/The cart stays empty\n.*Add to cart/s)
  await expect(page.getByLabel('What you saw instead')).toHaveValue(/POST \/api\/cart answers 500/)
  await expect(page.getByText(/Chrome 156/)).toBeVisible()
  const start = page.getByRole('slider', { name: 'Start of the report' })
  const end = page.getByRole('slider', { name: 'End of the report' })
  await expect(start).toHaveAttribute('aria-valuenow', '0')
  await expect(end).toHaveAttribute('aria-valuenow', '48')
  await start.focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowLeft')
  await expect(start).toHaveAttribute('aria-valuenow', '9')
  // The words follow the span: the error lies before it now.
  await expect(page.getByLabel('Title')).not.toHaveValue(/Cannot read/)
  // So does what is looked through, and what leaves: the address that the scan finds lies before it.
  await page.getByRole('radio', { name: /Bug report for GitHub/ }).click()
  await page.getByRole('button', { name: 'Copy text' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('## Steps to reproduce')
  expect(copied).not.toContain('Cannot read')
  await page.getByRole('button', { name: 'As proposed' }).click()
  await expect(start).toHaveAttribute('aria-valuenow', '0')
  await expect(page.getByLabel('Title')).toHaveValue(/Cannot read/)
})

test('masks what is clicked on in the replay, wider or not, and takes it back', async ({
  shell,
}) => {
  const { page } = shell
  await openReport(shell)
  const stage = stageOf(page)
  await page.getByRole('button', { name: 'Take a picture' }).click()
  const picture = page.getByRole('img', { name: 'Picture 1' })
  await expect(picture).toBeVisible()
  const readable = await pixels(picture)
  await page.getByRole('button', { name: 'Mask more' }).click()
  await maskByClick(page, stage.locator('h3').first())
  await expect(stage.locator('h3').first()).toHaveText('Xxxxxxxx')
  await expect.poll(() => pixels(picture)).not.toBe(readable)
  await expect(stage.locator('h3').nth(1)).toHaveText('Snake plant')
  const followed = page.getByText(/stays with the element wherever it moves/)
  await expect(followed).toBeVisible()
  await page.getByLabel('How much of it').selectOption('h3')
  await expect(followed).toBeHidden()
  await expect(stage.locator('h3').nth(1)).toHaveText('Xxxxx xxxxx')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Take back h3/ }).click()
  await expect(stage.locator('h3').first()).toHaveText('Monstera')
  // The same without a pointer.
  await page.getByLabel('Mask by CSS selector').fill('header')
  await page.keyboard.press('Enter')
  await expect(stage.locator('header')).toHaveText('Xxxxx xxxxxx - Xxxxxx')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('draws on pictures, keeps the draft, and saves text and pictures together', async ({
  shell,
}) => {
  const { page } = shell
  await openReport(shell)
  await page.getByRole('button', { name: 'Next step' }).click()
  await page.getByRole('button', { name: 'Take a picture' }).click()
  const picture = page.getByRole('img', { name: 'Picture 1' })
  await expect(picture).toBeVisible()
  const before = await pixels(picture)
  await page.getByLabel('Caption of picture 1').fill('The cart')

  await page.getByRole('button', { name: 'Draw on it Picture 1' }).click()
  const editor = page.getByRole('dialog', { name: 'Draw on it' })
  for (const tool of ['Arrow', 'Box', 'Text', 'Blur']) {
    await editor.getByRole('radio', { name: tool }).check({ force: true })
    await editor.getByRole('button', { name: 'Add in the middle' }).click()
  }
  await editor.getByRole('button', { name: 'Text 3' }).focus()
  await page.keyboard.press('ArrowDown')
  await editor.getByLabel('Text', { exact: true }).last().fill('nothing in it')
  expect(await accessibilityProblems(page)).toEqual([])
  await editor.getByRole('radio', { name: 'Box' }).check({ force: true })
  const area = await editor.getByRole('group', { name: 'Marks on the picture' }).boundingBox()
  if (!area) throw new Error('No picture to draw on')
  await page.mouse.move(area.x + 30, area.y + 30)
  await page.mouse.down()
  await page.mouse.move(area.x + 160, area.y + 90, { steps: 4 })
  await page.mouse.up()
  await expect(editor.getByRole('button', { name: 'Box 5' })).toBeVisible()
  await editor.getByRole('button', { name: 'Undo' }).click()
  await expect(editor.getByRole('button', { name: 'Box 5' })).toHaveCount(0)
  // Over the words at the top of the page.
  await editor.getByRole('radio', { name: 'Blur' }).check({ force: true })
  await page.mouse.move(area.x + 1, area.y + 1)
  await page.mouse.down()
  await page.mouse.move(area.x + area.width / 2, area.y + area.height * 0.09, { steps: 4 })
  await page.mouse.up()
  await editor.getByRole('button', { name: 'Keep' }).click()
  await expect(editor).toHaveCount(0)
  await expect.poll(() => pixels(picture)).not.toBe(before)

  await test.step('the draft is there when one comes back', async () => {
    await expect(page.getByText('Draft kept on this machine')).toBeVisible()
    await page.getByRole('link', { name: 'Session' }).click()
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(page.getByLabel('Caption of picture 1')).toHaveValue('The cart')
    await expect(page.getByRole('img', { name: 'Picture 1' })).toBeVisible()
  })

  await test.step('what the scan found needs a decision, and a rule closes it', async () => {
    await page.getByRole('radio', { name: /Bug report for GitHub/ }).click()
    const save = page.getByRole('button', { name: 'Save file' })
    await expect(page.getByText('E-mail address').first()).toBeVisible()
    await expect(save).toBeDisabled()
    await page.getByLabel(/I have looked at these places/).check()
    await expect(save).toBeEnabled()
    let saved = 0
    page.on('download', () => saved++)
    await page.evaluate(() => {
      const heldBack = new Promise((goOn) => Object.assign(window, { goOn }))
      Object.assign(window, { heldBack })
    })
    await save.click()
    await expect(page.getByRole('progressbar', { name: 'Saving' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.evaluate(() => Reflect.get(window, 'goOn')())
    await expect(page.getByRole('progressbar', { name: 'Saving' })).toBeHidden()
    const download = page.waitForEvent('download')
    await save.click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/\.md\.zip$/)
    const entries = unzipSync(await readFile(await file.path()))
    const text = strFromU8(entries['report.md'] ?? new Uint8Array())
    expect(text).toContain('# Cannot read properties of undefined')
    expect(text).toMatch(/!\[0:\d+\.\d The cart\]\(1\.png\)/)
    const png = Buffer.from(entries['1.png'] ?? []).toString('base64')
    // In the file itself nothing of the blurred words is left, while others can be read.
    expect(await sharpness(page, png, [0.02, 0.02, 0.45, 0.05])).toBeLessThan(12)
    expect(await sharpness(page, png, [0.02, 0.1, 0.9, 0.6])).toBeGreaterThan(60)
    expect(saved).toBe(1)
  })

  await test.step('the text alone goes into the clipboard', async () => {
    await page.getByRole('button', { name: 'Copy text' }).click()
    await expect(page.getByText('Copied')).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('## Steps to reproduce')
    expect(copied).not.toContain('1.png')
  })

  await test.step('a discarded draft comes back by undo', async () => {
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await expect(page.getByRole('img', { name: 'Picture 1' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('img', { name: 'Picture 1' })).toBeVisible()
  })
})

test('works at 320 px, in the dark, without an accessibility problem', async ({ shell }) => {
  const { page } = shell
  await page.setViewportSize({ width: 320, height: 640 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await openReport(shell)
  await page.getByRole('button', { name: 'Take a picture' }).click()
  await expect(page.getByRole('img', { name: 'Picture 1' })).toBeVisible()
  await expect(page.getByText('E-mail address').first()).toBeVisible()
  await page.getByLabel('Mask by CSS selector').fill('main > section:first-of-type article h3')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Masked in this report' })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(320)
})

test('says when the session is gone, and why it cannot be shown', async ({ shell }) => {
  const { page, open } = shell
  await open('page=sessions#/report/unknown')
  await expect(page.getByRole('link', { name: 'Back to all sessions' })).toBeVisible()
  await open('page=sessions#/report/s3')
  await expect(page.getByRole('alert').first()).toContainText('damaged')
  await expect(page.getByRole('button', { name: 'Save file' })).toBeDisabled()
})

/** How far two pixels side by side differ at most, of 255, in a part of a picture: shares of left, top, width, height. */
function sharpness(
  page: Page,
  png: string,
  [x, y, width, height]: [number, number, number, number],
) {
  return page.evaluate(
    async ([url, x, y, width, height]) => {
      const picture = new Image()
      picture.src = url
      await picture.decode()
      const canvas = document.createElement('canvas')
      canvas.width = picture.naturalWidth
      canvas.height = picture.naturalHeight
      const context = canvas.getContext('2d')
      context?.drawImage(picture, 0, 0)
      const wide = Math.round(width * canvas.width)
      const [left, top] = [Math.round(x * canvas.width), Math.round(y * canvas.height)]
      const { data = [] } =
        context?.getImageData(left, top, wide, Math.round(height * canvas.height)) ?? {}
      const green = Array.from(data).filter((_, index) => index % 4 === 1)
      return green.reduce((most, value, index) => {
        const next = (index + 1) % wide === 0 ? value : (green[index + 1] ?? value)
        return Math.max(most, Math.abs(next - value))
      }, 0)
    },
    [`data:image/png;base64,${png}`, x, y, width, height] as const,
  )
}

function pixels(picture: Locator): Promise<string> {
  return picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
}
