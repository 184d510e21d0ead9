/** One true look into DevTools; everything else about the panel is tested through its page. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { attachDevtools, openPanel, type Target, waitFor } from '../support/devtools'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

test('the panel in DevTools knows its tab and records it, and does so after an update', async ({
  chromiumPath,
  serve,
}) => {
  const site = await serve(servesHtml('<!doctype html><title>A page</title><h1>Hello</h1>'))
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: buildFolder('automation'),
    args: ['--auto-open-devtools-for-tabs'],
  })
  const [page] = context.pages()
  const browser = context.browser()
  if (!page || !browser) throw new Error('no page')
  await page.goto(site.origin)
  const record = async (panel: Target) => {
    const text = () => panel.evaluate('document.body.innerText').then(String)
    const press = (name: string) =>
      panel.evaluate(
        `[...document.querySelectorAll('button')].find((b) => b.innerText.includes('${name}')).click()`,
      )
    await expect.poll(text).toContain(new URL(site.origin).host)
    await press('Record this tab')
    await expect.poll(text).toContain('snapshot')
    await press('Stop')
    await expect.poll(text).toContain('This tab is not being recorded')
  }
  await record(await openPanel(browser, extensionId))

  // What an update does. Chromium closes DevTools then; another one opens with the next tab.
  const session = await browser.newBrowserCDPSession()
  await session.send('Extensions.loadUnpacked', { path: buildFolder('automation') })
  const next = await context.newPage()
  await page.close()
  await next.goto(site.origin)
  await record(await openPanel(browser, extensionId))
  await context.close()
})

test("Chrome's Recorder panel offers our export of its flows, its Network panel reads our HAR", async ({
  chromiumPath,
}) => {
  const { context } = await launchWithExtension({
    executablePath: chromiumPath,
    extensionFolder: buildFolder('automation'),
    args: ['--auto-open-devtools-for-tabs'],
  })
  const session = await context.browser()?.newBrowserCDPSession()
  if (!session) throw new Error('no browser')
  const devtools = await attachDevtools(session)
  // Plug-ins are registered some time after DevTools is there.
  const script = await waitFor(() =>
    devtools.evaluate(`(async () => {
      const { RecorderPluginManager } = await import('./models/extensions/extensions.js')
      const plugins = RecorderPluginManager.RecorderPluginManager.instance().plugins()
      const plugin = plugins.find((each) => each.getName() === 'Recount: Playwright test')
      return plugin?.stringify({
        title: 'Visit',
        steps: [
          { type: 'navigate', url: 'https://shop.example/' },
          { type: 'click', target: 'main', selectors: ['aria/Buy[role="button"]'], offsetX: 1, offsetY: 1 },
        ],
      })
    })()`),
  )
  expect(script).toContain("getByRole('button', { name: 'Buy', exact: true }).click()")

  // Loading a file into the Network panel ends here, and refuses what is no HAR.
  const requests = await devtools.evaluate(`(async () => {
    const { HARFormat, Importer } = await import('./models/har/har.js')
    const { log } = new HARFormat.HARRoot(${await readFile('tests/golden/shop.har.txt', 'utf8')})
    return Importer.Importer.requestsFromHARLog(log).map((each) => [
      each.requestMethod, each.url(), each.statusCode, Math.round(each.duration * 1000)])
  })()`)
  expect(requests).toEqual([
    ['POST', 'https://shop.example/api/buy?size=m', 500, 120],
    ['GET', 'wss://pay.example/live', 0, 100],
  ])
  await context.close()
})
