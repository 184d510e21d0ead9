/** What an exported test looks for, compared with what Playwright finds: at every place of pages nobody here wrote. */
import { expect, type Locator, type Page } from '@playwright/test'
import { locatorCode } from '../../lib/exporters/playwrightCode'
import type { TargetDescription } from '../../lib/format/events'
import { APP_FOLDERS, APPS } from '../support/apps'
import { momentOf } from '../support/pageState'
import { test } from '../support/recorder/test'
import { startServer } from '../support/serve'

/** Describes what is at each point of a grid over the window: each element once. */
async function describeAll(page: Page): Promise<TargetDescription[]> {
  return await page.evaluate((step) => {
    const found: TargetDescription[] = []
    const elements: Element[] = []
    for (let y = 4; y < innerHeight; y += step) {
      for (let x = 4; x < innerWidth; x += step) {
        const described = window.recorderHarness.describeAt(x, y)
        if (!described || elements.includes(described.element)) continue
        elements.push(described.element)
        found.push(described.target)
      }
    }
    Object.assign(window, { described: elements })
    return found
  }, GRID_PX)
}

/** '' where the code finds the element that was described and no other. */
async function problemOf(page: Page, target: TargetDescription, index: number): Promise<string> {
  const code = locatorCode([], target)
  const find = new Function('page', `return ${code}`) as (page: Page) => Locator
  const { count, isIt } = await find(page).evaluateAll((matches, at) => {
    const { described } = window as unknown as { described: Element[] }
    const wanted = described[at]
    return {
      count: matches.length,
      isIt: matches[0] !== undefined && Boolean(wanted?.contains(matches[0])),
    }
  }, index)
  if (count === 1 && isIt) return ''
  return `${code}: ${count} found${isIt ? '' : ', another one'} ${JSON.stringify(target)}`
}

/** `npm run exports:apps` looks closely, and at all of them: minutes. */
const isThorough = Boolean(process.env.RECOUNT_ALL_APPS)
const GRID_PX = isThorough ? 24 : 96
const apps = isThorough ? APPS : APPS.filter(({ inCi }) => inCi === 'locators')

for (const app of apps) {
  test(`what is on show in ${app.name} is found again by its best locator`, async ({
    page,
    script,
  }) => {
    if (isThorough) test.setTimeout(300_000)
    const server = await startServer(APP_FOLDERS)
    try {
      await page.goto(`${server.origin}${app.path}`)
      await page.addScriptTag({ content: script })
      await app.ready(page)
      let count = 0
      for (const step of app.steps) {
        await step.run(page)
        await momentOf(page)
        const targets = await describeAll(page)
        count += targets.length
        const problems = targets.map((target, index) => problemOf(page, target, index))
        expect.soft((await Promise.all(problems)).filter(Boolean), step.name).toEqual([])
      }
      expect(count).toBeGreaterThan(40)
    } finally {
      await server.stop()
    }
  })
}
