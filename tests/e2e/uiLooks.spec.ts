/**
 * Every view as it is seen and heard: light and wide, dark and narrow, looked at by axe. `npm run looks` compares it with
 * its picture in `tests/looks` as well; `npm run looks -- --update` takes the pictures anew.
 */
import { execFileSync } from 'node:child_process'
import { expect, type Page } from '@playwright/test'
import { accessibilityProblems } from '../support/shell'
import { type Shell, test } from './shellFixtures'

interface View {
  name: string
  query: string
  /** Brings the view to what is to be seen; otherwise its first element is enough. */
  prepare?: (shell: Shell) => Promise<unknown>
  /** Another test has axe look at it. */
  isHeardElsewhere?: true
}

/** The browser's own pop-up has a width of its own. */
const POPUP = { width: 360, height: 600 }
const WIDE = { width: 1280, height: 760 }
const NARROW = { width: 320, height: 640 }
/** A line of text that moved by one pixel is more than this; smoothed edges on another machine are less. */
const MOST_DIFFERENT = 0.002

const text = (wanted: string) => (shell: Shell) =>
  expect(shell.page.getByText(wanted).first()).toBeVisible()
const step = (shell: Shell) =>
  expect(shell.page.getByRole('button', { name: /Click "Add to cart"/ }).first()).toBeVisible()

const pane = (name: string): View => ({
  name: `player-${name.toLowerCase()}`,
  query: 'page=sessions#/session/s2',
  async prepare(shell) {
    const { page } = shell
    await step(shell)
    await page.keyboard.press('5')
    await expect.poll(shell.seconds).toBe(24)
    await page.getByRole('tab', { name: new RegExp(name) }).click()
    const row = page.getByRole('tabpanel').getByRole('listitem').getByRole('button').first()
    if (!['Performance', 'DOM', 'Info'].includes(name)) await row.click()
    if (name === 'DOM') await text('<article>')(shell)
  },
})

const panel = (tab: string, prepare: (page: Page) => Promise<unknown>): View => ({
  name: `panel-${tab.toLowerCase().replaceAll(' ', '-')}`,
  query: 'page=panel&tab=recording',
  async prepare({ page }) {
    await page.getByRole('tab', { name: tab }).click()
    await prepare(page)
  },
})

const POPUPS = [
  'undecided',
  'always',
  'recording',
  'limited',
  'buffer',
  'paused',
  'waiting',
  'never',
  'store',
  'no-page',
]

