import type { EndReason } from '../format/session'
import { PRIVACY_LEVELS, RULE_EFFECTS } from '../format/settings'
import { parseSitePatch, readCapture, readMaskRules } from '../format/settingsSchema'
import type { ContentCommands, UiRequests } from '../messages/protocol'
import { type Handlers, sendToTab } from '../messages/runtime'
import { updateSite } from '../store/sites'
import { type Consent, parseOrigin } from './consent'
import { reconcileScripts } from './contentScripts'
import { fetchForPreview, inspectTab, wouldBeOf } from './inspect'
import { clean, type Lifecycle } from './lifecycle'
import { isRecord } from './parseHello'
import { pickOnPage, refreshPreviews, togglePreview } from './preview'
import { countOnPage } from './previewCount'
import type { Recordings } from './recordings'
import { refusal } from './refusal'
import { getRun } from './runs'
import { setSiteRules } from './siteRules'
import { tabState } from './tabState'

/** Those that a surface may name. */
const STOP_REASONS: readonly EndReason[] = ['user', 'page-request', 'idle']
const MAX_NOTE = 2000

export interface UiDeps {
  recordings: Recordings
  lifecycle: Lifecycle
  consent: Consent
  onVault: () => void
}

/** What our own pages may ask of the worker. */
export function uiHandlers({
  recordings,
  lifecycle,
  consent,
  onVault,
}: UiDeps): Handlers<UiRequests> {
  return {
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
      const known = STOP_REASONS.find((each) => each === reason)
      await recordings.stop(String(sessionId), known ?? 'user')
      return null
    },
    'recording.catchUp': async (payload) => {
      await recordings.catchUp(String(isRecord(payload) ? payload.sessionId : undefined))
      return null
    },
    'recording.mark': async (payload) => {
      await markTab(tabIdOf(payload), isRecord(payload) ? payload.note : undefined)
      return null
    },
    'preview.toggle': async (payload) => {
      const { profile, level } = isRecord(payload) ? payload : {}
      const shown = await togglePreview(tabIdOf(payload), {
        ...(typeof profile === 'string' ? { profile } : {}),
        ...(typeof level === 'string' ? { level } : {}),
      })
      return { shown }
    },
    'preview.pick': async (payload) => {
      await pickOnPage(tabIdOf(payload))
      return null
    },
    'preview.count': async (payload) => {
      const { selector } = isRecord(payload) ? payload : {}
      return { matches: await countOnPage(tabIdOf(payload), String(selector)) }
    },
    'preview.inspect': async (payload) => {
      const { profile, level } = isRecord(payload) ? payload : {}
      return await inspectTab(tabIdOf(payload), {
        profile: typeof profile === 'string' ? profile : '',
        level: typeof level === 'string' ? level : '',
      })
    },
    'preview.wouldBe': async (payload) => await wouldBeOf(tabIdOf(payload)),
    'preview.fetch': async (payload) =>
      await fetchForPreview(tabIdOf(payload), isRecord(payload) ? payload.items : undefined),
    'buffer.keep': async (payload) => await lifecycle.keepBuffer(tabIdOf(payload)),
    'vault.changed': async () => {
      onVault()
      return null
    },
    'cleaning.run': async (payload) => ({
      hidden: await clean({ trustClock: isRecord(payload) && payload.trustClock === true }),
    }),
    'consent.set': consent.set,
    'grant.intend': consent.intend,
    'site.forget': consent.forget,
    'site.update': async (payload) => {
      const origin = originIn(payload)
      const patch = parseSitePatch(isRecord(payload) ? payload.patch : undefined)
      if (!patch) throw new Error('These settings of a site cannot be read')
      await updateSite(origin, patch)
      await reconcileScripts()
      await recordings.refresh(origin)
      await refreshPreviews(origin)
      return null
    },
    'rules.set': async (payload) => {
      const origin = originIn(payload)
      const rules = readMaskRules(isRecord(payload) ? payload.rules : undefined)
      if (!rules) throw new Error(`A rule has a selector and one of ${RULE_EFFECTS.join(', ')}`)
      await setSiteRules(origin, rules, recordings)
      return null
    },
  }
}

/** Pins a note to this moment of the recording of a tab. */
export async function markTab(tabId: number, note: unknown): Promise<void> {
  if (!(await getRun(tabId))) throw refusal('no-recording')
  await sendToTab<ContentCommands, 'mark.add'>({ tabId, frameId: 0 }, 'mark.add', {
    note: typeof note === 'string' ? note.slice(0, MAX_NOTE) : '',
  })
}

function originIn(payload: unknown): string {
  return parseOrigin(isRecord(payload) ? payload.origin : undefined)
}

function tabIdOf(payload: unknown): number {
  const tabId = isRecord(payload) ? payload.tabId : undefined
  if (typeof tabId !== 'number') throw new Error('Name the tab by its number')
  return tabId
}
