import { browser } from 'wxt/browser'
import {
  CONSENTS,
  type Consent as ConsentChoice,
  PRIVACY_LEVELS,
  type PrivacyLevel,
} from '../format/settings'
import type { Sender } from '../messages/runtime'
import { createKeyedQueue } from '../platform/keyedQueue'
import { addLedgerEntry } from '../store/ledger'
import { getSite, listSites, removeSite, updateSite } from '../store/sites'
import { reconcileScripts } from './contentScripts'
import { dropGrant, isGranted } from './grants'
import { wakeFrames } from './hello'
import { originOf } from './pageKind'
import { isRecord } from './parseHello'
import type { Recordings } from './recordings'
import { refusal } from './refusal'
import { updateVisit } from './visits'

const INTENTS = 'grantIntents'
/** A dialog that was left open for longer answers a question nobody remembers. */
const INTENT_LIFE_MS = 10 * 60_000

interface Choice {
  origin: string
  consent?: ConsentChoice
  privacy?: PrivacyLevel
}

interface Intent extends Choice {
  tabId?: number
  at: number
}

export type Consent = ReturnType<typeof createConsent>

/** Consent of origins: what the person says, and what the browser grants or takes back. */
export function createConsent(recordings: Recordings) {
  const inTurn = createKeyedQueue<typeof INTENTS>()

  async function set(payload: unknown): Promise<null> {
    const choice = parseChoice(payload)
    if (choice.consent === undefined) throw new Error('Choose never, ask or always')
    if (choice.consent === 'never') return await withdraw(choice)
    if (!(await isGranted(choice.origin))) throw refusal('not-granted', choice.origin)
    await apply(choice)
    return null
  }

  async function apply({ origin, consent, privacy }: Choice): Promise<void> {
    const before = await getSite(origin)
    await updateSite(origin, { consent, ...(privacy ? { privacy } : {}) })
    await reconcileScripts()
    if (privacy && privacy !== before?.privacy) await recordings.refresh(origin)
    await wakeSilent(origin)
    await addLedgerEntry({ origin, what: 'consent', by: 'person', consent, privacy })
  }

  /** Scripts first, so that no new document starts while running ones end. */
  async function withdraw({ origin, privacy }: Choice): Promise<null> {
    await updateSite(origin, { consent: 'never', ...(privacy ? { privacy } : {}) })
    await reconcileScripts()
    await recordings.withdraw((each) => each === origin)
    await wakeSilent(origin) // takes the banner away
    await dropGrant(origin)
    await addLedgerEntry({ origin, what: 'withdrawn', by: 'person', consent: 'never' })
    return null
  }

  /** The person pressed a button of the banner; only where the site is to ask at all. */
  async function answer(payload: unknown, sender: Sender): Promise<null> {
    const origin = originOf(sender.url)
    const tabId = sender.tab?.id
    const { answer, remember } = isRecord(payload) ? payload : {}
    if (tabId === undefined || sender.frameId !== 0 || (answer !== 'yes' && answer !== 'no'))
      throw new Error('This is no answer to the banner')
    if ((await getSite(origin))?.consent !== 'ask') return null
    await updateVisit(tabId, origin, { answer })
    // Nothing of a private window outlives it, no answer and no line in the ledger.
    if (sender.tab?.incognito) return null
    const isRemembered = remember === true
    if (isRemembered && answer === 'no') return await withdraw({ origin })
    if (isRemembered) await apply({ origin, consent: 'always' })
    else await addLedgerEntry({ origin, what: 'answered', by: 'person', detail: answer })
    return null
  }

  /** Withdraws and forgets everything that was set for the origin. Its sessions stay. */
  async function forget(payload: unknown): Promise<null> {
    const { origin } = parseChoice(payload)
    await withdraw({ origin })
    await removeSite(origin)
    return null
  }

  /** Remembers what a grant is asked for; `onGranted` carries it out. */
  async function intend(payload: unknown): Promise<null> {
    const tabId = isRecord(payload) && typeof payload.tabId === 'number' ? payload.tabId : undefined
    const intent: Intent = { ...parseChoice(payload), tabId, at: Date.now() }
    await changeIntents((kept) => [...kept.filter((each) => each.origin !== intent.origin), intent])
    if (await isGranted(intent.origin)) await onGranted()
    return null
  }

  async function onGranted(): Promise<void> {
    const due: Intent[] = []
    await changeIntents(async (kept) => {
      const rest: Intent[] = []
      for (const intent of kept) {
        if (Date.now() - intent.at > INTENT_LIFE_MS) continue
        ;((await isGranted(intent.origin)) ? due : rest).push(intent)
      }
      return rest
    })
    for (const intent of due) {
      await addLedgerEntry({ origin: intent.origin, what: 'granted', by: 'person' })
      if (intent.consent && intent.consent !== 'never') await apply(intent)
    }
    await reconcileScripts()
    for (const { tabId, privacy } of due) {
      if (tabId !== undefined) await recordings.start(tabId, { privacy })
    }
  }

  /**
   * One change after the other: a browser that grants without asking says so while the intent is being written down, and
   * the one would write over the other.
   */
  function changeIntents(change: (kept: Intent[]) => Intent[] | Promise<Intent[]>): Promise<void> {
    return inTurn(INTENTS, async () => {
      const { [INTENTS]: kept = [] } = await browser.storage.session.get(INTENTS)
      await browser.storage.session.set({ [INTENTS]: await change(kept as Intent[]) })
    })
  }

  /** The person took the host permission away in the browser's own settings: consent cannot stand without it. */
  async function onRemoved(): Promise<void> {
    await reconcileScripts()
    for (const site of await listSites()) {
      if (site.consent === undefined || site.consent === 'never') continue
      if (await isGranted(site.origin)) continue
      await updateSite(site.origin, { consent: undefined })
      await recordings.withdraw((origin) => origin === site.origin)
      await addLedgerEntry({ origin: site.origin, what: 'withdrawn', by: 'browser' })
    }
  }

  return { set, answer, forget, intend, onGranted, onRemoved }
}

/** Recorders that are there but silent ask again: what is allowed has changed. */
async function wakeSilent(origin: string): Promise<void> {
  const tabs = await browser.tabs.query({})
  for (const { id, url } of tabs) if (id !== undefined && originOf(url) === origin) wakeFrames(id)
}

export function parseOrigin(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const origin = originOf(text)
  if (origin === '' || (text !== origin && text !== `${origin}/`)) throw refusal('not-origin', text)
  return origin
}

function parseChoice(payload: unknown): Choice {
  const { origin, consent, privacy } = isRecord(payload) ? payload : {}
  return {
    origin: parseOrigin(origin),
    consent: CONSENTS.find((known) => known === consent),
    privacy: PRIVACY_LEVELS.find((known) => known === privacy),
  }
}
