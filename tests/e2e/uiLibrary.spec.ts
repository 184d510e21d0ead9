/** The library in the shell: finding, looking, tidying up. */
import { expect } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { test } from './shellFixtures'

/** One request, as browsers save it. */
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'test', version: '1' },
    entries: [
      {
        startedDateTime: '2026-01-02T03:04:05.000Z',
        time: 12,
        request: { method: 'GET', url: 'https://a.example/x', headers: [] },
        response: { status: 200, statusText: 'OK', headers: [], content: { size: 0 } },
        timings: { send: 1, wait: 10, receive: 1 },
      },
    ],
  },
})

test('search finds what the console and errors said, and shows the line', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await page.getByRole('searchbox').fill('green properties')
  const row = page.getByRole('article').first()
  await expect(row.locator('mark')).toHaveText('properties')
  await expect(row).toContainText("properties of undefined (reading 'total')")
  await expect(page.getByText('2 sessions shown')).toBeAttached()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('the list is narrowed by signals, failed requests and time', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await page.getByRole('combobox', { name: 'Signals' }).selectOption('Dead clicks')
  // One of the eight cannot be read.
  await expect(page.getByText('7 sessions shown')).toBeAttached()
  await expect(page.getByRole('article').first()).toContainText('Dead click')
  await page.getByRole('combobox', { name: 'Signals' }).selectOption('Rage clicks')
  await expect(page.getByRole('button', { name: 'Show all sessions' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all sessions' }).click()
  await page.getByRole('combobox', { name: 'Show' }).selectOption('With failed requests')
  await expect(page.getByText('6 sessions shown')).toBeAttached()
  await page.getByRole('combobox', { name: 'When' }).selectOption('Today')
  await expect(page.getByText('2 sessions shown')).toBeAttached()
})

test('every row has its picture, made without a request', async ({ shell }) => {
  const { page, server } = shell
  await shell.open('page=sessions')
  await expect(page.getByRole('article').first()).toBeVisible()
  const before = server.requests.length
  const pictures = page.getByRole('article').locator('img')
  await expect(pictures).toHaveCount(7)
  const { sizes, colours } = await pictures.evaluateAll((images) => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    const found = new Set<string>()
    for (const image of images as HTMLImageElement[]) {
      context?.drawImage(image, 0, 0)
      found.add([...(context?.getImageData(160, 8, 1, 1).data ?? [])].slice(0, 3).join())
    }
    return {
      sizes: (images as HTMLImageElement[]).map((each) => each.naturalWidth),
      colours: [...found],
    }
  })
  expect(new Set(sizes)).toEqual(new Set([320]))
  // The dark green of the shop's head: the page itself was painted, not boxes in its place.
  expect(colours).toHaveLength(1)
  const [red = 0, green = 0, blue = 0] = colours[0]?.split(',').map(Number) ?? []
  expect(Math.abs(red - 35) + Math.abs(green - 67) + Math.abs(blue - 58)).toBeLessThan(15)
  expect(server.requests.slice(before)).toEqual([])
  await expect(page.locator('body > [data-stage]')).toHaveCount(0)
})

test('files and recordings as text are pasted anywhere on the page', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await expect(page.getByRole('article')).toHaveCount(8)
  await page.evaluate((text) => navigator.clipboard.writeText(text), HAR)
  await page.keyboard.press('Control+V')
  await expect(page.getByText('pasted.json was imported.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(9)
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('Control+V')
  await expect(page.getByRole('searchbox')).toHaveValue(/startedDateTime/)
})

test('several sessions are tagged at once, and found by the tag', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await page
    .getByRole('checkbox', { name: /Select Getting started/ })
    .first()
    .check()
  await page.getByRole('checkbox', { name: /Select Search results/ }).check()
  await page.getByRole('textbox', { name: 'Add a tag' }).fill('regression')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 sessions were tagged.')).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('toolbar').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('searchbox').fill('regression')
  await expect(page.getByText('2 sessions shown')).toBeAttached()
})

test('the focus stays where the work is: after deleting, and after watching', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  const rows = page.getByRole('article')
  await rows.nth(1).getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(7)
  await expect(rows.nth(1).getByRole('link')).toBeFocused()

  await page.getByRole('searchbox').fill('docs.example')
  await rows.nth(2).getByRole('link').focus()
  const title = await rows.nth(2).getByRole('link').textContent()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '')
  await page.getByRole('link', { name: 'Sessions', exact: true }).click()
  await expect(page.getByRole('searchbox')).toHaveValue('docs.example')
  await expect(rows.nth(2).getByRole('link')).toBeFocused()
})

