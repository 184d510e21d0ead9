import { browser } from 'wxt/browser'
import { decide } from '../consent/decide'
import type { EndReason } from '../format/session'
import type { CaptureOptions, PrivacyLevel } from '../format/settings'
import { isDiskFull } from '../platform/causedBy'
import { within } from '../platform/within'
import { addLedgerEntry } from '../store/ledger'
import { getSession, purgeSession, updateSession } from '../store/sessions'
import { getSettings } from '../store/settings'
import { getSite, listSites } from '../store/sites'
import { getStream, listStreams } from '../store/streams'
import type { ParsedChunk } from '../transport/parseChunk'
import { showBadge } from './badge'
import { beginSession, hasSnapshot, purgeIfEmpty } from './beginSession'
import { catchUpFrames, endRun, finishSession, finishUnlessShared, flushFrames } from './endRun'
import { noteFull } from './fullDisk'
import { isGranted } from './grants'
import { captureFor, type InTab, wakeFrames } from './hello'
import { injectTab } from './injection'
import { forgetOpener, hasOpener, joinOpener } from './openedTabs'
import { blockedReason, originOf } from './pageKind'
import { topPolicy } from './policy'
import { refusal, refusalOfDecision } from './refusal'
import { resumeRun } from './resume'
import { getRun, listRuns, putRun, type Run, removeRun, runsOf } from './runs'
import { forgetVisit } from './visits'

/** The first snapshot of a page with 100,000 nodes takes a few seconds on a slow machine. */
const FIRST_SNAPSHOT_LIMIT_MS = 30_000

export interface StartOptions {
  privacy?: PrivacyLevel
  capture?: Partial<CaptureOptions>
}

export type Recordings = ReturnType<typeof createRecordings>

/** Recordings of tabs: begin by choice, follow the tab, end with a reason. All truth is in storage.session and Dexie. */
export function createRecordings(inTab: InTab) {
  /** Who waits for the first snapshot of a session. Lost with the worker, and so are those who wait. */
  const waiting = new Map<string, () => void>()

  async function start(tabId: number, options: StartOptions): Promise<{ sessionId: string }> {
    const { sessionId, isNew } = await inTab(tabId, () => startInTab(tabId, options))
    if (!isNew) return { sessionId }
    const shown = new Promise<true>((resolve) => waiting.set(sessionId, () => resolve(true)))
    const ready = (await hasSnapshot(sessionId)) || (await within(shown, FIRST_SNAPSHOT_LIMIT_MS))
    waiting.delete(sessionId)
    if (ready) return { sessionId }
    await stop(sessionId, 'crash')
    await purgeIfEmpty(sessionId)
    throw refusal('no-answer')
  }

  /** Resolves when every frame has flushed, or was given up. */
  async function stop(sessionId: string, reason: EndReason): Promise<void> {
    const runs = await runsOf(sessionId)
    for (const run of runs) await inTab(run.tabId, () => endRun(run, reason))
    if (runs.length > 0) return
    const session = await getSession(sessionId)
    if (!session) throw refusal('no-session', sessionId)
    await finishSession(session.sessionId, reason)
  }

  /** Resolves when all that was recorded up to now is stored, or its frame does not answer. */
  async function catchUp(sessionId: string): Promise<void> {
    const runs = await runsOf(sessionId)
    await Promise.all(runs.filter(({ stopping }) => !stopping).map(catchUpFrames))
  }

  /** The disk is full. Said at once: what follows waits for frames that cannot be stored any more. */
  async function stopFull(sessionId: string): Promise<void> {
    await noteFull()
    await stop(sessionId, 'quota')
  }

  /** Brings the scripts into what the tab shows now, and ends the session where that is not allowed. */
  async function followTab(tabId: number): Promise<void> {
    if (await getRun(tabId)) await inTab(tabId, () => followInTab(tabId))
    else await inTab(tabId, () => goOnInTab(tabId))
  }

  async function closeTab(tabId: number): Promise<void> {
    await inTab(tabId, async () => {
      const run = await getRun(tabId)
      if (run) await finishUnlessShared(run, 'tab-closed')
      await Promise.all([forgetVisit(tabId), forgetOpener(tabId)])
    })
  }

  /** The browser gives a tab another number, for example when it puts one to sleep. */
  async function renameTab(from: number, to: number): Promise<void> {
    await inTab(from, async () => {
      const run = await getRun(from)
      if (!run) return
      await putRun({ ...run, tabId: to })
      if (!run.tab) await updateSession(run.sessionId, { tabId: to })
      await removeRun(from)
    })
  }

  /** Ends what runs under a consent or grant that is gone. */
  async function withdraw(isWithdrawn: (origin: string) => boolean | Promise<boolean>) {
    for (const run of await listRuns()) {
      if (await isWithdrawn(run.origin)) await stop(run.sessionId, 'consent-withdrawn')
    }
  }

  /** Frames ask again what applies to them: level or rules of the site have changed. */
  async function refresh(origin: string): Promise<void> {
    for (const { tabId, ...run } of await listRuns()) {
      if (run.origin !== origin || run.paused) continue
      await inTab(tabId, async () => {
        const current = await getRun(tabId)
        if (!current || current.stopping) return
        await flushFrames(current, 'user')
        wakeFrames(tabId)
      })
    }
  }

  async function onStored(chunk: ParsedChunk): Promise<void> {
    const tell = chunk.snapshot ? waiting.get(chunk.sessionId) : undefined
    if (!tell) return
    const stream = await getStream(chunk.streamId)
    if (stream?.framePath.length === 0) tell()
  }

  return {
    start,
    stop,
    catchUp,
    stopFull,
    followTab,
    closeTab,
    renameTab,
    withdraw,
    refresh,
    onStored,
  }
}

