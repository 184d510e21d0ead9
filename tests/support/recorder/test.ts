import { test as base, chromium, type Page } from '@playwright/test'
import type { TargetDescription } from '../../../lib/format/events'
import type { NodeIds } from '../../../lib/recorder/nodeIds'
import type { WalkLimits } from '../../../lib/recorder/tree'
import { bundle } from '../bundle'
import type { DomProgram } from './domProgram'
import type { Harness } from './harness'

declare global {
  interface Window {
    recorderHarness: {
      start(policy?: unknown, limits?: Partial<WalkLimits>, earlier?: NodeIds): Harness
      tryProgram(program: DomProgram, limits?: Partial<WalkLimits>): Promise<string>
      tryMasking(program: DomProgram, policy: unknown, limits?: unknown): Promise<string>
      describeAt(x: number, y: number): { element: Element; target: TargetDescription } | undefined
    }
    recorded: Harness
  }
}

/** Playwright's test with a blank page that holds the recorder's engine; one browser per worker. */
export const test = base.extend<{ page: Page }, { browserPage: Page; script: string }>({
  script: [
    async ({ browserName: _ }, use) => use(await bundle('tests/support/recorder/harness.ts')),
    { scope: 'worker' },
  ],
  browserPage: [
    async ({ browserName: _ }, use) => {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: ['--no-sandbox'],
      })
      await use(await browser.newPage())
      await browser.close()
    },
    { scope: 'worker' },
  ],
  page: async ({ browserPage, script }, use) => {
    await browserPage.goto('about:blank')
    await browserPage.addScriptTag({ content: script })
    await use(browserPage)
  },
})
