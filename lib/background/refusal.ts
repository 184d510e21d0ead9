import { i18n } from '#i18n'
import type { RefusalReason } from '../consent/decide'
import type { BlockedReason } from '../messages/protocol'

const SENTENCES = {
  'no-access': () => i18n.t('refusal.noAccess'),
  'no-answer': () => i18n.t('refusal.noAnswer'),
  'excluded-url': () => i18n.t('refusal.excludedUrl'),
  'browser-page': () => i18n.t('refusal.browserPage'),
  'no-recording': () => i18n.t('refusal.noRecording'),
  'no-page': () => i18n.t('refusal.noPage'),
  never: () => i18n.t('refusal.never'),
  store: () => i18n.t('refusal.store'),
  file: () => i18n.t('refusal.file'),
  pdf: () => i18n.t('refusal.pdf'),
  'no-tab': (name) => i18n.t('refusal.noTab', [name]),
  'no-session': (name) => i18n.t('refusal.noSession', [name]),
  'not-granted': (name) => i18n.t('refusal.notGranted', [name]),
  'not-origin': (name) => i18n.t('refusal.notOrigin', [name]),
  'storage-full': () => i18n.t('refusal.storageFull'),
  'bad-selector': (name) => i18n.t('refusal.badSelector', [name]),
} satisfies Record<
  | BlockedReason
  | 'excluded-url'
  | 'no-access'
  | 'no-answer'
  | 'no-recording'
  | 'no-tab'
  | 'no-session'
  | 'not-granted'
  | 'not-origin'
  | 'storage-full'
  | 'bad-selector',
  (name: string) => string
>

/** An error whose sentence says what is wrong and what to do. */
export function refusal(why: keyof typeof SENTENCES, name = ''): Error {
  return new Error(SENTENCES[why](name))
}

/** For a click on Record; the other reasons concern recordings that start by themselves. */
export function refusalOfDecision(reason: RefusalReason): Error {
  if (reason === 'never' || reason === 'excluded-url' || reason === 'no-page')
    return refusal(reason)
  return refusal('no-access')
}
