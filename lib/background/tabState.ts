import { browser } from 'wxt/browser'
import type { TabState } from '../messages/protocol'
import { getSession } from '../store/sessions'
import { getSettings } from '../store/settings'
import { getSite } from '../store/sites'
import { isKnownFull } from './fullDisk'
import { isGranted } from './grants'
import { blockedReason, originOf } from './pageKind'
import { getRun } from './runs'
import { refusalIn } from './visits'

/** What a surface needs to know about one tab. */
export async function tabState(tabId: number): Promise<TabState> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  const url = tab?.url ?? ''
  const origin = originOf(url)
  const [site, settings, granted, run, fileAccess, full] = await Promise.all([
    getSite(origin),
    getSettings(),
    isGranted(origin),
    getRun(tabId),
    browser.extension.isAllowedFileSchemeAccess(),
    isKnownFull(),
  ])
  const blocked = site?.consent === 'never' ? 'never' : blockedReason(url, { fileAccess })
  const session = run && (await getSession(run.sessionId))
  // Of a site that records by itself or asks; elsewhere there is nothing to explain.
  const isArmed = granted && (site?.consent === 'always' || site?.consent === 'ask')
  const refusal = isArmed && !run ? await refusalIn(tabId, origin) : undefined
  return {
    tabId,
    url,
    origin,
    consent: site?.consent,
    level: site?.privacy ?? settings.privacy,
    granted,
    ...(tab?.incognito ? { isPrivate: true } : {}),
    ...(blocked && !session ? { blocked } : {}),
    ...(refusal ? { refusal } : {}),
    ...(full ? { full } : {}),
    ...(run && session
      ? {
          recording: {
            sessionId: session.sessionId,
            startedAt: session.startedAt,
            level: run.policy.level,
            events: session.events,
            bytes: session.storedBytes + session.resourceBytes,
            limited: run.limited,
            ...(run.policy.anonymous ? { anonymous: true } : {}),
            ...(session.maskFailures ? { maskFailures: session.maskFailures } : {}),
            ...(run.paused ? { paused: true } : {}),
            ...(run.bufferSince === undefined
              ? {}
              : { buffer: true, bufferMinutes: settings.bufferMinutes }),
          },
        }
      : {}),
  }
}
