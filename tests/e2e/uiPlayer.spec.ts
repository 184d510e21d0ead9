/** The player's own tools in the shell: looking closer, looking ahead, taking something along. */
import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

test('the timeline is enlarged by keys and wheel, and follows the time', async ({ shell }) => {
  const { page, slider } = shell
  await shell.openPlayer()
  const labels = () => page.locator('[class*=ticks] span').allTextContents()
  expect((await labels())[0]).toBe('0:00')
  await page.keyboard.press('5')
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  // A quarter of 48 s, with 24 s where it was: in the middle.
  await expect.poll(labels).toEqual(['0:18', '0:20', '0:22', '0:24', '0:26', '0:28'])
  await page.keyboard.press('End')
  await expect.poll(async () => (await labels()).at(-1)).toBe('0:46')
  await page.keyboard.press('z')
  await expect.poll(async () => (await labels())[0]).toBe('0:00')

  const box = await slider.boundingBox()
  if (!box) throw new Error('no timeline')
  await page.mouse.move(box.x + 2, box.y + 10)
  await page.mouse.wheel(0, -400)
  await expect.poll(async () => (await labels()).at(-1)).toMatch(/^0:1\d/)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -400)
  await page.keyboard.up('Control')
  await expect.poll(async () => (await labels()).at(-1)).toMatch(/^0:0\d/)
  await page.mouse.wheel(300, 0)
  await expect.poll(async () => (await labels())[0]).not.toBe('0:00')
  expect(await accessibilityProblems(page)).toEqual([])
  // What is clicked is what is shown there.
  await page.mouse.click(box.x + 1, box.y + 10)
  await expect.poll(shell.seconds).toBeGreaterThan(0)
})

test('the pointer over the timeline shows the page of that time beside it', async ({ shell }) => {
  const { page, slider } = shell
  await shell.openPlayer()
  const box = await slider.boundingBox()
  if (!box) throw new Error('no timeline')
  await page.mouse.move(box.x + box.width * 0.8, box.y + 10)
  const preview = page.frameLocator('[class*=preview] iframe')
  await expect(preview.locator('header')).toHaveText('Green corner - Cart')
  await expect(page.locator('[class*=tip] strong')).toHaveText(/^0:38/)
  // The stage stays where it is, and is still the one replayed document.
  await expect(page.locator('iframe[data-recount-replay]')).toHaveCount(1)
  await expect(page.frameLocator('iframe[data-recount-replay]').locator('header')).toHaveText(
    'Green corner - Plants',
  )
  await page.mouse.move(box.x + box.width * 0.1, box.y + 10)
  await expect(preview.locator('header')).toHaveText('Green corner - Plants')
  expect(await shell.seconds()).toBe(0)
  await page.mouse.move(10, 10)
  await expect(page.locator('[class*=tip]').first()).toBeHidden()
})

test('a picture of the moment is what the stage shows', async ({ shell }) => {
  const { page, server } = shell
  await page.setViewportSize({ width: 1900, height: 1000 })
  await shell.openPlayer()
  const frame = page.locator('iframe[data-recount-replay]')
  // Beside everything that is drawn over the stage: the pointer is not part of the page.
  const shown = await frame.screenshot()
  const before = server.requests.length
  await page.keyboard.press('c')
  await expect(page.getByText('The picture is in the clipboard.')).toBeVisible()
  expect(server.requests.slice(before)).toEqual([])
  const result = await page.evaluate(async (expected) => {
    const [item] = await navigator.clipboard.read()
    const copied = await createImageBitmap((await item?.getType('image/png')) as Blob)
    const bytes = Uint8Array.from(atob(expected), (char) => char.charCodeAt(0))
    const taken = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const pixels = (image: ImageBitmap) => {
      const canvas = new OffscreenCanvas(1280, 720)
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0, 1280, 720)
      return context?.getImageData(0, 0, 1280, 720).data ?? new Uint8ClampedArray()
    }
    const [a, b] = [pixels(copied), pixels(taken)]
    let different = 0
    for (let at = 0; at < a.length; at += 4) {
      const by = [0, 1, 2].map((part) => Math.abs((a[at + part] ?? 0) - (b[at + part] ?? 0)))
      if (Math.max(...by) > 48) different++
    }
    return { width: copied.width, height: copied.height, share: different / (a.length / 4) }
  }, shown.toString('base64'))
  expect(result).toMatchObject({ width: 1280, height: 720 })
  // Edges of letters may differ, a missing style sheet or image would be more.
  expect(result.share).toBeLessThan(0.01)
})

