/** The build people install, which reaches no site until they say so. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { OFFLINE } from './offline'

export interface PublishedBrowser {
  context: BrowserContext
  extensionId: string
  /** An extension page in a tab of its own, with the automation object if it is `sessions.html`. */
  openOwnPage(name: 'sessions.html' | 'popup.html' | 'options.html'): Promise<Page>
  /**
   * What a click on the toolbar button does: grants activeTab for the page and opens the popup. Playwright does not see
   * a popup that opens this way.
   */
  clickToolbarButton(page: Page): Promise<void>
  close(): Promise<void>
}

/**
 * @param granted The person has granted all sites earlier. A dialog cannot be answered without a screen, so the browser
 *   meets the extension a first time with the permission required, and keeps it when it is only optional afterwards.
 */
export async function launchPublished(
  executablePath: string,
  options: { granted?: boolean; headless?: boolean; env?: Record<string, string> } = {},
): Promise<PublishedBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'recount-published-'))
  const extensionFolder = join(folder, 'extension')
  const profile = join(folder, 'profile')
  cpSync(buildFolder('chrome'), extensionFolder, { recursive: true })
  const launch = () =>
    launchWithExtension({
      executablePath,
      extensionFolder,
      profile,
      headless: options.headless,
      args: OFFLINE,
      env: options.env,
    })
  if (options.granted) {
    const manifest = join(extensionFolder, 'manifest.json')
    const published = readFileSync(manifest, 'utf8')
    writeFileSync(manifest, published.replace('"optional_host_permissions"', '"host_permissions"'))
    await (await launch()).context.close()
    writeFileSync(manifest, published)
  }
  const { context, extensionId } = await launch()
  return {
    context,
    extensionId,
    async openOwnPage(name) {
      const page = await context.newPage()
      await page.goto(`chrome-extension://${extensionId}/${name}`)
      if (name === 'sessions.html') await page.waitForFunction(() => 'recount' in globalThis)
      return page
    },
    async clickToolbarButton(page) {
      const browser = context.browser()
      if (!browser) throw new Error('This browser cannot be asked')
      const session = await browser.newBrowserCDPSession()
      const targets = async () =>
        (await session.send('Target.getTargets', { filter: [{}] })).targetInfos
      const tab = (await targets()).find(({ type, url }) => type === 'tab' && url === page.url())
      if (!tab) throw new Error(`No tab shows ${page.url()}`)
      // Newer than Playwright's types.
      const send: (method: string, params: object) => Promise<unknown> = session.send.bind(
        session,
      ) as never
      await page.bringToFront()
      await send('Extensions.triggerAction', { id: extensionId, targetId: tab.targetId })
      await expect
        .poll(async () => (await targets()).map(({ url }) => url))
        .toContain(`chrome-extension://${extensionId}/popup.html`)
    },
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Scripts of extensions that live in the page. (An empty isolated world is no sign of one: Chromium keeps the world of a
 * tab when it loads the next document.)
 */
export async function extensionScripts(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const found: string[] = []
  session.on('Debugger.scriptParsed', ({ url }) => found.push(url))
  // Reports every script that is there already.
  await session.send('Debugger.enable')
  await session.detach()
  return found.filter((url) => url.startsWith('chrome-extension://'))
}
