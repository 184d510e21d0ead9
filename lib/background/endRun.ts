import type { EndReason, Session } from '../format/session'
import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import { isDiskFull } from '../platform/causedBy'
import { createLogger } from '../platform/logger'
import { within } from '../platform/within'
import { listChunks } from '../store/chunks'
import { keepKeyframes } from '../store/keyframes'
import { getSession, purgeSession, updateSession } from '../store/sessions'
import { getSite } from '../store/sites'
import { listStreams } from '../store/streams'
import { showBadge } from './badge'
import { noteUnended } from './fullDisk'
import { forgetForRestart } from './resume'
import { getRun, putRun, type Run, removeRun, runsOf } from './runs'

/** A frame that does not answer by then is left behind: it may be frozen, and the person waits. */
const FLUSH_LIMIT_MS = 5000
/** What it holds comes by itself a little later; who reads a running session need not wait for it. */
const CATCH_UP_LIMIT_MS = 1000

/** Ends the recording of a tab; inside the tab's queue. Resolves when every frame has flushed, or was given up. */
export async function endRun(run: Run, reason: EndReason): Promise<void> {
  const current = await getRun(run.tabId)
  if (current?.sessionId !== run.sessionId) return
  await putRun({ ...current, stopping: true })
  await flushFrames(current, reason)
  await finishUnlessShared(current, reason)
  // Where the site records by itself, the next page begins another session.
  const isArmed = reason === 'user' && (await getSite(current.origin))?.consent === 'always'
  if (reason === 'quota') await showBadge(run.tabId, 'full')
  else if (isArmed) await showBadge(run.tabId, 'armed', 'stopped')
  else await showBadge(run.tabId, 'off')
}

/** The session goes on as long as another of its tabs does. */
export async function finishUnlessShared(run: Run, reason: EndReason): Promise<void> {
  const others = (await runsOf(run.sessionId)).filter((each) => each.tabId !== run.tabId)
  if (others.length === 0) await finishSession(run.sessionId, reason)
  await removeRun(run.tabId)
}

/** Asks every frame to end its stream, and waits until its last chunk is stored. */
export async function flushFrames(run: Run, reason: EndReason): Promise<void> {
  await tellFrames(run, 'recording.stop', { reason }, FLUSH_LIMIT_MS)
}

/** Asks every frame for what it has not handed over yet, and waits until that is stored. */
export async function catchUpFrames(run: Run): Promise<void> {
  await tellFrames(run, 'recording.catchUp', null, CATCH_UP_LIMIT_MS)
}

async function tellFrames<Name extends keyof ContentCommands>(
  run: Run,
  name: Name,
  payload: ContentCommands[Name]['payload'],
  limitMs: number,
): Promise<void> {
  const streams = await listStreams(run.sessionId)
  await Promise.all(
    streams
      .filter((stream) => stream.endedAt === null && (stream.tab ?? 0) === (run.tab ?? 0))
      .map(({ frameId, documentId }) =>
        within(
          // A document that is gone rejects at once.
          sendToTab<ContentCommands, Name>(
            { tabId: run.tabId, ...(documentId ? { documentId } : { frameId }) },
            name,
            payload,
          ).catch(() => null),
          limitMs,
        ),
      ),
  )
}

/** Where the disk is full the end is written once there is room again. */
export async function finishSession(sessionId: string, endReason: EndReason): Promise<void> {
  try {
    await writeEnd(sessionId, endReason)
  } catch (error) {
    if (!isDiskFull(error)) throw error
    await noteUnended({ sessionId, endReason })
  }
}

/** A buffer that nobody wanted to keep is dropped with its end. */
export async function writeEnd(sessionId: string, endReason: EndReason): Promise<void> {
  const session = await getSession(sessionId)
  if (session?.status !== 'recording') return
  if (endReason !== 'browser-closed') await forgetForRestart(sessionId)
  if (session.buffer) return await purgeSession(sessionId, 'user', { tombstone: false })
  const isCut = endReason === 'crash' || endReason === 'browser-closed'
  await updateSession(sessionId, {
    status: isCut ? 'interrupted' : 'complete',
    endReason,
    endedAt: await endOf(session, endReason),
  })
  // Nobody waits for them; what is not made when the worker is killed is not there, and its player reads more.
  void keepKeyframes(sessionId).catch(createLogger('keyframes').error)
}

/** Epoch ms. */
async function endOf(session: Session, reason: EndReason): Promise<number> {
  // The last quarter of an hour, or the night that the machine slept through, is nothing anybody did.
  if (reason === 'idle') return Math.max(session.startedAt, session.lastActivityAt)
  const last = await lastMoment(session.sessionId)
  const isCut = reason === 'crash' || reason === 'browser-closed' || reason === 'quota'
  // Where the clock was set back, the last event is later than now.
  return Math.max(session.startedAt, last, isCut ? 0 : Date.now())
}

/** Epoch ms of the last stored event, 0 where there is none. */
async function lastMoment(sessionId: string): Promise<number> {
  const [streams, headers] = await Promise.all([listStreams(sessionId), listChunks(sessionId)])
  const started = new Map(streams.map((stream) => [stream.streamId, stream.startedAt]))
  const ends = headers.map((header) => (started.get(header.streamId) ?? 0) + header.lastTime)
  return ends.reduce((latest, end) => Math.max(latest, end), 0)
}
