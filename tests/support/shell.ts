import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type axe from 'axe-core'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '../..')

/** Builds the shell (see tests/shell) in a folder of its own, which is returned: two workers do so at the same time. */
export async function buildShell(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recount-shell-'))
  await build({
    configFile: join(ROOT, 'tests/shell/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  return folder
}

/** Less than half of `axe.source`: it is sent anew into every page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Those of axe-core's category that it runs by itself: its tag would bring contrast for level AAA along. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * What axe-core finds wrong on the page as it is now, one line per rule and place. The replayed document is not ours.
 * `colours`: only what another colour scheme can change, for a page whose other rules were looked at in the first one.
 */
export async function accessibilityProblems(
  page: Page,
  what: 'all' | 'colours' = 'all',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  // Colours on their way from one to the other have no contrast to speak of.
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((animation) => {
      const { iterations } = animation.effect?.getComputedTiming() ?? {}
      return iterations !== Number.POSITIVE_INFINITY
    })
    await Promise.allSettled(running.map((animation) => animation.finished))
  })
  return page.evaluate(
    async (rules) => {
      const { axe: checker } = globalThis as unknown as { axe: typeof axe }
      const { violations } = await checker.run(
        { exclude: ['[data-stage]'] },
        rules
          ? { resultTypes: ['violations'], runOnly: { type: 'rule', values: rules } }
          : { resultTypes: ['violations'], rules: { region: { enabled: true } } },
      )
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 120)} (${node.failureSummary ?? ''})`),
      )
    },
    what === 'colours' ? COLOUR_RULES : undefined,
  )
}
