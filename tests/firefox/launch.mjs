import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HelpfulError } from '../../scripts/support/run.mjs'
import { connectMarionette } from './marionette.mjs'

const ADDON = 'recount@recount.example'
const HOST = '5d1f0c1e-7f5a-4c62-9f0f-2a60b1b7c0de'
const START_MS = 60_000

/** Addresses of its pages are random otherwise; its dialog cannot be clicked without a screen. */
const PREFS = {
  'extensions.webextensions.uuids': JSON.stringify({ [ADDON]: HOST }),
  'extensions.webextOptionalPermissionPrompts': false,
  'marionette.port': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.disabledForTesting': true,
  // An event page sleeps after 30 s otherwise, and the run would not see it wake.
  'extensions.background.idle.timeout': 2000,
}

/**
 * Starts Firefox without a screen, with an unpacked extension.
 *
 * @param {{ executablePath: string, extensionFolder: string, prefs?: object }} options
 */
export async function launchFirefox({ executablePath, extensionFolder, prefs = {} }) {
  const profile = mkdtempSync(join(tmpdir(), 'recount-firefox-'))
  const lines = Object.entries({ ...PREFS, ...prefs }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  const child = spawn(
    executablePath,
    ['--headless', '--marionette', '--remote-allow-system-access', '--profile', profile],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let output = ''
  child.stderr.on('data', (data) => {
    output += data
  })
  const closed = new Promise((resolve) => child.once('exit', resolve))
  const close = async () => {
    child.kill('SIGKILL')
    await closed
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const driver = await connectMarionette(await portOf(profile))
    await driver.send('WebDriver:NewSession', {
      capabilities: { alwaysMatch: { unhandledPromptBehavior: 'ignore' } },
    })
    await driver.send('Addon:Install', { path: extensionFolder, temporary: true })
    return { driver, origin: `moz-extension://${HOST}`, output: () => output, close }
  } catch (error) {
    await close()
    throw new HelpfulError(`Firefox did not start: ${error}\n${output}`)
  }
}

/** Firefox writes it down once it listens. @param {string} profile */
async function portOf(profile) {
  const file = join(profile, 'MarionetteActivePort')
  const until = Date.now() + START_MS
  while (!existsSync(file)) {
    if (Date.now() > until) throw new Error('it does not listen')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return Number(readFileSync(file, 'utf8'))
}