async function startInTab(tabId: number, options: StartOptions) {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  if (!tab) throw refusal('no-tab', String(tabId))
  // The browser hides the URL of a page that we may not reach.
  if (!tab.url) throw refusal('no-access')
  const fileAccess = await browser.extension.isAllowedFileSchemeAccess()
  const blocked = blockedReason(tab.url, { fileAccess })
  if (blocked) throw refusal(blocked)
  const before = await getRun(tabId)
  if (before && isSameChoice(before, options)) return { sessionId: before.sessionId, isNew: false }
  if (before) await endRun(before, 'user')
  const run: Run = {
    ...(await chosenRun(tabId, tab.url, options)),
    ...(tab.incognito ? { isPrivate: true } : {}),
  }
  await beginOrSayWhy(run)
  try {
    await inject(run)
  } catch (error) {
    await removeRun(tabId)
    await purgeSession(run.sessionId, 'user', { tombstone: false })
    const isPdf = error instanceof Error && error.message === 'pdf'
    throw refusal(isPdf ? 'pdf' : 'no-access')
  }
  await showBadge(tabId, 'recording')
  const site = await getSite(run.origin)
  if (site?.consent !== 'always' && !run.isPrivate)
    await addLedgerEntry({
      origin: run.origin,
      what: 'recorded-once',
      by: 'person',
      privacy: run.policy.level,
    })
  return { sessionId: run.sessionId, isNew: true }
}

async function beginOrSayWhy(run: Run): Promise<void> {
  try {
    await beginSession(run, 'explicit')
  } catch (error) {
    if (!isDiskFull(error)) throw error
    await removeRun(run.tabId)
    await noteFull()
    await showBadge(run.tabId, 'full')
    throw refusal('storage-full')
  }
}

async function chosenRun(tabId: number, url: string, options: StartOptions): Promise<Run> {
  const origin = originOf(url)
  const [site, settings, granted] = await Promise.all([
    getSite(origin),
    getSettings(),
    isGranted(origin),
  ])
  const choice = options.privacy ? { privacy: options.privacy } : {}
  const decision = decide({
    url,
    granted: true, // by the click, or the injection fails
    site,
    settings,
    explicit: choice,
    doNotTrack: false,
    globalPrivacyControl: false,
    sample: 0,
    siteBytes: 0,
  })
  if (!decision.record) throw refusalOfDecision(decision.reason)
  return {
    tabId,
    sessionId: crypto.randomUUID(),
    origin,
    explicit: true,
    ...choice,
    capture: captureFor(settings, site, options.capture),
    policy: topPolicy(decision, site),
    limited: !granted,
  }
}

/** A recording that runs already is what was asked for, if it keeps what was asked for. */
function isSameChoice(run: Run, { privacy, capture = {} }: StartOptions): boolean {
  if (run.stopping || run.bufferSince !== undefined) return false
  if (privacy !== undefined && run.policy.level !== privacy) return false
  return Object.entries(capture).every(
    ([name, on]) => run.capture[name as keyof CaptureOptions] === on,
  )
}

async function followInTab(tabId: number): Promise<void> {
  const run = await getRun(tabId)
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  if (!run || run.stopping || !tab) return
  const origin = originOf(tab.url)
  // Hidden by the browser, or a page that no extension can reach.
  if (origin === '') return await endRun(run, 'left-site')
  const site = await getSite(origin)
  const isWelcome = run.explicit || site?.consent === 'always' || site?.consent === 'ask'
  if (!isWelcome || site?.consent === 'never') return await endRun(run, 'left-site')
  await showBadge(tabId, run.bufferSince === undefined ? 'recording' : 'buffer')
  // May fail while the tab is between two documents; the next update of the tab comes here again.
  if (!run.paused) await inject(run).catch(() => {})
}

/** Tabs whose session goes on here although none of our scripts may be in them yet; see `hello.ts` for the others. */
async function goOnInTab(tabId: number): Promise<void> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined)
  if (!tab?.url || tab.discarded || (await getRun(tabId))) return
  const origin = originOf(tab.url)
  if (origin === '' || !(await isGranted(origin))) return
  const resumed = tab.incognito ? undefined : await resumeRun(tabId, tab.url)
  // Its document asks by itself where scripts are registered; here it is only reached.
  const run = resumed ?? ((await hasOpener(tabId)) ? await joinOpener(tabId, origin) : undefined)
  if (run) await inject(run).catch(() => {})
}

async function inject(run: Run): Promise<void> {
  const [sites, streams] = await Promise.all([listSites(), listStreams(run.sessionId)])
  const never = new Set(sites.filter((site) => site.consent === 'never').map((site) => site.origin))
  const knownDocuments = new Set(
    streams.flatMap((stream) => (stream.endedAt === null ? (stream.documentId ?? []) : [])),
  )
  await injectTab({ tabId: run.tabId, knownDocuments, isExcluded: (origin) => never.has(origin) })
}
