import { describeError } from '../platform/describeError'
import { finishRemask, readRemaskWork } from '../store/remaskWork'
import { rewriteSession } from '../store/rewriteSession'
import { openStored } from './openStored'

export interface RemaskProgress {
  done: number
  total: number
  /** 0 to 1, of all. */
  share: number
}

export interface RemaskResult {
  /** Sessions that could not be rewritten; they are as they were. */
  failed: { sessionId: string; error: string }[]
  /** Of those that were done before the person cancelled nothing is taken back. */
  isCancelled: boolean
}

/** Only one page works at a time: a second one waits, and finds the rest. */
const LOCK = 'recount.remask'

/** Does the work that is written down, one session after the other. What is left over is done by the next call. */
export async function runRemask(options: {
  document: Document
  signal: AbortSignal
  onProgress: (progress: RemaskProgress) => void
}): Promise<RemaskResult> {
  const failed: RemaskResult['failed'] = []
  const work = async (): Promise<RemaskResult> => {
    for (;;) {
      const left = await readRemaskWork()
      const sessionId = left?.sessionIds[0]
      if (!left || sessionId === undefined) return { failed, isCancelled: false }
      if (options.signal.aborted) return { failed, isCancelled: true }
      const done = left.total - left.sessionIds.length
      const tell = (share: number) =>
        options.onProgress({ done, total: left.total, share: (done + share) / left.total })
      tell(0)
      try {
        await remaskOne(sessionId, left.level, { ...options, onProgress: tell })
      } catch (error) {
        if (options.signal.aborted) return { failed, isCancelled: true }
        failed.push({ sessionId, error: describeError(error) })
        await finishRemask(sessionId)
      }
    }
  }
  return await navigator.locks.request(LOCK, work)
}

async function remaskOne(
  sessionId: string,
  level: Parameters<typeof openStored>[1]['atLeast'],
  options: { document: Document; signal: AbortSignal; onProgress: (share: number) => void },
): Promise<void> {
  const source = openStored(sessionId, {
    document: options.document,
    isCopied: true,
    ...(level ? { atLeast: level } : {}),
  })
  const outcome = await rewriteSession(sessionId, source, {
    signal: options.signal,
    onProgress: options.onProgress,
    alsoWrite: () => finishRemask(sessionId),
  })
  if (outcome === 'changed') throw new Error('The session is still being recorded.')
  if (outcome === 'gone') await finishRemask(sessionId)
}
