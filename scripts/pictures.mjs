/** `npm run pictures`: takes the pictures of the README anew, of the demo shop in the real extension. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { ensureBuild } from './support/build.mjs'
import { ROOT } from './support/paths.mjs'
import { command } from './support/run.mjs'

const FOLDER = join(ROOT, 'docs/images')
const LEVELS = /** @type {const} */ (['allow', 'mask-all', 'mask-user-input'])

await command(async () => {
  const chromium = await setUp()
  const [{ launchWithExtension }, { callAutomation }, { startDemo }, { visitShop }] =
    await Promise.all([
      import('./support/browser.mjs'),
      import('./support/callAutomation.mjs'),
      import('../tests/demo/server.mjs'),
      import('../tests/demo/visit.mjs'),
    ])
  mkdirSync(FOLDER, { recursive: true })
  const extensionFolder = await ensureBuild('automation')
  const demo = await startDemo({ port: 4173, paymentPort: 4174 })
  const { context, extensionId } = await launchWithExtension({
    executablePath: chromium.path,
    extensionFolder,
    context: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  })
  try {
    const own = `chrome-extension://${extensionId}`
    const sessions = await context.newPage()
    await sessions.goto(`${own}/sessions.html`)
    await sessions.waitForFunction(() => 'recount' in globalThis)
    /** @param {string} name */
    const take = async (name) => {
      await sessions.screenshot({ path: join(FOLDER, `${name}.png`) })
      console.log(`docs/images/${name}.png`)
    }

    /** @type {Map<string, { sessionId: string, checkoutMs: number }>} */
    const recorded = new Map()
    for (const privacy of LEVELS) {
      for (const origin of [demo.url, demo.paymentUrl]) {
        await callAutomation(sessions, 'setConsent', origin, 'ask', { privacy })
      }
      const shop = await context.newPage()
      await shop.goto(demo.url)
      const { sessionId } = await callAutomation(
        sessions,
        'start',
        { url: shop.url() },
        { privacy },
      )
      let checkout = 0
      await visitShop(shop, async (what) => {
        if (what === 'Places the order') checkout = Date.now()
        if (what === 'Checks out' && privacy === 'mask-user-input') {
          await takePopup(shop)
          await shop.bringToFront()
        }
      })
      const { startedAt } = await callAutomation(sessions, 'stop', sessionId)
      recorded.set(privacy, { sessionId, checkoutMs: checkout - startedAt })
      await shop.close()
    }
    await demo.stop()

    await sessions.bringToFront()
    await sessions.reload()
    await sessions.getByRole('table').or(sessions.getByRole('list')).first().waitFor()
    await sessions.setViewportSize({ width: 1280, height: 420 })
    await take('library')
    await sessions.setViewportSize({ width: 1280, height: 800 })
    for (const [name, privacy, colorScheme] of /** @type {const} */ ([
      ['player', 'mask-user-input', 'light'],
      ['player-masked', 'mask-all', 'dark'],
    ])) {
      const found = recorded.get(privacy)
      if (!found) continue
      await sessions.emulateMedia({ colorScheme })
      await callAutomation(sessions, 'open', found.sessionId)
      await sessions.evaluate(
        (ms) => Reflect.get(globalThis, 'recount').player.seek(ms),
        found.checkoutMs,
      )
      await sessions.waitForFunction(() => !document.querySelector('[role=status] svg'))
      await sessions.waitForTimeout(1000)
      await take(name)
    }

    /** @param {import('@playwright/test').Page} shop */
    async function takePopup(shop) {
      const tabId = await sessions.evaluate(async (url) => {
        const [tab] = await chrome.tabs.query({ url })
        return tab?.id
      }, shop.url())
      const popup = await context.newPage()
      await popup.setViewportSize({ width: 380, height: 600 })
      await popup.goto(`${own}/popup.html?tab=${tabId}`)
      await popup.getByRole('timer').waitFor()
      await popup.locator('main').screenshot({ path: join(FOLDER, 'popup.png') })
      console.log('docs/images/popup.png')
      await popup.close()
    }
  } finally {
    await context.close()
    await demo.stop()
  }
})
