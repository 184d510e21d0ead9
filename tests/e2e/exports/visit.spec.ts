import { expect } from '@playwright/test'
import { createRunner, PuppeteerRunnerExtension, parse } from '@puppeteer/replay'
import puppeteer from 'puppeteer-core'
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

test('a visit is imported again, and repeated by its Recorder flow and its Playwright test', async ({
  recordShop,
  recount,
  chromiumPath,
}) => {
  test.slow()
  let delay = 0
  const { sessionId, shop } = await recordShop({
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
})
