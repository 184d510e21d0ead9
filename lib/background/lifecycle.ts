import { browser } from 'wxt/browser'
import type { EndReason, Session } from '../format/session'
import { assertNever } from '../platform/assertNever'
import { tellCleaning } from '../store/cleaning'
import { checkClock } from '../store/clockWatch'
import { dropStreamsBefore } from '../store/dropStreams'
import { addLedgerEntry } from '../store/ledger'
import { applyRetention } from '../store/retention'
import {
  getSession,
  listPrivate,
  purgeDeleted,
  purgeSession,
  siteBytes,
  updateSession,
} from '../store/sessions'
import { getSettings } from '../store/settings'
import type { ParsedChunk } from '../transport/parseChunk'
import { showBadge } from './badge'
import { beginSession } from './beginSession'
import { endRun, finishSession, flushFrames } from './endRun'
import { forgetMarks } from './entryMarks'
import { type InTab, wakeFrames } from './hello'
import { refusal } from './refusal'
import { reviewRun } from './reviewRun'
import { findRun, getRun, listRuns, putRun, type Run, runsOf } from './runs'

const REVIEW = 'review'
/** As often as the browser lets a published extension. */
const REVIEW_MINUTES = 0.5
const CLEANING = 'cleaning'
const CLEANING_MINUTES = 60

export type Lifecycle = ReturnType<typeof createLifecycle>

/** What happens to recordings by the clock: idling, splitting, and the generations of a buffer. */
export function createLifecycle(inTab: InTab) {
  /** Runs as long as something is recorded. */
  async function watch(): Promise<void> {
    if (!(await browser.alarms.get(REVIEW)))
      await browser.alarms.create(REVIEW, { periodInMinutes: REVIEW_MINUTES })
  }

  /** Deletes what is due, now and every hour. */
  async function keepClean(): Promise<void> {
    if (!(await browser.alarms.get(CLEANING)))
      await browser.alarms.create(CLEANING, { periodInMinutes: CLEANING_MINUTES })
    await clean()
  }

  async function onAlarm(name: string): Promise<void> {
    if (name === CLEANING) return void (await clean())
    if (name !== REVIEW) return
    const runs = await listRuns()
    for (const { tabId } of runs) await inTab(tabId, () => review(tabId))
    if (runs.length === 0) await browser.alarms.clear(REVIEW)
    // A page that was just opening when its window closed.
    if (runs.some((run) => run.isPrivate)) await forgetPrivate()
  }

  async function review(tabId: number): Promise<void> {
    const run = await getRun(tabId)
    if (!run || run.stopping) return
    const [session, settings, tab] = await Promise.all([
      getSession(run.sessionId),
      getSettings(),
      browser.tabs.get(tabId).catch(() => undefined),
    ])
    // No event tells of a crash; a tab that was put to sleep is unloaded too, but says so.
    const isCrashed = tab?.status === 'unloaded' && !tab.discarded
    const used = settings.siteBudgetBytes > 0 ? await siteBytes(run.origin) : 0
    const verdict = reviewRun({
      run,
      session,
      settings,
      now: Date.now(),
      isCrashed,
      siteBytes: used,
    })
    switch (verdict.what) {
      case 'go-on':
        return
      case 'end':
        return await endRun(run, verdict.reason)
      case 'pause':
        return await pause(run)
      case 'split':
        return await split(run, verdict.reason)
      case 'rotate':
        return await rotate(run)
      default:
        return assertNever(verdict)
    }
  }

  /** By actions the limit can be reached long before the next alarm. */
  async function onStored(chunk: ParsedChunk): Promise<void> {
    const run = chunk.actions > 0 || chunk.uncaught > 0 ? await findRun(chunk.sessionId) : undefined
    if (!run) return
    if (chunk.uncaught > 0 && run.bufferSince !== undefined) await keepBuffer(run.tabId)
    if (chunk.actions > 0) await inTab(run.tabId, () => review(run.tabId))
  }

  /** Turns the buffer of a tab into a session that is kept and goes on. */
  async function keepBuffer(tabId: number): Promise<{ sessionId: string }> {
    return await inTab(tabId, async () => {
      const run = await getRun(tabId)
      if (!run || run.stopping) throw refusal('no-recording')
      if (run.bufferSince !== undefined) {
        await putRun({ ...run, bufferSince: undefined })
        await updateSession(run.sessionId, { buffer: undefined })
        await showBadge(tabId, 'recording')
      }
      return { sessionId: run.sessionId }
    })
  }

  return { watch, keepClean, onAlarm, onStored, keepBuffer }
}

