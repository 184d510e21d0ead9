import { type Browser, browser } from 'wxt/browser'
import { getSession, updateSession } from '../store/sessions'
import { getSettings } from '../store/settings'
import { isGranted } from './grants'
import { getRun, putRun, type Run, runsOf } from './runs'

const PREFIX = 'opener:'
/** Turns of tabs that are kept of one session: a person who switches every second for an hour. */
const MOST_TURNS = 3600

/** Remembers which tab opened a tab, until the new one is asked about or gone. */
export async function noteOpener(tab: Browser.tabs.Tab): Promise<void> {
  if (tab.id === undefined || tab.openerTabId === undefined) return
  const opener = await getRun(tab.openerTabId)
  // A buffer drops its old generations as a whole; under activeTab alone the new tab cannot be reached.
  if (!opener || opener.stopping || opener.limited || opener.bufferSince !== undefined) return
  if (!(await getSettings()).joinTabs) return
  await browser.storage.session.set({ [PREFIX + tab.id]: opener.tabId })
}

export async function forgetOpener(tabId: number): Promise<void> {
  await browser.storage.session.remove(PREFIX + tabId)
}

/** May the tab become part of the session of the one that opened it? */
export async function hasOpener(tabId: number): Promise<boolean> {
  const key = PREFIX + tabId
  return (await browser.storage.session.get(key))[key] !== undefined
}

/** The run of a tab that joins the session of its opener; undefined where there is none to join, or no access. */
export async function joinOpener(tabId: number, origin: string): Promise<Run | undefined> {
  const key = PREFIX + tabId
  const openerId = (await browser.storage.session.get(key))[key]
  if (typeof openerId !== 'number') return undefined
  const opener = await getRun(openerId)
  if (!opener || opener.stopping || !(await isGranted(origin))) return undefined
  await browser.storage.session.remove(key)
  const session = await getSession(opener.sessionId)
  if (session?.status !== 'recording') return undefined
  const turns = session.tabTurns ?? [{ at: session.startedAt, tab: opener.tab ?? 0 }]
  const known = [...turns.map(({ tab }) => tab), ...(await runsOf(opener.sessionId)).map(indexOf)]
  const run: Run = { ...opener, tabId, tab: Math.max(...known) + 1, paused: undefined }
  await putRun(run)
  await updateSession(opener.sessionId, { tabTurns: turns })
  const [active] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  if (active?.id === tabId) await noteTurn(run)
  return run
}

/** The person turned to another tab of a session that has several. */
export async function noteTurn(run: Run): Promise<void> {
  const session = await getSession(run.sessionId)
  const turns = session?.tabTurns
  if (!turns || session.status !== 'recording' || turns.length >= MOST_TURNS) return
  if (turns.at(-1)?.tab === indexOf(run)) return
  await updateSession(run.sessionId, {
    tabTurns: [...turns, { at: Date.now(), tab: indexOf(run) }],
  })
}

function indexOf(run: Run): number {
  return run.tab ?? 0
}
