import type { Environment } from '../format/session'
import type { HelloMessage } from '../messages/protocol'

/** What a recorder says of its document when it asks whether it is recorded. */
export function greetingOf(
  document: Document,
  place: Pick<HelloMessage, 'streamId' | 'framePath' | 'startedAt'>,
  pageReady: boolean,
): HelloMessage {
  const isTop = place.framePath.length === 0
  return {
    ...place,
    url: document.URL,
    ...wishesNow(),
    ...(isTop
      ? {
          environment: environmentNow(),
          pageReady,
          pdf: document.contentType === 'application/pdf',
        }
      : {}),
  }
}

function environmentNow(): Environment {
  return {
    userAgent: navigator.userAgent,
    platform: navigator.platform,
    language: navigator.language,
    // The worker knows it as well, and asking takes 10 ms in a fresh process.
    timezone: '',
    screen: { width: screen.width, height: screen.height },
    touch: navigator.maxTouchPoints > 0,
  }
}

/** What the browser says that the person wants of every page. */
function wishesNow(): { doNotTrack: boolean; globalPrivacyControl: boolean } {
  return {
    doNotTrack: navigator.doNotTrack === '1',
    globalPrivacyControl:
      'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true,
  }
}
