import type { Session } from '../../lib/format/session'
import type { Letters } from '../../lib/platform/letterIndex'
import type { Digest } from '../../lib/store/derived'

/** What search and filters need of a session's content. */
export interface LibraryDigest {
  revision: number
  policy: string
  events: number
  /** In lower case. */
  text: string
  /** What the search looks at before the text. */
  letters?: Letters
  signals: Readonly<Record<string, number>>
  failedRequests: number
}

export type Digests = ReadonlyMap<string, LibraryDigest>

export function toLibraryDigest(digest: Digest): LibraryDigest {
  const { revision, policy, events, text, letters, signals, failedRequests } = digest
  return { revision, policy, events, text: text.toLowerCase(), letters, signals, failedRequests }
}

/**
 * Those that tell about the sessions as they are stored and may be shown now. What was read before a session was
 * rewritten, or before a rule became stricter, may hold words that are masked since.
 */
export function freshDigests(
  digests: Digests,
  sessions: readonly Session[],
  policyOf: (session: Session) => string,
): Digests {
  const fresh = new Map<string, LibraryDigest>()
  for (const session of sessions) {
    const digest = digests.get(session.sessionId)
    if (
      digest?.revision === (session.revision ?? 0) &&
      digest.events === session.events &&
      digest.policy === policyOf(session)
    ) {
      fresh.set(session.sessionId, digest)
    }
  }
  return fresh
}

/** The first line in which one of the words occurs, whatever its case. */
export function lineWith(text: string, words: readonly string[]): string | undefined {
  return text.split('\n').find((line) => {
    const lower = line.toLowerCase()
    return words.some((word) => lower.includes(word))
  })
}
