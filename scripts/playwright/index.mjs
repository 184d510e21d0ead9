/**
 * `recount/playwright`: records every test, and attaches the recording to those that fail. See `docs/playwright.md`.
 *
 * Extensions need a browser context of their own (Playwright's `launchPersistentContext`), so each test has one.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect as baseExpect } from '@playwright/test'
import { launchWithExtension } from '../support/browser.mjs'
import { ROOT } from '../support/paths.mjs'
import { driveAutomation } from './drive.mjs'
import { checkMasking } from './masking.mjs'

/** @typedef {import('./index.mjs').RecountOptions} RecountOptions */
/** @typedef {import('./index.mjs').Recount} Recount */

/** @type {Required<RecountOptions>} */
const DEFAULTS = {
  extension: join(ROOT, '.output/chrome-mv3-automation'),
  privacy: 'mask-all',
  origins: [],
  attach: 'failed',
  formats: ['html', 'markdown'],
  failOnLeaks: false,
  failOnMaskingRegressions: false,
  maskingProfile: '',
}

/** Playwright's own. */
export const expect = baseExpect

export const test = base.extend(
  /** @type {any} */ ({
    recountOptions: [{}, { option: true }],

    _recountBrowser: async (
      /** @type {any} */ {
        recountOptions,
        launchOptions,
        contextOptions,
        headless,
        acceptDownloads,
        baseURL,
        bypassCSP,
        colorScheme,
        deviceScaleFactor,
        extraHTTPHeaders,
        geolocation,
        hasTouch,
        httpCredentials,
        ignoreHTTPSErrors,
        isMobile,
        javaScriptEnabled,
        locale,
        offline,
        permissions,
        proxy,
        timezoneId,
        userAgent,
        viewport,
        storageState,
      },
      /** @type {(browser: unknown) => Promise<void>} */ use,
      /** @type {import('@playwright/test').TestInfo} */ testInfo,
    ) => {
      const options = { ...DEFAULTS, ...recountOptions }
      // A persistent context takes all of these, but no `storageState`; see `addState`.
      const given = {
        acceptDownloads,
        baseURL,
        bypassCSP,
        colorScheme,
        deviceScaleFactor,
        extraHTTPHeaders,
        geolocation,
        hasTouch,
        httpCredentials,
        ignoreHTTPSErrors,
        isMobile,
        javaScriptEnabled,
        locale,
        offline,
        permissions,
        proxy,
        timezoneId,
        userAgent,
        viewport,
      }
      const context = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      )
      const { context: browserContext, extensionId } = await launchWithExtension({
        executablePath: executableOf(launchOptions),
        extensionFolder: extensionFolder(options.extension),
        headless: headless !== false,
        args: launchOptions?.args ?? [],
        env: launchOptions?.env,
        context: { ...contextOptions, ...context },
      })
      try {
        if (storageState) await addState(browserContext, storageState)
        const sessions = browserContext.pages()[0] ?? (await browserContext.newPage())
        await sessions.goto(`chrome-extension://${extensionId}/sessions.html`)
        await sessions.waitForFunction(() => 'recount' in globalThis)
        const recount = driveAutomation(sessions)
        const { privacy } = options
        const origins = new Set([...(baseURL ? [new URL(baseURL).origin] : []), ...options.origins])
        for (const origin of origins) await recount.setConsent(origin, 'always', { privacy })
        await use({ context: browserContext, sessions, recount, options, origins })
        await handOver(recount, options, testInfo)
      } finally {
        await browserContext.close()
      }
    },

    context: async (
      /** @type {any} */ { _recountBrowser },
      /** @type {(context: import('@playwright/test').BrowserContext) => Promise<void>} */ use,
    ) => {
      await use(_recountBrowser.context)
    },

    recount: async (
      /** @type {any} */ { _recountBrowser },
      /** @type {(recount: Recount) => Promise<void>} */ use,
    ) => {
      await use(_recountBrowser.recount)
    },

    page: async (
      /** @type {any} */ { _recountBrowser },
      /** @type {(page: import('@playwright/test').Page) => Promise<void>} */ use,
      /** @type {import('@playwright/test').TestInfo} */ testInfo,
    ) => {
      const { context, sessions, recount, options, origins } = _recountBrowser
      const page = await context.newPage()
      const recording = recordNewOrigins(page, { sessions, recount, options, origins })
      await use(page)
      await recording.settled()
      // A test that failed stopped somewhere on its way: what it shows there is not what was looked at.
      const isOnItsWay = testInfo.status !== testInfo.expectedStatus || page.isClosed()
      if (options.failOnMaskingRegressions && !isOnItsWay) {
        await checkMasking(page, recount, { testInfo, profile: options.maskingProfile })
      }
    },
  }),
)

