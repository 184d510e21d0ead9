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
  expect(target).toMatchObject({ role: 'button', name: 'Go', testId: 'go', css: 'button' })
  expect(target.unique).toEqual(['testId', 'role', 'css'])
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

test('at mask-all nothing of the page goes into a description', async ({ page }) => {
  const body = `<form><label>Sekret <input data-hit id=sekret name=sekret role=sekret placeholder=sekret aria-label=sekret
    data-testid=sekret title=sekret autocomplete=sekret></label></form>`
  const target = await described(page, body, { level: 'mask-all', rules: [] })
  expect(JSON.stringify(target).toLowerCase()).not.toContain('sekret')
  expect(target).toMatchObject({ tag: 'input', type: 'text', role: 'textbox' })
  expect(target.css).not.toBe('')
})
