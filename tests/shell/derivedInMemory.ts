import { makeThumbnail } from '../../components/makeThumbnail'
import type { Services } from '../../components/services'
import { digestSession } from '../../lib/exporters/digest'
import type { Session } from '../../lib/format/session'
import type { SiteSettings } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import { policyKey } from '../../lib/remask/policyKey'
import type { Digest } from '../../lib/store/derived'

/** Digests and pictures, made as in the extension and kept in memory. `known`: sessions that were read before. */
export function derivedInMemory(
  sourceOf: (sessionId: string) => RecordingSource,
  known: readonly Session[],
  siteOf: (origin: string) => SiteSettings | undefined,
): Pick<Services, 'listDigests' | 'makeDigest' | 'digestText' | 'getThumbnail' | 'makeThumbnail'> {
  const digests = new Map<string, Digest>()
  const makeDigest = async (session: Session) => {
    const content = await digestSession(sourceOf(session.sessionId))
    const { sessionId, events } = session
    const policy = policyKey(session, siteOf(session.origin))
    const digest = { ...content, sessionId, events, policy, revision: session.revision ?? 0 }
    digests.set(sessionId, digest)
    return digest
  }
  const makePicture = async (session: Session) =>
    (await makeThumbnail(sourceOf(session.sessionId))) ?? 'none'
  const isMany = known.length > 100
  return {
    async listDigests() {
      if (isMany) {
        for (const session of known) {
          const policy = policyKey(session, siteOf(session.origin))
          digests.set(session.sessionId, madeUp(session, policy))
        }
      } else await Promise.allSettled(known.map(makeDigest))
      return [...digests.values()]
    },
    makeDigest,
    digestText: async (sessionId) => digests.get(sessionId)?.text ?? '',
    getThumbnail: async (session) => (isMany ? 'none' : await makePicture(session)),
    makeThumbnail: makePicture,
  }
}

function madeUp(session: Session, policy: string): Digest {
  const { sessionId, events } = session
  const number = Number(sessionId.slice(1))
  return {
    sessionId,
    events,
    revision: 0,
    policy,
    text: `TypeError Cannot read properties of undefined (reading 'total${number}')\n${session.url}`,
    signals: number % 7 === 0 ? { 'rage-click': 2, 'dead-click': 1 } : {},
    failedRequests: number % 5 === 0 ? 1 : 0,
  }
}