/**
 * Deletes for good what can no longer be brought back, then hides what the settings say. Returns how many are hidden.
 * `trustClock`: the person says that the time is right.
 */
export async function clean({ trustClock = false } = {}): Promise<number> {
  const now = Date.now()
  const isClockTrusted = await checkClock(now, { trusted: trustClock })
  const onProgress = (done: number, total: number) => tellCleaning({ done, total })
  const purged = await purgeDeleted(now, { onProgress, isClockTrusted })
  if (purged.length > 0) await tellCleaning(undefined)
  const counts = new Map<string, number>()
  for (const { origin, isPrivate } of purged) {
    if (!isPrivate) counts.set(origin, (counts.get(origin) ?? 0) + 1)
  }
  for (const [origin, count] of counts) {
    const detail = String(count)
    await addLedgerEntry({ origin, what: 'recordings-deleted', by: 'person', detail })
  }
  await forgetPrivate()
  return (await applyRetention(await getSettings(), now, { isClockTrusted })).length
}

/** Nothing of private windows outlives the last of them, not even a tombstone. */
export async function forgetPrivate(): Promise<void> {
  const windows = await browser.windows.getAll()
  if (windows.some((window) => window.incognito)) return
  for (const { sessionId } of await listPrivate())
    await purgeSession(sessionId, 'user', { tombstone: false })
  await forgetMarks()
}

/** Ends the streams but not the session: the first thing the person does makes a frame say hello again. */
async function pause(run: Run): Promise<void> {
  await flushFrames(run, 'idle')
  await putRun({ ...run, paused: true })
  await showBadge(run.tabId, 'paused')
}

async function split(run: Run, reason: EndReason): Promise<void> {
  const old = await getSession(run.sessionId)
  const continues = old?.continues ?? run.sessionId
  await flushFrames(run, reason)
  await updateSession(run.sessionId, { continues })
  await finishSession(run.sessionId, reason)
  const sessionId = crypto.randomUUID()
  // Run and session of this tab first; tabs it opened go along.
  const others = (await runsOf(run.sessionId)).filter((each) => each.tabId !== run.tabId)
  await beginSession({ ...run, sessionId }, old?.startReason ?? '', { continues })
  if (old?.tabTurns) await updateSession(sessionId, { tabId: old.tabId, tabTurns: turnsNow(old) })
  for (const other of others) {
    await flushFrames(other, reason)
    await putRun({ ...other, sessionId })
    wakeFrames(other.tabId)
  }
  wakeFrames(run.tabId)
}

/** The next part begins with the tab that is in front. */
function turnsNow(session: Session): Session['tabTurns'] {
  const tab = session.tabTurns?.at(-1)?.tab
  return tab === undefined ? undefined : [{ at: Date.now(), tab }]
}

/** The generation before the last goes; the last one and the new one stay: at least the minutes that were promised. */
async function rotate(run: Run): Promise<void> {
  const since = run.bufferSince ?? 0
  // Taken first: a recorder dates its next stream from the moment its last one ends.
  await putRun({ ...run, bufferSince: Date.now() })
  await flushFrames(run, 'idle')
  await dropStreamsBefore(run.sessionId, since)
  wakeFrames(run.tabId)
}
