import { FORMAT_VERSION } from '../format/events'
import type { Environment, Session } from '../format/session'
import { listChunks } from '../store/chunks'
import { createSession, getSession, purgeSession, updateSession } from '../store/sessions'
import { listStreams } from '../store/streams'
import { noteRoom } from './fullDisk'
import { settleEnds } from './recovery'
import { putRun, type Run } from './runs'

/** Writes the run first: recovery takes a session without a run for an orphan. */
export async function beginSession(
  run: Run,
  startReason: string,
  { continues, startedAt = Date.now() }: { continues?: string; startedAt?: number } = {},
): Promise<void> {
  await putRun(run)
  const session: Session = {
    sessionId: run.sessionId,
    formatVersion: FORMAT_VERSION,
    title: '',
    url: '',
    origin: run.origin,
    tabId: run.tabId,
    status: 'recording',
    startedAt,
    endedAt: null,
    level: run.policy.level,
    pinned: false,
    events: 0,
    frames: 0,
    errors: 0,
    pages: 0,
    rawBytes: 0,
    storedBytes: 0,
    resourceBytes: 0,
    lastActivityAt: startedAt,
    startReason,
    ...(run.isPrivate ? { isPrivate: true } : {}),
    ...(continues ? { continues } : {}),
    ...(run.bufferSince === undefined ? {} : { buffer: true }),
  }
  await createSession(session)
  await noteRoom()
  await settleEnds()
}

export async function addEnvironment(sessionId: string, environment: Environment): Promise<void> {
  const session = await getSession(sessionId)
  if (session && !session.environment) await updateSession(sessionId, { environment })
}

/** Is the first snapshot of the top document durable? */
export async function hasSnapshot(sessionId: string): Promise<boolean> {
  const top = (await listStreams(sessionId)).filter((stream) => stream.framePath.length === 0)
  const headers = await listChunks(sessionId)
  return headers.some(
    (header) => header.snapshot && top.some((stream) => stream.streamId === header.streamId),
  )
}

/** A session that never got an event was none. */
export async function purgeIfEmpty(sessionId: string): Promise<void> {
  const session = await getSession(sessionId)
  if (session && session.events === 0) await purgeSession(sessionId, 'user', { tombstone: false })
}
