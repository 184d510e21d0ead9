import { join } from 'node:path'
import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '../..')

/** Builds the shell (see tests/shell) and returns its folder. */
export async function buildShell(): Promise<string> {
  const folder = join(ROOT, '.output/shell')
  await build({
    configFile: join(ROOT, 'tests/shell/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  })
  return folder
}

/** What axe-core finds wrong on the page as it is now, one line per rule and place. The replayed document is not ours. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // Colours on their way from one to the other have no contrast to speak of.
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((animation) => {
      const { iterations } = animation.effect?.getComputedTiming() ?? {}
      return iterations !== Number.POSITIVE_INFINITY
    })
    await Promise.allSettled(running.map((animation) => animation.finished))
  })
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    const { violations } = await checker.run(
      { exclude: ['[data-stage]'] },
      { resultTypes: ['violations'], rules: { region: { enabled: true } } },
    )
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} (${node.failureSummary ?? ''})`),
    )
  })
}
