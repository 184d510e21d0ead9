import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { callAutomation } from '../../scripts/support/callAutomation.mjs'
import { killBrowser } from './processes.mjs'

/** Names other than this machine's do not resolve. */
const OFFLINE = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1']

/**
 * One browser from its start to its end, with one tab that is recorded and one page of the extension that asks.
 *
 * @param {object} options
 * @param {string} options.executablePath
 * @param {{ folder: string, profile: string, update(): void }} options.extension
 * @param {{ origin: string, frameOrigin: string, documents: Map<string, unknown> }} options.log
 */
export async function startLife({ executablePath, extension, log }) {
  const { context, extensionId } = await launchWithExtension({
    executablePath,
    extensionFolder: extension.folder,
    profile: extension.profile,
    args: OFFLINE,
  })
  const browser = context.browser()
  if (!browser) throw new Error('This browser cannot be asked')
  let own = await openOwn()
  let page = await context.newPage()

  async function openOwn() {
    for (let attempt = 0; ; attempt++) {
      const opened = await context.newPage()
      try {
        await opened.goto(`chrome-extension://${extensionId}/sessions.html`)
        await opened.waitForFunction(() => 'recount' in globalThis, undefined, { timeout: 5000 })
        return opened
      } catch (error) {
        // Right after a reload the extension's pages are refused for a moment.
        await opened.close()
        if (attempt > 20) throw error
      }
    }
  }

  /** @param {string} method @param {...unknown} args */
  const ask = (method, ...args) => callAutomation(own, method, ...args)

  /** The newest document of the log that fits: the one the tab shows. */
  async function openPage() {
    await page.goto(`${log.origin}/page`)
  }

  /** @param {string} method */
  async function onPage(method) {
    const session = await context.newCDPSession(page)
    if (method === 'ServiceWorker.stopAllWorkers') await session.send('ServiceWorker.enable')
    await session.send(/** @type {any} */ (method))
    await session.detach()
  }

  return {
    ask,
    openPage,
    consent: async () => {
      for (const origin of [log.origin, log.frameOrigin])
        await ask('setConsent', origin, 'always', { privacy: 'allow' })
    },
    stopWorker: () => onPage('ServiceWorker.stopAllWorkers'),
    async reloadPage() {
      await page.reload()
    },
    async newTab() {
      const before = page
      page = await context.newPage()
      await openPage()
      await before.close()
    },
    async crashPage() {
      const crashed = page.waitForEvent('crash')
      page.goto('chrome://crash').catch(() => undefined)
      await crashed
      const at = Date.now()
      const before = page
      page = await context.newPage()
      await before.close()
      return at
    },
    /** Puts the tab to sleep, as the browser does when memory is short. */
    async discardPage() {
      await own.bringToFront()
      const at = Date.now()
      const discarded = await own.evaluate(async (url) => {
        const tabs = await chrome.tabs.query({})
        const tab = tabs.find((each) => !each.discarded && each.url?.startsWith(url))
        return tab?.id !== undefined && (await chrome.tabs.discard(tab.id)) !== undefined
      }, log.origin)
      if (!discarded) throw new Error('The tab could not be put to sleep')
      const before = page
      page = await context.newPage()
      await before.close().catch(() => undefined)
      return at
    },
    /** What the Reload button of chrome://extensions does, or an update when the version has changed. */
    async reloadExtension() {
      const session = await browser.newBrowserCDPSession()
      const at = Date.now()
      await session.send(/** @type {any} */ ('Extensions.loadUnpacked'), { path: extension.folder })
      await session.detach()
      own = await openOwn()
      return at
    },
    async kill() {
      const at = Date.now()
      await killBrowser(extension.profile)
      await context.close().catch(() => undefined)
      return at
    },
    /** What the player shows at the end of a session. */
    async playToEnd(/** @type {string} */ sessionId) {
      const { durationMs } = await ask('open', sessionId)
      await own.evaluate((ms) => Reflect.get(globalThis, 'recount').player.seek(ms), durationMs)
      const frame = own.frameLocator('iframe[data-recount-replay]')
      const text = await frame.locator('body').innerText({ timeout: 10_000 })
      await own.evaluate(() => {
        location.hash = ''
      })
      return text
    },
    close: () => context.close(),
  }
}

/** @typedef {Awaited<ReturnType<typeof startLife>>} Life */
