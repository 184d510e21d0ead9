import { lazySource } from '../format/lazySource'
import type { PrivacyLevel } from '../format/settings'
import type { KeptKeyframes, RecordingSource } from '../format/source'
import { tightenSource } from '../privacy/tightenSource'
import { storedKeyframes } from '../store/keyframes'
import { getSite } from '../store/sites'
import { createStoreSource } from '../store/storeSource'
import { policyNow } from './policyNow'

export interface OpenOptions {
  /** Masks at least as this level does. */
  atLeast?: PrivacyLevel
  /**
   * The bytes leave the database: what nothing shows any more must not go along. Costs one walk over all events where
   * there are rules.
   */
  isCopied?: boolean
  /** Any document: selectors of rules are matched in an inert one made from it. */
  document: Document
}

/** A stored session as it may be shown now: under what it was recorded with and all that became stricter since. */
export function openStored(sessionId: string, options: OpenOptions): RecordingSource {
  const stored = createStoreSource(sessionId)

  async function open(): Promise<RecordingSource> {
    const session = await stored.session()
    const policy = policyNow(session, await getSite(session.origin), options.atLeast)
    if (!policy) return stored
    return tightenSource(stored, policy, options.document, { isCopied: options.isCopied === true })
  }

  return lazySource(open)
}

/** States kept of the session, as they may be shown now: none where anything became stricter since they were made. */
export function openKept(sessionId: string): KeptKeyframes {
  const kept = storedKeyframes(sessionId)
  return {
    async list() {
      const session = await createStoreSource(sessionId).session()
      const isStricter = policyNow(session, await getSite(session.origin)) !== undefined
      return isStricter ? [] : await kept.list()
    },
    read: kept.read,
  }
}
