/**
 * What every command does first. Until `ensureDependencies` has run, nothing outside Node itself may be imported: the
 * scripts import their packages dynamically, after it.
 */
import { ensureChromium } from './support/chromium.mjs'
import { ensureDependencies } from './support/dependencies.mjs'

/** @returns {Promise<import('./support/chromium.mjs').Chromium>} */
export async function setUp() {
  await ensureDependencies()
  const chromium = await ensureChromium()
  console.log(`Using ${chromium.version} (${chromium.path}).`)
  return chromium
}
