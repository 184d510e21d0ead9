import type { EndReason } from '../format/session'
import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import { within } from '../platform/within'
import { listChunks } from '../store/chunks'
import { getSession, purgeSession, updateSession } from '../store/sessions'
import { listStreams } from '../store/streams'
import { showBadge } from './badge'
import { getRun, putRun, type Run, removeRun } from './runs'

/** A frame that does not answer by then is left behind: it may be frozen, and the person waits. */
const FLUSH_LIMIT_MS = 5000

/** Ends the recording of a tab; inside the tab's queue. Resolves when every frame has flushed, or was given up. */
export async function endRun(run: Run, reason: EndReason): Promise<void> {
  const current = await getRun(run.tabId)
  if (current?.sessionId !== run.sessionId) return
  await putRun({ ...current, stopping: true })
  await flushFrames(current, reason)
  await finishSession(current.sessionId, reason)
  await removeRun(run.tabId)
  await showBadge(run.tabId, 'off')
}

/** Asks every frame to end its stream, and waits until its last chunk is stored. */
export async function flushFrames(run: Run, reason: EndReason): Promise<void> {
  const streams = await listStreams(run.sessionId)
  await Promise.all(
    streams
      .filter((stream) => stream.endedAt === null)
      .map(({ frameId, documentId }) =>
        within(
          // A document that is gone rejects at once.
          sendToTab<ContentCommands, 'recording.stop'>(
            { tabId: run.tabId, ...(documentId ? { documentId } : { frameId }) },
            'recording.stop',
            { reason },
          ).catch(() => null),
          FLUSH_LIMIT_MS,
        ),
      ),
  )
}

/** A buffer that nobody wanted to keep is dropped with its end. */
export async function finishSession(sessionId: string, endReason: EndReason): Promise<void> {
  const session = await getSession(sessionId)
  if (session?.status !== 'recording') return
  if (session.buffer) return await purgeSession(sessionId, 'user', { tombstone: false })
  const isCut = endReason === 'crash' || endReason === 'browser-closed'
  // The last quarter of an hour of a session that ended by idling is nothing anybody did.
  const isLate = isCut || endReason === 'idle'
  const last = await lastMoment(sessionId)
  await updateSession(sessionId, {
    status: isCut ? 'interrupted' : 'complete',
    endReason,
    // The clock may have been set back meanwhile: nothing ends before its last event.
    endedAt: Math.max(session.startedAt, last, isLate ? 0 : Date.now()),
  })
}

/** Epoch ms of the last stored event, 0 where there is none. */
async function lastMoment(sessionId: string): Promise<number> {
  const [streams, headers] = await Promise.all([listStreams(sessionId), listChunks(sessionId)])
  const started = new Map(streams.map((stream) => [stream.streamId, stream.startedAt]))
  const ends = headers.map((header) => (started.get(header.streamId) ?? 0) + header.lastTime)
  return ends.reduce((latest, end) => Math.max(latest, end), 0)
}
