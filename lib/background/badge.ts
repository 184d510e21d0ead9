import { browser } from 'wxt/browser'
import { i18n } from '#i18n'
import type { RefusalReason } from '../consent/decide'
import type { BlockedReason } from '../messages/protocol'
import { assertNever } from '../platform/assertNever'

export type BadgeState = 'off' | 'armed' | 'recording' | 'buffer' | 'paused' | 'blocked' | 'full'

/** Short enough for the badge's four letters in every language: signs, not words. */
const TEXT: Record<BadgeState, string> = {
  off: '',
  armed: '○',
  recording: '●',
  buffer: '↺',
  paused: '‖',
  blocked: '×',
  full: '!',
}
const COLOR: Record<BadgeState, string> = {
  off: '#5f6368',
  armed: '#5f6368',
  recording: '#c62828',
  buffer: '#1a56db',
  paused: '#8a5a00',
  blocked: '#5f6368',
  full: '#c62828',
}

/** Says on the toolbar what happens in a tab. The browser forgets a tab's badge at every navigation. */
export async function showBadge(
  tabId: number,
  state: BadgeState,
  why?: BadgeReason,
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

/** What a refusal means for the page: it waits for something, cannot be recorded at all, or was never to be. */
export function badgeOfRefusal(reason: RefusalReason): BadgeState {
  switch (reason) {
    case 'ask':
    case 'declined':
    case 'page-off':
    case 'not-sampled':
      return 'armed'
    case 'excluded-url':
    case 'no-grant':
    case 'no-page':
    case 'capture-off':
    case 'tracking-wish':
    case 'budget':
      return 'blocked'
    case 'never':
    case 'undecided':
      return 'off'
    default:
      return assertNever(reason)
  }
}

function titleOf(state: BadgeState, why: BadgeReason | undefined): string {
  const title = i18n.t(`badge.${state}`)
  return why ? `${title}. ${WHY[why]()}` : title
}

/** `stopped`: the person ended it, and the next page begins another. */
export type BadgeReason = RefusalReason | BlockedReason | 'stopped'

/** Why a page is not being recorded right now. */
const WHY: Record<BadgeReason, () => string> = {
  stopped: () => i18n.t('armed.stopped'),
  'browser-page': () => i18n.t('refusal.browserPage'),
  store: () => i18n.t('refusal.store'),
  file: () => i18n.t('refusal.file'),
  pdf: () => i18n.t('refusal.pdf'),
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
