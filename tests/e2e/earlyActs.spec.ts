/** What is done in a page before its recording begins: the worker's answer is held, as by one that must be started. */
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { everything, updateSite } from '../support/extension'
import { textOf } from '../support/runExported'
import { servesHtml } from '../support/serve'
import { workerOf } from './fakeRecorder'
import { test } from './fixtures'

const PAGE = `<!doctype html><title>Orders</title><h1>Shop</h1>
<a href="/orders" onclick="go('/orders'); return false">Orders</a>
<label>Name <input></label> <div class="menu"><button onclick="this.remove()">Close menu</button></div>
<p class="echo"></p>
<script>
  function go(path) {
    history.pushState(null, '', path)
    document.querySelector('h1').textContent = 'WORD' + path
  }
  addEventListener('keydown', ({ key, target }) => {
    if (target === document.body) document.querySelector('.echo').textContent += key
  })
</script>`

/** No document is answered until the function is called that this resolves with. */
async function holdAnswers(context: BrowserContext): Promise<() => Promise<void>> {
  const worker = await workerOf(context)
  // An answer reads what was entered before, under this lock.
  await worker.evaluate(
    () =>
      new Promise<void>((held) => {
        navigator.locks.request('entries', () => {
          held()
          return new Promise<void>((free) => Reflect.set(globalThis, 'freeEntries', free))
        })
      }),
  )
  return () => worker.evaluate(() => Reflect.get(globalThis, 'freeEntries')())
}

/** Opens a page and acts in it before it is answered. */
async function actEarly(page: Page, url: string, act: () => Promise<void>): Promise<void> {
  const free = await holdAnswers(page.context())
  await page.goto(url)
  await act()
  await free()
}

test('clicks, keys and entries before the recording begins are in it, in their order and at their addresses', async ({
  recordPage,
  recount,
  serve,
}) => {
  const server = await serve(servesHtml(PAGE))
  const { sessionId } = await recordPage(
    server.origin,
    async (page, caughtUp) => {
      await actEarly(page, `${server.origin}/start`, async () => {
        await page.getByRole('link', { name: 'Orders' }).click()
        await page.getByLabel('Name').fill('Ada')
        await page.getByLabel('Name').press('Enter')
        await page.getByRole('button', { name: 'Close menu' }).click()
      })
      await caughtUp()
      await page.getByRole('link', { name: 'Orders' }).click()
    },
    { privacy: 'allow' },
  )
  const script = textOf(await recount.export(sessionId, 'playwright'))
  const lines = script.split('\n').filter((line) => /^ {2}await /.test(line))
  const after = lines.slice(lines.findIndex((line) => line.includes('/start')))
  const told = after.map((line) => line.replaceAll(server.origin, ''))
  // The page's title and heading were seen only when that was over.
  expect(told).toEqual([
    "  await expect(page).toHaveURL('/start')",
    "  await page.getByRole('link', { name: 'Orders', exact: true }).click()",
    "  await expect(page).toHaveURL('/orders')",
    "  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada')",
    "  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')",
    "  await page.getByRole('button', { name: 'Close menu', exact: true }).click()",
    "  await expect(page).toHaveTitle('Orders')",
    "  await expect(page.locator('h1')).toHaveText('WORD/orders')",
    "  await page.getByRole('link', { name: 'Orders', exact: true }).click()",
  ])
})

test('what a page repeats of keys from before its recording is masked', async ({
  recordPage,
  recount,
  serve,
}) => {
  const server = await serve(servesHtml(PAGE))
  const { sessionId } = await recordPage(
    server.origin,
    async (page, caughtUp) => {
      await actEarly(page, `${server.origin}/start`, async () => {
        await page.keyboard.type('typedsecret')
        await expect(page.locator('.echo')).toHaveText('typedsecret')
      })
      await caughtUp()
    },
    { privacy: 'mask-user-input' },
  )
  const stored = await recount.stored(sessionId)
  expect(stored).toContain('Close menu')
  expect(stored).not.toContain('typedsecret')
})

test('an address that a page moved to before the answer is decided on by itself', async ({
  page,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
  await updateSite(sessionsPage, server.origin, {
    urlRules: [{ pattern: `${server.origin}/orders*`, effect: 'exclude' }],
  })
  await page.goto(`${server.origin}/first`)
  await expect.poll(() => everything(recount)).toContain('Close menu')
  await actEarly(page, `${server.origin}/start`, () =>
    page.getByRole('link', { name: 'Orders' }).click(),
  )
  await expect.poll(() => everything(recount)).toContain('"endReason":"excluded-url"')
  const left = await everything(recount)
  for (const word of ['WORD', '/start']) expect(left, word).not.toContain(word)
  // And goes on after it.
  await page.evaluate(() => Reflect.get(window, 'go')('/after'))
  await expect.poll(() => everything(recount)).toContain('WORD/after')
  expect(await everything(recount)).not.toContain('WORD/orders')
})
