import { within } from '../platform/within'

/** A worker that was stopped in the middle is there again at once; a busy one takes a moment. */
const RETRY_AFTER_MS = [100, 500, 2000, 5000]
/** A worker that hangs never rejects. */
const ANSWER_LIMIT_MS = 60_000

/**
 * Asks until there is an answer: one that is lost because the worker was stopped would leave a document silent in a
 * session that runs. Gives up after a few tries, or as soon as nobody wants to know any more.
 */
export async function insist<T extends object>(
  ask: () => Promise<T>,
  isWanted: () => boolean,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await within(ask(), ANSWER_LIMIT_MS)
      if (answer) return answer
      throw new Error('No answer')
    } catch (error) {
      const delayMs = RETRY_AFTER_MS[attempt]
      if (delayMs === undefined || !isWanted()) throw error
      await new Promise((go) => setTimeout(go, delayMs))
      if (!isWanted()) throw error
    }
  }
}
