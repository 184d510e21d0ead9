import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { BINARIES } from './paths.mjs'
import { HelpfulError, run, runNode } from './run.mjs'

/** What Debian needs for pages that look the same everywhere: its chromium only recommends fonts. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-liberation', 'fonts-dejavu-core']

/**
 * Branded Chrome is not on the list: since version 137 it refuses `--load-extension`.
 */
const NAMES = ['chromium', 'chromium-browser']

/**
 * @typedef {object} Chromium
 * @property {string} path
 * @property {string} version As the browser says it.
 */

/**
 * A Chromium that can load an unpacked extension; installs one when there is none.
 *
 * @returns {Promise<Chromium>}
 */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  console.log("No Chromium found. Trying Playwright's download ...")
  await runNode(BINARIES.playwright, ['install', '--no-shell', 'chromium'], { timeoutMs: 300_000 })
  const downloaded = await findChromium()
  if (downloaded) return downloaded
  if (canUseApt()) {
    await installDebianPackages(DEBIAN_PACKAGES)
    const installed = await findChromium()
    if (installed) return installed
  }
  throw new HelpfulError(
    [
      'No usable Chromium was found and none could be installed.',
      '  Debian, Ubuntu:  sudo apt-get install chromium fonts-liberation',
      '  macOS:           brew install --cask chromium',
      '  anywhere:        npx playwright install --with-deps chromium',
      'or set CHROMIUM_PATH to its program file. Google Chrome itself does not load unpacked extensions from the command line.',
    ].join('\n'),
  )
}

/**
 * @returns {Promise<Chromium | undefined>}
 */
export async function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    const version = await versionOf(chosen)
    if (!version) throw new HelpfulError(`CHROMIUM_PATH is "${chosen}", which does not start.`)
    return { path: chosen, version }
  }
  for (const path of [await playwrightsOwn(), ...onPath(), ...wellKnown()]) {
    if (!path || !existsSync(path)) continue
    const version = await versionOf(path)
    if (version) return { path, version }
  }
  return undefined
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  return chromium.executablePath()
}

/** @returns {string[]} */
function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
}

/** @returns {string[]} */
function wellKnown() {
  if (process.platform === 'darwin') {
    return ['/Applications/Chromium.app/Contents/MacOS/Chromium']
  }
  if (process.platform === 'win32') {
    return [join(process.env.LOCALAPPDATA ?? '', 'Chromium/Application/chrome.exe')]
  }
  return []
}

/**
 * Asks the program itself: a file can exist and not run (missing libraries, Ubuntu's stub for the snap).
 *
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
async function versionOf(path) {
  // chrome.exe prints nothing and opens a window instead.
  if (process.platform === 'win32') return existsSync(path) ? 'Chromium' : undefined
  const { code, output } = await run(path, ['--version'], { quiet: true, timeoutMs: 20_000 })
  return code === 0 ? output.match(/Chrom\S* [\d.]+/)?.[0] : undefined
}

/** @returns {boolean} True for root on Debian and its relatives. */
export function canUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** @param {string[]} packages */
export async function installDebianPackages(packages) {
  console.log(`Installing ${packages.join(', ')} with apt ...`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update', '-qq'], { quiet: true, env })
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  const { code, output } = await run('apt-get', args, { quiet: true, env })
  if (code !== 0) throw new HelpfulError(`${update.output}${output}\napt could not install them.`)
}
