import { digestSession } from '../lib/exporters/digest'
import type { Session } from '../lib/format/session'
import { lettersOf } from '../lib/platform/letterIndex'
import { openStored } from '../lib/remask/openStored'
import { policyKey } from '../lib/remask/policyKey'
import {
  type Digest,
  getDigest,
  getThumbnail,
  listDigests,
  putDigest,
  putThumbnail,
} from '../lib/store/derived'
import { getSite } from '../lib/store/sites'
import { whenConverted } from '../lib/store/vaultView'
import { makeThumbnail } from './makeThumbnail'
import type { Services } from './services'

/**
 * What the library derives from stored sessions: made when it is asked for, from what may be shown now, and kept
 * beside them under the name of the rules it was made under.
 */
export const derivedServices: Pick<
  Services,
  'listDigests' | 'makeDigest' | 'digestText' | 'getThumbnail' | 'makeThumbnail'
> = {
  listDigests,
  digestText: async (sessionId) => (await getDigest(sessionId))?.text ?? '',
  async makeDigest(session) {
    // Both would wait for each other at every row, and what is derived meanwhile may be dropped again.
    await whenConverted()
    // Before the events: rules that change while they are read make this one out of date, not wrong.
    const state = await stateOf(session)
    const content = await digestSession(openStored(session.sessionId, { document }))
    const letters = lettersOf(content.text)
    const digest: Digest = { ...content, ...state, events: session.events, letters }
    await putDigest(digest)
    return digest
  },
  async getThumbnail(session) {
    const row = await getThumbnail(session.sessionId)
    const { revision, policy } = await stateOf(session)
    if (!row || row.revision !== revision || row.policy !== policy) return undefined
    return row.bytes.length === 0 ? 'none' : new Blob([row.bytes], { type: row.mimeType })
  },
  async makeThumbnail(session) {
    const state = await stateOf(session)
    const blob = await makeThumbnail(openStored(session.sessionId, { document }))
    const bytes = blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array()
    const kept = await putThumbnail({ ...state, mimeType: blob?.type ?? '', bytes })
    return kept && blob ? blob : 'none'
  },
}

async function stateOf(session: Session) {
  const { sessionId, revision = 0 } = session
  return { sessionId, revision, policy: policyKey(session, await getSite(session.origin)) }
}
