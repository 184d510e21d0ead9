import { browser } from 'wxt/browser'
import type { EndReason } from '../format/session'
import { PRIVACY_LEVELS, RULE_EFFECTS } from '../format/settings'
import { readCapture, readMaskRules } from '../format/settingsSchema'
import type { ContentRequests, UiRequests } from '../messages/protocol'
import { handle, isContentScript, isExtensionPage } from '../messages/runtime'
import { appendChunk } from '../store/chunks'
import { addLedgerEntry } from '../store/ledger'
import { getSession } from '../store/sessions'
import { updateSite } from '../store/sites'
import { getStream } from '../store/streams'
import { createDownlink } from '../transport/downlink'
import { createConsent, parseOrigin } from './consent'
import { reconcileScripts } from './contentScripts'
import { claimFrame, describeStream, verifyFrame } from './frames'
import { isRecord } from './parseHello'
import { createRecordings } from './recordings'
import { recoverSessions } from './recovery'
import { createResourceFetch } from './resourceFetch'
import { tabState } from './tabState'

const STOP_REASONS: readonly EndReason[] = ['user', 'page-request', 'idle']

/** Registers every listener before it returns: a worker that wakes misses events it has no listener for. */
export function startBackground(): void {
  const recordings = createRecordings()
  const consent = createConsent(recordings)
  const downlink = createDownlink({
    session: getSession,
    stream: getStream,
    append: appendChunk,
    onStored: (chunk) => void recordings.onStored(chunk),
    onFull: (sessionId) => void recordings.stop(sessionId, 'quota'),
    now: Date.now,
  })

  handle<ContentRequests>(
    {
      'recorder.hello': recordings.hello,
      'chunk.append': downlink.append,
      'stream.describe': describeStream,
      'frame.claim': claimFrame,
      'frame.verify': verifyFrame,
      'resource.fetch': createResourceFetch(),
    },
    isContentScript,
  )

  handle<UiRequests>(
    {
      'tab.state': async (payload) => await tabState(tabIdOf(payload)),
      'recording.startTab': async (payload) => {
        const { privacy, capture } = isRecord(payload) ? payload : {}
        return await recordings.start(tabIdOf(payload), {
          privacy: PRIVACY_LEVELS.find((known) => known === privacy),
          capture: readCapture(capture),
        })
      },
      'recording.stopSession': async (payload) => {
        const { sessionId, reason } = isRecord(payload) ? payload : {}
        await recordings.stop(
          String(sessionId),
          STOP_REASONS.find((known) => known === reason) ?? 'user',
        )
        return null
      },
      'consent.set': consent.set,
      'grant.intend': consent.intend,
      'rules.set': async (payload) => {
        const origin = parseOrigin(isRecord(payload) ? payload.origin : undefined)
        const rules = readMaskRules(isRecord(payload) ? payload.rules : undefined)
        if (!rules) throw new Error(`A rule has a selector and one of ${RULE_EFFECTS.join(', ')}`)
        await updateSite(origin, { rules })
        await addLedgerEntry({ origin, what: 'rules', by: 'person', detail: `${rules.length}` })
        return null
      },
    },
    isExtensionPage,
  )

  browser.tabs.onRemoved.addListener((tabId) => void recordings.closeTab(tabId))
  browser.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status !== undefined) void recordings.followTab(tabId)
  })
  browser.permissions.onAdded.addListener(() => void consent.onGranted())
  browser.permissions.onRemoved.addListener(() => void consent.onRemoved())
  // Listening is what makes the browser start the worker after a restart, so that scripts are registered again.
  browser.runtime.onStartup.addListener(() => {})
  browser.runtime.onInstalled.addListener(() => {})

  void recoverSessions()
  void reconcileScripts()
}

function tabIdOf(payload: unknown): number {
  const tabId = isRecord(payload) ? payload.tabId : undefined
  if (typeof tabId !== 'number') throw new Error('Name the tab by its number')
  return tabId
}
