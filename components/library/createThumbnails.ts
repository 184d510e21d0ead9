import type { Session } from '../../lib/format/session'
import type { Stoppable } from '../../lib/platform/stoppable'
import type { Services } from '../services'
import { inIdleTime } from './inIdleTime'

export interface Thumbnails extends Stoppable {
  /** Answers now or later, and once: with an address to show, or undefined where there is no picture. */
  show(session: Session, answer: (address: string | undefined) => void): Stoppable
  pace(pauseMs: number): void
}

interface Wish {
  session: Session
  key: string
  answer: (address: string | undefined) => void
}

/** Who types has other rows with the next letter: what is gone by then is not read. */
export const ASK_AFTER_MS = 80
/** Pictures kept as addresses; the list shows a dozen at a time. */
const MOST_ADDRESSES = 300

/**
 * Pictures of the sessions in sight. Those that were made before come from the store at once; the others are made one
 * by one in idle time, the ones asked for last first: they are where the person looks.
 */
export function createThumbnails(services: Services): Thumbnails {
  const addresses = new Map<string, string | undefined>()
  let wishes: Wish[] = []

  const keep = (key: string, blob: Blob | 'none') => {
    addresses.set(key, blob === 'none' ? undefined : URL.createObjectURL(blob))
    for (const [oldest, address] of addresses) {
      if (addresses.size <= MOST_ADDRESSES) break
      if (address) URL.revokeObjectURL(address)
      addresses.delete(oldest)
    }
    for (const wish of wishes.filter((each) => each.key === key)) wish.answer(addresses.get(key))
    wishes = wishes.filter((each) => each.key !== key)
  }
  const queue = inIdleTime<Wish>(async ({ session, key }) => {
    if (addresses.has(key)) return
    keep(key, await services.makeThumbnail(session))
  })

  const look = async (wish: Wish) => {
    const found = await services.getThumbnail(wish.session).catch(() => 'none' as const)
    if (!wishes.includes(wish)) return
    if (found) return keep(wish.key, found)
    // What is still being recorded has its picture later.
    if (wish.session.status !== 'recording') queue.set([...wishes].reverse())
  }

  return {
    pace: queue.pace,
    show(session, answer) {
      const key = `${session.sessionId}/${session.revision ?? 0}`
      if (addresses.has(key)) {
        answer(addresses.get(key))
        return { stop() {} }
      }
      const wish: Wish = { session, key, answer }
      wishes.push(wish)
      const timer = setTimeout(() => void look(wish), ASK_AFTER_MS)
      return {
        stop() {
          clearTimeout(timer)
          wishes = wishes.filter((each) => each !== wish)
          queue.set([...wishes].reverse())
        },
      }
    },
    stop() {
      queue.stop()
      wishes = []
      for (const address of addresses.values()) if (address) URL.revokeObjectURL(address)
      addresses.clear()
    },
  }
}