/**
 * Origins nobody named are recorded from when their first page has loaded.
 *
 * @param {import('@playwright/test').Page} page
 * @param {{ sessions: import('@playwright/test').Page, recount: Recount, options: Required<RecountOptions>, origins: Set<string> }} deps
 */
function recordNewOrigins(page, { sessions, recount, options, origins }) {
  let pending = Promise.resolve()
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || !/^https?:/.test(frame.url())) return
    const { origin } = new URL(frame.url())
    if (origins.has(origin)) return
    origins.add(origin)
    pending = pending.then(async () => {
      const { privacy } = options
      await recount.setConsent(origin, 'always', { privacy })
      // A recording of this tab may be under way already, begun on another origin.
      const tabId = await tabShowing(sessions, frame.url())
      if (tabId !== undefined) await recount.start({ tabId }, { privacy }).catch(() => {})
    })
    pending.catch(() => {}) // told by `settled`
  })
  return { settled: () => pending }
}

/**
 * @param {import('@playwright/test').Page} sessions
 * @param {string} url
 * @returns {Promise<number | undefined>}
 */
async function tabShowing(sessions, url) {
  return await sessions.evaluate(async (url) => {
    const { chrome } = /** @type {any} */ (globalThis)
    const tabs = await chrome.tabs.query({})
    return tabs.find((/** @type {{ url?: string }} */ tab) => tab.url === url)?.id
  }, url)
}

/**
 * Ends what is being recorded, looks for leaks, attaches what is asked for.
 *
 * @param {Recount} recount
 * @param {Required<RecountOptions>} options
 * @param {import('@playwright/test').TestInfo} testInfo
 */
async function handOver(recount, options, testInfo) {
  const sessions = await recount.list()
  for (const { sessionId, status } of sessions) {
    if (status === 'recording') await recount.stop(sessionId)
  }
  /** @type {string[]} */
  const leaks = []
  if (options.failOnLeaks) {
    for (const { sessionId } of sessions) {
      for (const { kind, where, path, count } of await recount.scan(sessionId))
        leaks.push(`${kind}: ${count} in ${where}, ${path}`)
    }
  }
  const failed = testInfo.status !== testInfo.expectedStatus || leaks.length > 0
  if (options.attach === 'always' || (options.attach === 'failed' && failed)) {
    for (const { sessionId } of sessions)
      await attach(recount, sessionId, options.formats, testInfo)
  }
  if (leaks.length > 0)
    throw new Error(`The recording holds what looks private:\n  ${leaks.join('\n  ')}`)
}

/**
 * @param {Recount} recount
 * @param {string} sessionId
 * @param {import('./index.mjs').ExportFormat[]} formats
 * @param {import('@playwright/test').TestInfo} testInfo
 */
async function attach(recount, sessionId, formats, testInfo) {
  for (const format of formats) {
    const { fileName, mimeType, bytes } = await recount.export(sessionId, format)
    await testInfo.attach(fileName, { body: Buffer.from(bytes, 'base64'), contentType: mimeType })
  }
}

/** @param {{ executablePath?: string } | undefined} launchOptions */
function executableOf(launchOptions) {
  return launchOptions?.executablePath ?? process.env.CHROMIUM_PATH
}

/** @param {string} folder */
function extensionFolder(folder) {
  if (existsSync(join(folder, 'manifest.json'))) return folder
  throw new Error(
    `There is no extension in ${folder}. Build it with \`npm run build:automation\` in Recount, or name its folder: test.use({ recountOptions: { extension: '...' } })`,
  )
}

/**
 * What `storageState` holds, put into a persistent context, which takes none at its start.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {any} storageState A path or the state itself.
 */
async function addState(context, storageState) {
  const { readFile } = await import('node:fs/promises')
  const state =
    typeof storageState === 'string'
      ? JSON.parse(await readFile(storageState, 'utf8'))
      : storageState
  await context.addCookies(state.cookies ?? [])
  /** @type {Record<string, { name: string, value: string }[]>} */
  const byOrigin = Object.fromEntries(
    (state.origins ?? []).map((/** @type {any} */ { origin, localStorage }) => [
      origin,
      localStorage,
    ]),
  )
  await context.addInitScript((byOrigin) => {
    for (const { name, value } of byOrigin[location.origin] ?? []) {
      if (localStorage.getItem(name) === null) localStorage.setItem(name, value)
    }
  }, byOrigin)
}