const VIEWS: View[] = [
  ...POPUPS.map((tab) => ({ name: `popup-${tab}`, query: `page=popup&tab=${tab}` })),
  ...['loading', 'empty', 'error'].map((data) => ({
    name: `popup-${data}`,
    query: `page=popup&data=${data}`,
  })),
  { name: 'popup-locked', query: 'page=popup&vault=locked', prepare: text('Unlock') },
  ...['loading', 'empty', 'error'].map((data) => ({
    name: `library-${data}`,
    query: `page=sessions&data=${data}`,
  })),
  {
    name: 'library-full',
    query: 'page=sessions',
    async prepare({ page }) {
      // One of the eight has nothing to be seen.
      await expect(page.locator('article img')).toHaveCount(7)
    },
  },
  { name: 'library-many', query: 'page=sessions&data=many', prepare: text('10,000') },
  { name: 'library-locked', query: 'page=sessions&vault=locked', prepare: text('Unlock') },
  ...['empty', 'many', 'error'].map((data) => ({
    name: `options-${data}`,
    query: `page=options&data=${data}`,
  })),
  { name: 'options-full', query: 'page=options' },
  ...['locked', 'unlocked', 'full'].map((vault) => ({
    name: `options-vault-${vault}`,
    query: `page=options&vault=${vault}`,
    async prepare({ page }: Shell) {
      const shown = vault === 'locked' ? 'Unlock' : 'Stored sessions are encrypted'
      await page.getByText(shown).first().scrollIntoViewIfNeeded()
    },
  })),
  ...['Steps', 'Console', 'Network', 'Errors', 'Storage', 'Performance', 'DOM', 'Info'].map(pane),
  {
    name: 'player-damaged',
    query: 'page=sessions#/session/s3',
    prepare: text('This session cannot be played'),
  },
  {
    name: 'player-blank',
    isHeardElsewhere: true,
    query: 'page=sessions#/session/headless',
    prepare: text('where the next page begins'),
  },
  {
    name: 'player-tabs',
    isHeardElsewhere: true,
    query: 'page=sessions#/session/tabs',
    prepare: (shell) => expect(shell.page.getByLabel('Watched tab')).toBeVisible(),
  },
  {
    name: 'player-help',
    isHeardElsewhere: true,
    query: 'page=sessions#/session/s2',
    async prepare(shell) {
      await step(shell)
      await shell.page.keyboard.press('?')
      await text('Copy a picture of this moment')(shell)
    },
  },
  {
    name: 'player-export',
    isHeardElsewhere: true,
    query: 'page=sessions#/session/s2',
    async prepare(shell) {
      await step(shell)
      await shell.page.getByRole('button', { name: 'Export' }).click()
      await text('E-mail address')(shell)
    },
  },
  {
    name: 'compare',
    isHeardElsewhere: true,
    query: 'page=sessions#/compare/s5/s2',
    prepare: (shell) => expect(shell.page.locator('iframe[title="Recorded page"]')).toHaveCount(2),
  },
  {
    name: 'report',
    isHeardElsewhere: true,
    query: 'page=sessions#/report/s2',
    prepare: (shell) => expect(shell.page.locator('iframe[data-recount-replay]')).toHaveCount(1),
  },
  { name: 'player-gone', query: 'page=sessions#/session/gone' },
  { name: 'player-never-was', query: 'page=sessions#/session/never-was' },
  { name: 'player-loading', query: 'page=sessions&data=loading#/session/s2' },
  panel('Live', (page) => expect(page.getByRole('listitem').first()).toBeVisible()),
  panel('Masking', (page) =>
    page.getByRole('combobox', { name: 'In the words' }).selectOption('Datadog'),
  ),
  panel('Side by side', async (page) => {
    await expect(page.getByText('E-mail address')).toBeVisible()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await expect(page.getByText('Newly visible: 3')).toBeVisible()
  }),
  { name: 'panel-store', query: 'page=panel&tab=store' },
  { name: 'panel-loading', query: 'page=panel&data=loading' },
  {
    name: 'panel-locked',
    query: 'page=panel&tab=recording&vault=locked',
    prepare: text('Unlock'),
  },
]

/** Letters are the same on every machine only where the fonts are. */
const LETTERS = ':root { --font: "Liberation Sans"; --mono: "Liberation Mono" }'
const COMPARES = process.env.RECOUNT_LOOKS !== undefined
if (COMPARES && isFontMissing('Liberation Sans')) {
  throw new Error('The pictures need the fonts of the Debian package fonts-liberation')
}

test.beforeAll(async ({ shellPage }) => {
  await shellPage.addStyleTag({ content: LETTERS })
})

for (const view of VIEWS) {
  if (view.isHeardElsewhere && !COMPARES) continue
  test(`${view.name} has no accessibility problem, looks as it did and fits a window of 320 px`, async ({
    shell,
  }) => {
    const { page } = shell
    const wide = view.name.startsWith('popup') ? POPUP : WIDE
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize(wide)
    await shell.open(view.query)
    await expect(page.locator('#app > *').first()).toBeVisible()
    await view.prepare?.(shell)
    expect(await accessibilityProblems(page)).toEqual([])
    await look(page, `${view.name}-light`)

    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.setViewportSize(NARROW)
    expect(await accessibilityProblems(page, COMPARES ? 'all' : 'colours')).toEqual([])
    expect(await page.evaluate(wider)).toEqual([])
    await look(page, `${view.name}-dark`)
  })
}

/** What has to be scrolled sideways to be read. */
function wider(): string[] {
  const parts = [...document.querySelectorAll('html, body, main, section, dialog, dialog > div')]
  return parts
    .filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth)
    .map((part) => `${part.localName}: ${part.scrollWidth} in ${part.clientWidth} px`)
}

async function look(page: Page, name: string): Promise<void> {
  if (!COMPARES) return
  await expect.soft(page).toHaveScreenshot(`${name}.png`, {
    maxDiffPixelRatio: MOST_DIFFERENT,
    animations: 'disabled',
    caret: 'hide',
  })
}

function isFontMissing(family: string): boolean {
  try {
    return execFileSync('fc-list', [`:family=${family}`]).length === 0
  } catch {
    return true
  }
}
