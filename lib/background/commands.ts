import { browser } from 'wxt/browser'
import { i18n } from '#i18n'
import type { Lifecycle } from './lifecycle'
import { togglePreview } from './preview'
import type { Recordings } from './recordings'
import { getRun } from './runs'
import { markTab } from './uiRequests'

/** What the keyboard shortcuts do. A refusal is shown where the person looks: at the toolbar button. */
export function createCommands(deps: { recordings: Recordings; lifecycle: Lifecycle }) {
  const { recordings, lifecycle } = deps

  async function run(command: string, tabId: number): Promise<void> {
    if (command === 'mark') return await markTab(tabId, '')
    if (command === 'keep-buffer') return void (await lifecycle.keepBuffer(tabId))
    if (command === 'toggle-preview') return void (await togglePreview(tabId))
    if (command !== 'toggle-recording') return
    const running = await getRun(tabId)
    if (running) await recordings.stop(running.sessionId, 'user')
    else await recordings.start(tabId, {})
  }

  return async (command: string, tab: { id?: number } | undefined): Promise<void> => {
    const tabId = tab?.id
    if (tabId === undefined) return
    try {
      await run(command, tabId)
    } catch (error) {
      const reason = error instanceof Error ? error.message : i18n.t('refusal.noAccess')
      await browser.action.setTitle({ tabId, title: `${i18n.t('extension_name')}: ${reason}` })
      await browser.action.setBadgeText({ tabId, text: '!' })
    }
  }
}
