import { browser } from 'wxt/browser'
import type { Session } from '../format/session'
import { listChunks } from '../store/chunks'
import { listRecording, updateSession } from '../store/sessions'
import { listStreams } from '../store/streams'
import { listRuns, removeRun } from './runs'

/** Lives as long as the browser's session: absent on the first start of the worker after a restart. */
const ALIVE = 'alive'

/**
 * Sessions that say `recording` although nobody records them any more: the browser or the extension was restarted, or
 * the tab went away while the worker was down. They end where their last stored event is.
 */
export async function recoverSessions(): Promise<void> {
  const isRestart = (await browser.storage.session.get(ALIVE))[ALIVE] !== true
  await browser.storage.session.set({ [ALIVE]: true })
  // Sessions first: a run is always written before its session, so none that has one is missed.
  const recording = await listRecording()
  const alive = new Set<string>()
  for (const run of await listRuns()) {
    const tab = await browser.tabs.get(run.tabId).catch(() => undefined)
    if (tab) alive.add(run.sessionId)
    else await removeRun(run.tabId)
  }
  for (const session of recording) {
    if (alive.has(session.sessionId)) continue
    await updateSession(session.sessionId, {
      status: 'interrupted',
      endReason: isRestart ? 'browser-closed' : 'crash',
      endedAt: await lastMoment(session),
    })
  }
}

/** Epoch ms of the last stored event. */
async function lastMoment(session: Session): Promise<number> {
  const [streams, headers] = await Promise.all([
    listStreams(session.sessionId),
    listChunks(session.sessionId),
  ])
  const started = new Map(streams.map((stream) => [stream.streamId, stream.startedAt]))
  const ends = headers.map((header) => (started.get(header.streamId) ?? 0) + header.lastTime)
  return Math.max(session.startedAt, ...ends)
}
