/** Flags for a Chromium that carries the extension, for `npm start` and for the tests. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/**
 * @param {string} extensionFolder
 * @returns {string[]}
 */
export function extensionFlags(extensionFolder) {
  return [
    `--disable-extensions-except=${extensionFolder}`,
    `--load-extension=${extensionFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-search-engine-choice-screen',
    // Every request of the end-to-end tests is looked at when all is over: tests/e2e/network.after.ts.
    ...(process.env.RECOUNT_NET_LOGS
      ? [`--log-net-log=${join(process.env.RECOUNT_NET_LOGS, `${randomUUID()}.json`)}`]
      : []),
    // Chromium refuses to start as root with its sandbox, and CI is root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}

/**
 * @typedef {object} ExtensionBrowser
 * @property {import('@playwright/test').BrowserContext} context
 * @property {string} extensionId
 */

/**
 * Starts Chromium with an unpacked extension and waits for its worker.
 *
 * @param {object} options
 * @param {string} [options.executablePath] Absent: Playwright's own.
 * @param {string} options.extensionFolder
 * @param {string} [options.profile] Empty or absent: a fresh one that goes away.
 * @param {boolean} [options.headless] Default: true.
 * @param {string[]} [options.args]
 * @param {import('@playwright/test').BrowserContextOptions} [options.context]
 * @param {Record<string, string>} [options.env]
 * @returns {Promise<ExtensionBrowser>}
 */
export async function launchWithExtension(options) {
  const { chromium } = await import('@playwright/test')
  const context = await chromium.launchPersistentContext(options.profile ?? '', {
    executablePath: options.executablePath,
    headless: options.headless ?? true,
    args: [...extensionFlags(options.extensionFolder), ...(options.args ?? [])],
    env: { ...process.env, ...options.env },
    viewport: { width: 1280, height: 800 },
    ...options.context,
  })
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
    return { context, extensionId: new URL(worker.url()).host }
  } catch (error) {
    await context.close()
    throw new Error(`The extension in ${options.extensionFolder} did not start: ${error}`)
  }
}
