import { browser } from 'wxt/browser'
import type { CaptureOptions, Policy, PrivacyLevel } from '../format/settings'
import { leaveMarks, openMarks } from './entryMarks'

/** A tab that is being recorded. Kept in storage.session: the worker may be gone at the next line. */
export interface Run {
  tabId: number
  sessionId: string
  /** Of the page for which recording was decided. */
  origin: string
  /** Record was chosen; otherwise the site's consent started it. */
  explicit: boolean
  /** Level chosen with Record. */
  privacy?: PrivacyLevel
  capture: CaptureOptions
  /** Of the top document that is shown now. */
  policy: Policy
  /** Under `activeTab` alone: no cross-origin frames, no resources of other hosts. */
  limited: boolean
  /** Epoch ms since when the present generation of a buffer runs; absent where everything is kept. */
  bufferSince?: number
  isPrivate?: true
  /** The how manieth tab of its session, from 1, where it was opened from the first (0, absent). */
  tab?: number
  /** Idle: frames listen only for the person to come back. */
  paused?: true
  /** Frames are being asked for their last events; nothing new joins. */
  stopping?: boolean
}

const PREFIX = 'run:'

/** Of `storage.session`. */
export function isRunKey(key: string): boolean {
  return key.startsWith(PREFIX)
}

export async function getRun(tabId: number): Promise<Run | undefined> {
  const key = PREFIX + tabId
  return (await browser.storage.session.get(key))[key] as Run | undefined
}

export async function putRun(run: Run): Promise<void> {
  await browser.storage.session.set({ [PREFIX + run.tabId]: run })
  await openMarks(run.tabId, run.sessionId)
}

export async function removeRun(tabId: number): Promise<void> {
  await browser.storage.session.remove(PREFIX + tabId)
  await leaveMarks(tabId)
}

export async function listRuns(): Promise<Run[]> {
  const all = await browser.storage.session.get(null)
  return Object.entries(all).flatMap(([key, value]) => (isRunKey(key) ? [value as Run] : []))
}

/** All tabs of one session. */
export async function runsOf(sessionId: string): Promise<Run[]> {
  return (await listRuns()).filter((run) => run.sessionId === sessionId)
}

export async function findRun(sessionId: string): Promise<Run | undefined> {
  return (await listRuns()).find((run) => run.sessionId === sessionId)
}
