import { browser } from 'wxt/browser'
import { i18n } from '#i18n'

export type BadgeState = 'off' | 'armed' | 'recording' | 'blocked'

/** Short enough for the badge's four letters in every language: signs, not words. */
const TEXT: Record<BadgeState, string> = { off: '', armed: '', recording: '●', blocked: '' }
const RECORDING_COLOR = '#c62828'

/** Says on the toolbar what happens in a tab. The browser forgets a tab's badge at every navigation. */
export async function showBadge(tabId: number, state: BadgeState): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: TEXT[state] }),
      browser.action.setBadgeBackgroundColor({ tabId, color: RECORDING_COLOR }),
      browser.action.setTitle({ tabId, title: i18n.t(`badge.${state}`) }),
    ])
  } catch {
    // The tab is gone, and its badge with it.
  }
}
