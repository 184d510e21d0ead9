import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDemo } from '../../tests/demo/server.mjs'
import { extensionFlags } from './browser.mjs'
import { ensureBuild } from './build.mjs'
import { CACHE_DIR } from './paths.mjs'
import { HelpfulError } from './run.mjs'

/** Addresses stay the same from run to run, and with them consent and sessions. */
const PORTS = { port: 4173, paymentPort: 4174 }

/**
 * Opens the published build, as a person has it, beside the demo shop. Ends when the browser is closed.
 *
 * @param {import('./chromium.mjs').Chromium} chromium
 */
export async function openDemo(chromium) {
  const extensionFolder = await ensureBuild('chrome')
  const demo = await startDemo(PORTS).catch(() => startDemo())
  const profile = join(CACHE_DIR, 'profile')
  mkdirSync(profile, { recursive: true })
  const flags = [...extensionFlags(extensionFolder), `--user-data-dir=${profile}`]
  const browser = spawn(chromium.path, [...flags, demo.url], { stdio: 'ignore' })
  console.log(`
Chromium is open with Recount and the demo shop at ${demo.url}.

  1. Click the puzzle piece in the toolbar, then Recount.
  2. Press "Record this tab" and use the shop.
  3. Open Recount again and press Stop. The session is in "All sessions".

Close the browser, or press Ctrl+C here, to end.`)
  const stop = () => void browser.kill()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    await new Promise((done, fail) => {
      browser.once('exit', done)
      browser.once('error', () => fail(new HelpfulError(`${chromium.path} does not start.`)))
    })
  } finally {
    await demo.stop()
  }
}
