import { expect, type Page } from '@playwright/test'
import type { PointerActionEvent, TargetDescription } from '../../lib/format/events'
import type { Policy } from '../../lib/format/settings'
import { test } from '../support/recorder/test'

/** What the recorder says about a click on the element with `data-hit`, a real one. */
async function described(page: Page, body: string, policy?: Policy): Promise<TargetDescription> {
  await page.evaluate(
    ([html, given]) => {
      document.body.setHTMLUnsafe(html)
      window.recorded = window.recorderHarness.start(given)
    },
    [body, policy] as const,
  )
  await page.locator('[data-hit]').click()
  return await page.evaluate(() => {
    window.recorded.stream.stop()
    const clicks = window.recorded.events.filter(
      (event): event is PointerActionEvent => event.kind === 'pointer' && event.action === 'click',
    )
    return clicks.at(-1)?.target ?? {}
  })
}

test('names a button as Playwright does', async ({ page }) => {
  const body = `<button data-hit><span style="display:block">Add</span><span>to</span><b>cart</b><i hidden>secretly</i></button>`
  const target = await described(page, body)
  expect(target).toMatchObject({ role: 'button', name: 'Add tocart', tag: 'button' })
  await expect(page.getByRole('button', { name: target.name, exact: true })).toHaveCount(1)
})

test('names fields by label, and says which ways are unique', async ({ page }) => {
  const body = `<label>Name <input data-hit id=a></label><label>Name <input id=b></label>`
  const target = await described(page, body)
  expect(target).toMatchObject({
    role: 'textbox',
    name: 'Name',
    label: 'Name',
    type: 'text',
    css: '#a',
  })
  expect(target.unique).toEqual(['css'])
})

test('takes the button, not what is in it', async ({ page }) => {
  const target = await described(
    page,
    '<button data-testid=go>Go <svg data-hit width=9 height=9></svg></button>',
  )
  expect(target).toMatchObject({
    role: 'button',
    name: 'Go',
    testId: 'go',
    css: '[data-testid="go"]',
  })
  expect(target.unique).toEqual(['testId', 'role', 'text', 'css'])
})

test('finds the way into shadow trees', async ({ page }) => {
  const body = `<div id=host><template shadowrootmode=open><p>text</p><button data-hit>In</button></template></div>`
  const target = await described(page, body)
  expect(target).toMatchObject({ role: 'button', name: 'In', css: 'button', hosts: ['#host'] })
})

test('avoids ids that a program made', async ({ page }) => {
  const target = await described(page, '<p>a</p><p id="radix-:r1:" data-hit>b</p>')
  expect(target.css).toBe('p:nth-of-type(2)')
})

test('of several with one name, says which by the row it is in, else by number', async ({
  page,
}) => {
  const row = (id: string, hit = '') => `<p row-id=${id}><button ${hit}>Edit</button></p>`
  const inRow = await described(page, row('r1') + row('r2', 'data-hit') + row('r3'))
  expect(inRow).toMatchObject({ name: 'Edit', within: '[row-id="r2"]', unique: ['css'] })
  const counted = await described(page, '<button>Edit</button><button data-hit>Edit</button>')
  expect(counted).toMatchObject({ nth: 1, unique: ['css'] })
  // Hidden ones and those in shadow trees are what a locator sees or does not see.
  const hidden = '<div aria-hidden=true><button>Edit</button></div><button hidden>Edit</button>'
  expect((await described(page, `${hidden}<button data-hit>Edit</button>`)).unique).toContain(
    'role',
  )
  const shadow = '<div><template shadowrootmode=open><button>Edit</button></template></div>'
  const outside = await described(page, `${shadow}<button data-hit>Edit</button>`)
  expect(outside.unique).toEqual(['css'])
  expect(outside.css).not.toBe('button')
})

test('knows when a name will not be found: with a field in it, or one that differs in its numbers', async ({
  page,
}) => {
  const grid = (cells: string) => `<div role=grid><div role=row tabindex=0>${cells}</div></div>`
  const cell = await described(
    page,
    grid('<div role=gridcell>5.00</div><div role=gridcell data-hit>8.00</div>'),
  )
  expect(cell).toMatchObject({ role: 'gridcell', name: '8.00', alike: true })
  const link = await described(page, '<a href=# data-hit><input type=checkbox> All</a>')
  expect(link.name).toBeUndefined()
  const titled = await described(page, '<h3 data-hit>Plants <button title=Close></button></h3>')
  expect(titled).toMatchObject({
    name: 'Plants Close',
    text: 'Plants Close',
    unique: ['role', 'css'],
  })
  await expect(page.getByRole('heading', { name: 'Plants Close', exact: true })).toHaveCount(1)
})

test('a text that is elsewhere too, however it is written, says nothing', async ({ page }) => {
  const hit = '<p data-hit>Go now</p>'
  const unique = async (others: string) => (await described(page, others + hit)).unique
  expect(await unique('<p>Go later</p>')).toContain('text')
  expect(await unique('<p> \u200bGo <b>now</b></p>')).not.toContain('text')
  expect(await unique('<input type=button value="Go now">')).not.toContain('text')
  expect(await unique('<input type=button>'.repeat(301))).not.toContain('text')
})

test('at mask-all nothing of the page goes into a description', async ({ page }) => {
  const body = `<form><label>Sekret <input data-hit id=sekret name=sekret role=sekret placeholder=sekret aria-label=sekret
    data-testid=sekret row-id=sekret title=sekret autocomplete=sekret></label></form>`
  const target = await described(page, body, { level: 'mask-all', rules: [] })
  expect(JSON.stringify(target).toLowerCase()).not.toContain('sekret')
  expect(target).toMatchObject({ tag: 'input', type: 'text', role: 'textbox' })
  expect(target.css).not.toBe('')
})
