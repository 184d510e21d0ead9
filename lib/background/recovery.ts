import { browser } from 'wxt/browser'
import { isDiskFull } from '../platform/causedBy'
import { listRecording } from '../store/sessions'
import { finishSession, writeEnd } from './endRun'
import { settleUnended } from './fullDisk'
import { openClaims } from './resume'
import { listRuns, removeRun } from './runs'

/** Lives as long as the browser's session: absent on the first start of the worker after a restart. */
const ALIVE = 'alive'

/**
 * Sessions that say `recording` although nobody records them any more: the browser or the extension was restarted, or
 * the tab went away while the worker was down. They end where their last stored event is. Where the person wants it,
 * they go on in their restored tabs: `onRestored` looks at each that is there already.
 */
export async function recoverSessions(onRestored: (tabId: number) => Promise<void>): Promise<void> {
  // First: these know better why they ended.
  await settleEnds()
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
  const cut = recording.filter(({ sessionId }) => !alive.has(sessionId))
  for (const { sessionId } of cut)
    await finishSession(sessionId, isRestart ? 'browser-closed' : 'crash')
  if (!isRestart) return
  const ids = new Set(cut.map(({ sessionId }) => sessionId))
  if (!(await openClaims(ids, Date.now()))) return
  for (const { id } of await browser.tabs.query({})) if (id !== undefined) await onRestored(id)
}

/** Writes how sessions ended that ended on a full disk, if there is room by now. */
export async function settleEnds(): Promise<void> {
  try {
    await settleUnended(({ sessionId, endReason }) => writeEnd(sessionId, endReason))
  } catch (error) {
    if (!isDiskFull(error)) throw error
  }
}