test('the meter says how much is stored and leads to the settings', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  const meter = page.getByRole('link', { name: /49 MB used of 81 GB/ })
  await expect(meter).toHaveAttribute('href', '/options.html#storage')
})

test('what is dropped on the page is imported', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions&data=empty')
  await expect(page.getByText('Record your first session')).toBeVisible()
  const events = [
    { type: 4, timestamp: 1, data: { href: 'https://a.example/', width: 800, height: 600 } },
    {
      type: 2,
      timestamp: 2,
      data: {
        node: {
          type: 0,
          id: 1,
          childNodes: [{ type: 2, id: 2, tagName: 'html', attributes: {}, childNodes: [] }],
        },
        initialOffset: { left: 0, top: 0 },
      },
    },
  ]
  const transferOf = (files: [string, string][]) =>
    page.evaluateHandle((contents) => {
      const data = new DataTransfer()
      for (const [name, content] of contents) data.items.add(new File([content], name))
      return data
    }, files)
  const visit = JSON.stringify(events)
  const transfer = await transferOf([['visit.json', visit]])
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer })
  await expect(page.getByText('Drop to import')).toBeVisible()
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
  await expect(page.getByText('visit.json was imported.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(1)
  // What failed is named, and not hidden by what went well after it.
  const several = await transferOf([
    ['cut.zip', 'PK and no more'],
    ['photo.png', 'PNG'],
    ['again.json', visit],
  ])
  await page.dispatchEvent('main', 'drop', { dataTransfer: several })
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(
    page.getByText(/^Import failed\. cut\.zip: .*zip.* photo\.png is none of/),
  ).toBeVisible()
})

test('a deleted session comes back with Undo', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  const row = page.getByRole('article', { name: 'Search results' }).first()
  await row.hover()
  await row.getByRole('button', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
})

test('a session is renamed in place, and Escape keeps the old title', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  const row = page.getByRole('article').nth(2)
  await row.getByRole('button', { name: 'Rename' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Broken')
  // The row is drawn anew while somebody types: by the clock, a picture, another width.
  const item = row.locator('xpath=..')
  const before = await item.getAttribute('style')
  await page.setViewportSize({ width: 800, height: 760 })
  await expect(item).not.toHaveAttribute('style', before ?? '')
  await page.keyboard.type(' guide')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Broken guide' })).toBeVisible()
  await row.getByRole('button', { name: 'Rename' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Something else')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'Broken guide' })).toBeVisible()
})

test('the library of 10,000 sessions draws only what is in sight', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions&data=many')
  await expect(page.getByText('10,000 sessions ·')).toBeVisible()
  expect(await page.getByRole('article').count()).toBeLessThan(60)
  await page.getByRole('searchbox').fill('getting started')
  await expect(page.getByText('2,000 sessions shown')).toBeAttached()
})

test('the search that finds nothing offers the way back', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await page.getByRole('searchbox').fill('no such thing')
  await page.getByRole('button', { name: 'Show all sessions' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('several sessions are deleted at once and come back', async ({ shell }) => {
  const { page } = shell
  await shell.open('page=sessions')
  await page
    .getByRole('checkbox', { name: /Select Getting started/ })
    .first()
    .check()
  await page.getByRole('checkbox', { name: /Select Search results/ }).check()
  await expect(page.getByText('2 selected')).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('article')).toHaveCount(6)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('article')).toHaveCount(8)
})

test('a file is imported and can be watched, and another one is refused in words', async ({
  shell,
}) => {
  const { page } = shell
  await shell.open('page=sessions')
  const input = page.locator('input[type=file]')
  await input.setInputFiles({
    name: 'visit.har',
    mimeType: 'application/json',
    buffer: Buffer.from(HAR),
  })
  await expect(page.getByText('visit.har was imported.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(9)
  await input.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') })
  await expect(page.getByText('photo.png is none of the files')).toBeVisible()
})
