import { expect, type Page } from '@playwright/test'
import { createRunner, PuppeteerRunnerExtension, parse } from '@puppeteer/replay'
import puppeteer from 'puppeteer-core'
import { openFromDisk } from '../../support/fromDisk'
import { runScript, textOf } from '../../support/runExported'
import { test } from '../fixtures'

/** A runner that tells in its error which step it was. */
class Telling extends PuppeteerRunnerExtension {
  override async runStep(...[step, flow]: Parameters<PuppeteerRunnerExtension['runStep']>) {
    try {
      await super.runStep(step, flow)
    } catch (error) {
      throw new Error(`${JSON.stringify(step)} at ${this.page.url()}: ${String(error)}`)
    }
  }
}

/** Everything in an HTML file but the recording itself. */
const MOST_OVERHEAD_BYTES = 150_000

async function playWithRrweb(player: Page, origin: string, events: unknown[]): Promise<void> {
  const complaints: string[] = []
  player.on('console', (message) => {
    // Resources it cannot fetch are errors; what it does not understand are warnings.
    if (message.type() === 'warning') complaints.push(message.text())
  })
  player.on('pageerror', (error) => complaints.push(error.message))
  await player.goto(`${origin}/package.json`)
  await player.setContent('<div id="player"></div>')
  await player.addScriptTag({ url: '/dist/rrweb.umd.cjs' })
  const shown = await player.evaluate((recorded) => {
    const { Replayer } = Reflect.get(globalThis, 'rrweb')
    const root = document.querySelector('#player')
    const replayer = new Replayer(recorded, { root, showWarning: true, mouseTail: false })
    const { totalTime } = replayer.getMetaData()
    const texts: string[] = []
    for (const ms of [100, totalTime / 2, totalTime]) {
      replayer.pause(ms)
      texts.push(replayer.iframe.contentDocument.body.textContent ?? '')
    }
    return { totalTime, texts }
  }, events)
  await player.close()
  expect(complaints).toEqual([])
  expect(shown.totalTime).toBeGreaterThan(1000)
  expect(shown.texts.at(0)).toContain('Plants that like')
  expect(shown.texts.at(-1)).toContain('Spending by month')
}

async function expectWholeVisit(page: Page): Promise<void> {
  const stage = page.frameLocator('iframe[data-recount-replay]')
  await expect(stage.locator('h1')).toContainText('Plants')
  await expect(page.locator('#app h1').first()).toHaveText('Leaf & Clay: house plants')
  const year = new Date().getFullYear()
  await expect(page.getByRole('banner')).toContainText(
    new RegExp(
      `Recorded with Recount at localhost:\\d+, .* ${year} .*, level Keep the page as it is`,
    ),
  )
  // By keyboard, to the end: the page that was shown last.
  await page.keyboard.press('End')
  await expect(stage.locator('h1')).toHaveText('Your account')
  await page.keyboard.press('Home')
  await expect(stage.locator('h1')).toContainText('Plants')
  for (const pane of ['Console', 'Network', 'Errors']) {
    await page.getByRole('tab', { name: new RegExp(`^${pane}`) }).click()
    await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible()
  }
}

/** One visit for all of them: it takes longer to record than to export. */
test('a visit is imported again, played by rrweb and from disk, and repeated by its Recorder flow and its Playwright test', async ({
  context,
  recordShop,
  recount,
  chromiumPath,
  serve,
}) => {
  test.setTimeout(240_000)
  let delay = 0
  const { sessionId, shop, payment } = await recordShop({
    privacy: 'allow',
    served: (pages) => (request, response) => {
      const late = request.url?.endsWith('.css') ? delay : 0
      setTimeout(() => pages(request, response), late)
    },
  })

  await test.step('each file is imported as another session that plays', async () => {
    for (const format of ['archive', 'html', 'har', 'puppeteer'] as const) {
      const { fileName, bytes } = await recount.export(sessionId, format)
      const imported = await recount.import(fileName, bytes)
      expect(imported.sessionId).not.toBe(sessionId)
      await recount.open(imported.sessionId)
      if (format === 'archive' || format === 'html') {
        const [before, after] = await Promise.all([
          recount.events(sessionId),
          recount.events(imported.sessionId),
        ])
        expect(after).toEqual(before)
      }
    }
    expect(await recount.list()).toHaveLength(5)
    await expect(recount.import('broken.zip', btoa('PK nothing'))).rejects.toThrow(/not a zip/)
  })

  await test.step('the Playwright test comes to the same end', async () => {
    const script = textOf(await recount.export(sessionId, 'playwright'))
    const { output, code } = await runScript(script, chromiumPath)
    expect(output).toContain('1 passed')
    expect(code).toBe(0)
  })

  await test.step('the flow is run by @puppeteer/replay to the same end', async () => {
    const flow = parse(JSON.parse(textOf(await recount.export(sessionId, 'puppeteer'))))
    // Style sheets that come late: a link is found before it is at its place.
    delay = 400
    const browser = await puppeteer.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    })
    try {
      const page = await browser.newPage()
      const runner = await createRunner(flow, new Telling(browser, page, { timeout: 30_000 }))
      expect(await runner.run()).toBe(true)
      expect(page.url()).toBe(`${shop.origin}/account/spending`)
    } finally {
      await browser.close()
    }
  })

  await test.step("rrweb's own Replayer plays it without a warning", async () => {
    const site = await serve('node_modules/rrweb')
    await playWithRrweb(await context.newPage(), site.origin, await recount.events(sessionId))
  })

  await test.step('the HTML file plays from disk, without extension and without network', async () => {
    const exported = await recount.export(sessionId, 'html')
    payment.goDark()
    shop.goDark()
    const html = Buffer.from(exported.bytes, 'base64')
    const data = [
      ...html.toString().matchAll(/data-recount="(?:manifest|chunk|resource)[^"]*">("[^"]*")/g),
    ]
    const dataBytes = data.reduce((sum, [, block = '']) => sum + block.length, 0)
    expect(html.byteLength - dataBytes).toBeLessThan(MOST_OVERHEAD_BYTES)
    await openFromDisk(exported, chromiumPath, expectWholeVisit)
    expect(payment.connections + shop.connections).toBe(0)
  })
})
