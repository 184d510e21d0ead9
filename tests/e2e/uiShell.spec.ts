/** Every state of every surface, in a plain page over a store in memory: what can be seen, used and heard. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { type Shell, test } from './shellFixtures'

let own: Shell
let page: Page

test.beforeEach(({ shell }) => {
  own = shell
  page = shell.page
})

const open = (query: string) => own.open(query)
const slider = () => own.slider
const seconds = () => own.seconds()
const openPlayer = (hash?: string) => own.openPlayer(hash)

test('a rule is made in the panel by keyboard, and taken back', async () => {
  await open('page=panel&tab=always')
  await page.getByRole('tab', { name: 'Masking' }).click()
  await page.getByRole('radio', { name: /^\.product-name/ }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('Matches on the page: 12')).toBeVisible()
  await page.getByRole('button', { name: 'Leave out', exact: true }).press('Enter')
  const selectors = page.getByRole('group', { name: 'Masking rules' }).getByRole('textbox')
  await expect(selectors.first()).toHaveValue('.product-name')
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(selectors).toHaveCount(1)
  await expect(selectors.first()).toHaveValue('.price')
})

test('rules are imported from a file, and a broken file says what is wrong with it', async () => {
  await open('page=panel&tab=always')
  await page.getByRole('tab', { name: 'Masking' }).click()
  const file = page.locator('input[type=file]')
  const rules = [{ selector: '.iban', effect: 'mask' }]
  const give = (text: string) =>
    file.setInputFiles({
      name: 'rules.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
  await give(JSON.stringify(rules))
  await expect(page.getByText('Rules imported: 1.')).toBeVisible()
  const selectors = page.getByRole('group', { name: 'Masking rules' }).getByRole('textbox')
  await expect(selectors.first()).toHaveValue('.iban')
  await give('{"rules": [{"selector": "a[[", "effect": "mask"}]}')
  await expect(page.getByRole('alert')).toContainText('a[[')
})

test('the popup fits the height that browsers give it', async () => {
  await page.setViewportSize({ width: 384, height: 600 })
  for (const tab of ['undecided', 'always', 'limited', 'buffer', 'never']) {
    await open(`page=popup&tab=${tab}`)
    await expect(page.getByRole('heading', { name: 'Last sessions' })).toBeVisible()
    const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight)
    expect(height, tab).toBeLessThanOrEqual(600)
  }
})

test('the popup records, shows a clock and stops', async () => {
  await open('page=popup&tab=always')
  await page.getByRole('button', { name: 'Record this tab' }).click()
  await expect(page.getByRole('timer')).toHaveText('0:00')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Record this tab' })).toBeVisible()
})

test('consent is chosen by keyboard and explained', async () => {
  await open('page=popup&tab=always')
  await page.getByRole('radio', { name: 'Always' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('Each visit asks you first.')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('You chose never for this site.')).toBeVisible()
})

test('a deleted session comes back with Undo', async () => {
  await open('page=sessions')
  const row = page.getByRole('article', { name: 'Search results' }).first()
  await row.hover()
  await row.getByRole('button', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
})

test('a session is renamed in place, and Escape keeps the old title', async () => {
  await open('page=sessions')
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

test('the library of 10,000 sessions draws only what is in sight', async () => {
  await open('page=sessions&data=many')
  await expect(page.getByText('10,000 sessions ·')).toBeVisible()
  expect(await page.getByRole('article').count()).toBeLessThan(60)
  await page.getByRole('searchbox').fill('getting started')
  await expect(page.getByText('2,000 sessions shown')).toBeAttached()
})

test('the search that finds nothing offers the way back', async () => {
  await open('page=sessions')
  await page.getByRole('searchbox').fill('no such thing')
  await page.getByRole('button', { name: 'Show all sessions' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('the player is driven by keyboard alone', async () => {
  await openPlayer()
  await page.keyboard.press('5')
  await expect.poll(seconds).toBe(24)
  await page.keyboard.press('ArrowRight')
  await expect.poll(seconds).toBe(29)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(seconds).toBe(28)
  await page.keyboard.press('j')
  await expect.poll(seconds).toBe(18)
  await page.keyboard.press('Home')
  await expect.poll(seconds).toBe(0)
  await page.keyboard.press('e')
  await expect.poll(seconds).toBe(3)
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
})

test('steps follow the time, and a step leads to its time', async () => {
  await openPlayer()
  await page.getByRole('button', { name: /The cart stays empty/ }).click()
  await expect.poll(seconds).toBe(4)
  await expect(page.locator('[aria-current="true"]')).toContainText('The cart stays empty')
  await page.keyboard.press('.')
  await expect(page.locator('[aria-current="true"]')).toContainText('Dead click on "Add to cart"')
})

test('typing in the filter does not drive the player', async () => {
  await openPlayer()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('searchbox').pressSequentially('5 kl')
  expect(await seconds()).toBe(0)
  await expect(page.getByText('Nothing matches')).toBeVisible()
})

test('dragging along the timeline seeks', async () => {
  await openPlayer()
  const box = await slider().boundingBox()
  if (!box) throw new Error('no timeline')
  await page.mouse.move(box.x + 5, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 10, { steps: 8 })
  await page.mouse.up()
  await expect.poll(seconds).toBe(24)
})

test('the help sheet takes the focus and gives it back', async () => {
  await openPlayer()
  const button = page.getByRole('button', { name: 'Keyboard shortcuts' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(button).toBeFocused()
})

test('a link with a time opens there', async () => {
  await openPlayer('#/session/s2?t=36500')
  await expect.poll(seconds).toBe(36)
})

test('a link to a deleted session says why it is gone', async () => {
  await open('page=sessions#/session/gone')
  await expect(page.getByText('limits in your settings')).toBeVisible()
  await page.getByRole('link', { name: 'Back to all sessions' }).click()
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
})

test('a session that cannot be played says so', async () => {
  await open('page=sessions#/session/s3')
  await expect(page.getByRole('alert')).toContainText('damaged')
})

test('an address rule is tested before it is trusted', async () => {
  await open('page=options')
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

test('a selector that cannot be parsed is refused in words', async () => {
  await open('page=options')
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByLabel('CSS selector').fill('div[')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('alert')).toContainText('not a CSS selector')
  expect(await accessibilityProblems(page)).toEqual([])
})

test('taking consent back offers to delete what was recorded under it', async () => {
  await open('page=options')
  const site = page.getByRole('region', { name: 'shop.example' })
  await expect(site).toContainText('4 sessions')
  await site.getByRole('radio', { name: 'Never' }).click()
  await page.getByRole('button', { name: 'Delete its 4 sessions' }).click()
  await expect(site).toContainText('0 sessions')
})

test('a new site must be a web site', async () => {
  await open('page=options')
  await page.getByLabel('Address of a site').fill('chrome://settings')
  await page.getByRole('button', { name: 'Always record this site' }).click()
  await expect(page.getByRole('alert')).toContainText('Write the address of a web site')
  await page.getByLabel('Address of a site').fill('new.example')
  await page.getByRole('button', { name: 'Always record this site' }).click()
  await expect(page.getByRole('region', { name: 'new.example' })).toBeVisible()
})

test('export looks for personal data, names the place and waits for an answer', async () => {
  await openPlayer()
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export this session' })
  await expect(dialog.getByText('E-mail address')).toBeVisible()
  await expect(dialog).not.toContainText('ada.quist@mail.test')
  await expect(dialog.getByRole('button', { name: 'Save file' })).toBeDisabled()
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

test('the panel shows events as they are stored, and makes a rule for the selected element', async () => {
  await open('page=panel&tab=recording')
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('stopped')
  await page.getByRole('searchbox').fill('error')
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('Cannot read properties')
  await page.getByRole('tab', { name: 'Masking' }).click()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Leave out' }).click()
  await expect(page.getByLabel('CSS selector').first()).toHaveValue(
    'main > article:nth-of-type(2) > h3',
  )
  await page.getByRole('tab', { name: 'Sessions of this tab' }).click()
  await page.getByRole('link', { name: 'Getting started' }).first().click()
  await expect(page.getByRole('link', { name: 'Sessions', exact: true })).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('a panel of the version before says so and loads itself again', async () => {
  await page.clock.install()
  await open('page=panel&tab=recording')
  const note = page.getByText('Recount was updated')
  await page.clock.runFor(1500)
  await expect(note).toHaveCount(0)
  await page.evaluate(() => Reflect.set(window, 'isOrphaned', true))
  await page.clock.runFor(1500)
  await expect(note).toBeVisible()
  const again = page.waitForEvent('load')
  await page.clock.runFor(3000)
  await again
  await expect(page.getByRole('tab', { name: 'Live' })).toBeVisible()
  await expect(note).toHaveCount(0)
})

test('several sessions are deleted at once and come back', async () => {
  await open('page=sessions')
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

test('a file is imported and can be watched, and another one is refused in words', async () => {
  await open('page=sessions')
  const har = {
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
  }
  const input = page.locator('input[type=file]')
  await input.setInputFiles({
    name: 'visit.har',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(har)),
  })
  await expect(page.getByText('visit.har was imported.')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(9)
  await input.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') })
  await expect(page.getByText('photo.png is none of the files')).toBeVisible()
})

test('the DOM pane opens the replayed document and frames the chosen element', async () => {
  await openPlayer()
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

test('a backup brings its address rules into the page, and names what it could not read', async () => {
  await open('page=options')
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

test('a refused access changes nothing and says so', async () => {
  await open('page=popup&tab=undecided&grant=no')
  await page.getByRole('radio', { name: 'Always' }).click()
  await expect(page.getByText('The browser was not allowed to give access')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Always' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Allow this site and record' }).click()
  await expect(page.getByRole('alert')).toContainText('was not allowed')
})
