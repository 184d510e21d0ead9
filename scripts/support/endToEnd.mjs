import { ensureBuild } from './build.mjs'
import { BINARIES } from './paths.mjs'
import { runNode } from './run.mjs'

/**
 * Runs the end-to-end tests against fresh builds.
 *
 * @param {import('./chromium.mjs').Chromium} chromium
 * @param {string[]} args For Playwright.
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} Exit code.
 */
export async function runEndToEnd(chromium, args, env) {
  await ensureBuild('chrome')
  await ensureBuild('automation')
  const { code } = await runNode(BINARIES.playwright, ['test', ...args], {
    env: { CHROMIUM_PATH: chromium.path, ...env },
  })
  return code
}