test('a link to the moment is copied and leads back to it', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.keyboard.press('5')
  await expect.poll(shell.seconds).toBe(24)
  await page.getByRole('button', { name: 'Copy a link to this moment' }).click()
  const toast = page.getByText('The link to this moment is in the clipboard.')
  await expect(toast).toBeVisible()
  // What is said lies over the stage, whatever the width: never over the timeline or the controls.
  const controls = page.getByRole('region', { name: 'Player', exact: true })
  for (const width of [320, 700, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const [said, bar] = [await toast.boundingBox(), await controls.boundingBox()]
    if (!said || !bar) throw new Error('nothing is said')
    expect(said.y).toBeGreaterThan(0)
    expect(said.y + said.height, `at ${width} px`).toBeLessThan(bar.y)
  }
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).hash).toBe('#/session/s2#t=24000')
  await shell.openPlayer(new URL(link).hash)
  await expect.poll(shell.seconds).toBe(24)
})

test('a device is drawn around the page, and the page stays inside it', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.keyboard.press('d')
  const device = page.locator('[data-device=window]')
  await expect(device).toBeVisible()
  const [outer, inner] = await Promise.all([
    device.boundingBox(),
    page.locator('iframe[data-recount-replay]').boundingBox(),
  ])
  expect(Math.abs((outer?.x ?? 0) - (inner?.x ?? 9))).toBeLessThan(1.5)
  expect(Math.abs((outer?.width ?? 0) - (inner?.width ?? 9))).toBeLessThan(1.5)
  await expect(page.getByRole('button', { name: 'Device frame' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  expect(await accessibilityProblems(page)).toEqual([])
  await page.keyboard.press('d')
  await expect(device).toHaveCount(0)
})

test('what keys do is said to a screen reader', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  const said = page.locator('p[role=status]')
  await page.keyboard.press('5')
  await expect(said).toHaveText('24 seconds')
  await page.keyboard.press('.')
  await expect(said).toHaveText('Open /cart')
  await page.keyboard.press('k')
  await expect(said).toHaveText('Playing')
  await page.keyboard.press('k')
  await expect(said).toHaveText('Paused')
  await page.keyboard.press('>')
  await expect(said).toHaveText('Speed 2×')
})

test('console groups close and open, and search looks into closed ones', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('tab', { name: /Console/ }).click()
  const line = page.getByRole('button', { name: /payload ready/ })
  await expect(line).toBeVisible()
  const heading = page.getByRole('button', { name: /Sync cart/ })
  await heading.click()
  await expect(heading).toHaveAttribute('aria-expanded', 'false')
  await expect(line).toHaveCount(0)
  await page.getByRole('searchbox').fill('payload')
  await expect(line).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('storage is shown as it is at the moment', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('tab', { name: /Storage/ }).click()
  await expect(page.getByText('Nothing was stored up to this moment')).toBeVisible()
  await page.getByRole('button', { name: /cart-draft/ }).click()
  await expect(page.getByRole('row', { name: /cart-draft/ })).toContainText('xxxxxxxx')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('a request is copied as a command line, and the button says so', async ({ shell }) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('tab', { name: /Network/ }).click()
  await page.getByRole('button', { name: /POST cart/ }).click()
  await page.getByRole('button', { name: 'Copy as cURL' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "curl 'https://shop.example/api/cart'",
  )
})

test('an element is inspected or picked on the stage, found by text or selector, and its styles searched', async ({
  shell,
}) => {
  const { page } = shell
  await shell.openPlayer()
  await page.getByRole('tab', { name: 'DOM' }).click()
  const frame = page.locator('iframe[data-recount-replay]')
  const stage = await frame.boundingBox()
  if (!stage) throw new Error('no stage')
  // The heading of the first card, in the recording's own coordinates.
  const scale = stage.width / 1280
  const heading = [stage.x + 65 * scale, stage.y + 258 * scale] as const

  // The browser's own "Inspect" opens what its menu was asked for: an element of the replayed document.
  await expect(page.getByText('<article>').first()).toBeVisible()
  await frame.evaluate((shown: HTMLIFrameElement) => {
    shown.contentDocument?.addEventListener('contextmenu', ({ target }) => {
      if (target && 'localName' in target) Reflect.set(window, 'asked', target.localName)
    })
  })
  await page.mouse.click(...heading, { button: 'right' })
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'asked'))).toBe('h3')
  await page.mouse.move(stage.x + 5, stage.y + 5)
  await expect(frame).toHaveJSProperty('inert', true)

  await page.getByRole('button', { name: 'Pick an element on the page' }).click()
  await page.mouse.click(...heading)
  const details = page.getByRole('region', { name: 'Details' })
  await expect(details.getByRole('heading', { name: '<h3>' })).toBeVisible()
  await expect(page.locator('[aria-current=true]')).toContainText('<h3>')

  await page
    .getByRole('searchbox', { name: 'Text or selector' })
    .fill('article:nth-of-type(2) > h3')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Text or selector' }).fill('olive')
  await page.keyboard.press('Enter')
  await expect(page.locator('[aria-current=true]')).toContainText('Olive tree')
  await page.keyboard.press('Shift+Tab')
  await page.getByRole('searchbox', { name: 'Text or selector' }).fill('body > header')
  await page.keyboard.press('Enter')
  await details.getByRole('searchbox').fill('line-height')
  await expect(details).toContainText('33px')
  await expect(details).not.toContainText('font-family')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('one tab of several is watched throughout, or the one that was in front', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=sessions#/session/tabs')
  const choice = page.getByRole('combobox', { name: 'Watched tab' })
  const chosen = choice.locator('option:checked')
  const heading = page.frameLocator('iframe[data-recount-replay]').locator('header')
  await expect(chosen).toHaveText('In front: Tab 1 of 2')
  await expect(heading).toHaveText('Green corner - Plants')
  await page.keyboard.press('9')
  await expect(chosen).toHaveText('In front: Tab 2 of 2')
  await expect(heading).toHaveText('Green corner - Cart')
  await choice.selectOption('Tab 1 of 2')
  await expect(heading).toHaveText('Green corner - Plants')
  // So does the preview over the timeline.
  const box = await shell.slider.boundingBox()
  if (!box) throw new Error('no timeline')
  const preview = page.locator('[class*=preview] iframe')
  await page.mouse.move(box.x + box.width * 0.95, box.y + 10)
  await expect(preview.contentFrame().locator('header')).toHaveText('Green corner - Plants')
  await expect(preview).toBeVisible()
  await page.mouse.move(box.x, box.y - 200)
  await expect(preview).toBeHidden()
  await choice.selectOption({ value: 'front' })
  await expect(heading).toHaveText('Green corner - Cart')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('which pauses are skipped is chosen, seen on the timeline and kept for the next session', async ({
  shell,
}) => {
  const { page } = shell
  await shell.openPlayer()
  const choice = page.getByRole('combobox', { name: 'Skip inactivity' })
  const pauses = page.locator('[class*=inactive]')
  const skipped = page.locator('[class*=skipped]')
  // 24 s at the end of the first page, 10 s at the end of the second.
  await expect(pauses).toHaveCount(1)
  await expect(skipped).toHaveCount(0)
  await choice.selectOption('Skip from 2s')
  await expect.poll(() => skipped.count()).toBeGreaterThan(1)
  await choice.selectOption('Skip from 30s')
  await expect(pauses).toHaveCount(0)
  await page.locator('header h1').click()
  await page.keyboard.press('i')
  await expect(choice.locator('option:checked')).toHaveText('Play pauses')
  await page.keyboard.press('i')
  await expect(choice.locator('option:checked')).toHaveText('Skip from 30s')
  await page.getByRole('link', { name: 'Sessions' }).click()
  await page.evaluate(() => {
    location.hash = '#/session/s5'
  })
  await expect(choice.locator('option:checked')).toHaveText('Skip from 30s')
})

test('a session whose first page lost its beginning opens and says what is missing', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=sessions#/session/headless')
  await expect(page.getByText('Nothing of the page was kept here')).toBeVisible()
  await expect(page.getByRole('button', { name: /Click "Add to cart"/ }).first()).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('tab', { name: 'Info' }).click()
  await expect(page.getByText('This part of the recording is damaged')).toBeVisible()
  await page.getByRole('button', { name: 'Go to 0:32.0, where the next page begins' }).click()
  const stage = page.frameLocator('iframe[data-recount-replay]')
  await expect(stage.locator('header')).toHaveText('Green corner - Cart')
  await expect(page.getByText('where the next page begins')).toHaveCount(0)
  await page.keyboard.press('Home')
  await expect(page.getByText('Nothing of the page was kept here').first()).toBeVisible()
  await expect(page.locator('iframe[data-recount-replay]')).toHaveCount(0)
})
