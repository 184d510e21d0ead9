import { browser } from 'wxt/browser'
import { i18n } from '#i18n'
import type { RefusalReason } from '../consent/decide'

export type BadgeState = 'off' | 'armed' | 'recording' | 'buffer' | 'paused'

/** Short enough for the badge's four letters in every language: signs, not words. */
const TEXT: Record<BadgeState, string> = {
  off: '',
  armed: '○',
  recording: '●',
  buffer: '↺',
  paused: '‖',
}
const COLOR: Record<BadgeState, string> = {
  off: '#5f6368',
  armed: '#5f6368',
  recording: '#c62828',
  buffer: '#1a56db',
  paused: '#8a5a00',
}

/** Says on the toolbar what happens in a tab. The browser forgets a tab's badge at every navigation. */
export async function showBadge(
  tabId: number,
  state: BadgeState,
  why?: RefusalReason,
): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: TEXT[state] }),
      browser.action.setBadgeBackgroundColor({ tabId, color: COLOR[state] }),
      browser.action.setTitle({ tabId, title: titleOf(state, why) }),
    ])
  } catch {
    // The tab is gone, and its badge with it.
  }
}

function titleOf(state: BadgeState, why: RefusalReason | undefined): string {
  const title = i18n.t(`badge.${state}`)
  return state === 'armed' && why ? `${title}. ${WHY[why]()}` : title
}

/** Why a site with consent is not being recorded right now. */
const WHY: Record<RefusalReason, () => string> = {
  'no-page': () => i18n.t('refusal.noPage'),
  never: () => i18n.t('refusal.never'),
  'excluded-url': () => i18n.t('refusal.excludedUrl'),
  'no-grant': () => i18n.t('refusal.noAccess'),
  undecided: () => i18n.t('armed.undecided'),
  ask: () => i18n.t('armed.ask'),
  declined: () => i18n.t('armed.declined'),
  'capture-off': () => i18n.t('armed.captureOff'),
  'page-off': () => i18n.t('armed.pageOff'),
  'tracking-wish': () => i18n.t('armed.trackingWish'),
  'not-sampled': () => i18n.t('armed.notSampled'),
  budget: () => i18n.t('armed.budget'),
}
