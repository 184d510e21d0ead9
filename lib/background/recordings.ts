import { browser } from 'wxt/browser'
import { decide } from '../consent/decide'
import type { EndReason, Session } from '../format/session'
import type { CaptureOptions, Policy, PrivacyLevel } from '../format/settings'
import type { ContentCommands, HelloMessage, HelloReply } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { createKeyedQueue } from '../platform/keyedQueue'
import { within } from '../platform/within'
import { getSession, purgeSession, updateSession } from '../store/sessions'
import { getSettings } from '../store/settings'
import { getSite, listSites } from '../store/sites'
import { addStream, getStream, listStreams } from '../store/streams'
import type { ParsedChunk } from '../transport/parseChunk'
import { showBadge } from './badge'
import { addEnvironment, beginSession, hasSnapshot, purgeIfEmpty } from './beginSession'
import { isGranted } from './grants'
import { injectTab } from './injection'
import { blockedReason, originOf } from './pageKind'
import { parseHello } from './parseHello'
import { framePolicy, topPolicy } from './policy'
import { refusal, refusalOfDecision } from './refusal'
import { findRun, getRun, listRuns, putRun, type Run, removeRun } from './runs'

/** A frame that does not answer by then is left behind: it may be frozen, and the person waits. */
const FLUSH_LIMIT_MS = 5000
/** The first snapshot of a page with 100,000 nodes takes a few seconds on a slow machine. */
const FIRST_SNAPSHOT_LIMIT_MS = 30_000

export interface StartOptions {
  privacy?: PrivacyLevel
  capture?: Partial<CaptureOptions>
}

export type Recordings = ReturnType<typeof createRecordings>

/** Sessions of tabs: begin, go on over navigation, end with a reason. All truth is in storage.session and Dexie. */
export function createRecordings() {
  const inTab = createKeyedQueue<number>()
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

  async function startInTab(tabId: number, options: StartOptions) {
    const tab = await browser.tabs.get(tabId).catch(() => undefined)
    if (!tab) throw refusal('no-tab', String(tabId))
    const fileAccess = await browser.extension.isAllowedFileSchemeAccess()
    if (!tab.url) throw refusal('no-access')
    const blocked = blockedReason(tab.url, { fileAccess })
    if (blocked) throw refusal(blocked)
    const before = await getRun(tabId)
    if (before && isSameChoice(before, options))
      return { sessionId: before.sessionId, isNew: false }
    if (before) await end(before, 'user')
    const origin = originOf(tab.url)
    const [site, settings, granted] = await Promise.all([
      getSite(origin),
      getSettings(),
      isGranted(origin),
    ])
    const explicit = options.privacy ? { privacy: options.privacy } : {}
    const decision = decide({
      url: tab.url,
      granted: true, // by the click, or the injection below fails
      site,
      settings,
      explicit,
      doNotTrack: false,
      globalPrivacyControl: false,
      sample: 0,
      siteBytes: 0,
    })
    if (!decision.record) throw refusalOfDecision(decision.reason)
    const run: Run = {
      tabId,
      sessionId: crypto.randomUUID(),
      origin,
      explicit: true,
      ...explicit,
      capture: { ...settings.capture, ...site?.capture, ...options.capture },
      policy: topPolicy(decision, site),
      limited: !granted,
    }
    await beginSession(run, decision.reason)
    try {
      await inject(run)
    } catch (error) {
      await removeRun(tabId)
      await purgeSession(run.sessionId, 'user', { tombstone: false })
      const isPdf = error instanceof Error && error.message === 'pdf'
      throw refusal(isPdf ? 'pdf' : 'no-access')
    }
    return { sessionId: run.sessionId, isNew: true }
  }

  /** Resolves when every frame has flushed, or was given up. */
  async function stop(sessionId: string, reason: EndReason): Promise<void> {
    const run = await findRun(sessionId)
    if (run) return await inTab(run.tabId, () => end(run, reason))
    const session = await getSession(sessionId)
    if (!session) throw refusal('no-session', sessionId)
    if (session.status === 'recording') await finish(session.sessionId, reason)
  }

  async function end(run: Run, reason: EndReason): Promise<void> {
    const current = await getRun(run.tabId)
    if (current?.sessionId !== run.sessionId) return
    await putRun({ ...run, stopping: true })
    await flushFrames(run, reason)
    await finish(run.sessionId, reason)
    await removeRun(run.tabId)
    await showBadge(run.tabId, 'off')
  }

  async function hello(payload: unknown, sender: Sender): Promise<HelloReply> {
    const message = parseHello(payload, Date.now())
    const tabId = sender.tab?.id
    if (!message || tabId === undefined || sender.frameId === undefined)
      throw new Error('This is no greeting of a recorder')
    // It belongs to no visit until it is shown; the recorder says hello again then.
    if (sender.documentLifecycle === 'prerender') return { record: false, reason: 'prerender' }
    const isTop = sender.frameId === 0
    if (isTop !== (message.framePath.length === 0))
      throw new Error('A frame does not speak for the page')
    return await inTab(tabId, () =>
      isTop ? helloOfTop(tabId, message, sender) : helloOfFrame(tabId, message, sender),
    )
  }

  async function helloOfTop(
    tabId: number,
    message: HelloMessage,
    sender: Sender,
  ): Promise<HelloReply> {
    const url = sender.url ?? message.url
    const origin = originOf(url)
    const before = await getRun(tabId)
    const [site, settings, granted] = await Promise.all([
      getSite(origin),
      getSettings(),
      isGranted(origin),
    ])
    const decision = decide({
      url,
      granted: granted || (before?.limited === true && before.origin === origin),
      site,
      settings,
      ...(before?.explicit ? { explicit: before.privacy ? { privacy: before.privacy } : {} } : {}),
      doNotTrack: message.doNotTrack,
      globalPrivacyControl: message.globalPrivacyControl,
      sample: before ? 0 : Math.random(),
      siteBytes: 0,
    })
    if (before?.stopping) return { record: false, reason: 'stopping' }
    if (!decision.record) {
      const reason = decision.reason === 'excluded-url' ? 'excluded-url' : 'left-site'
      if (before) await end(before, reason)
      return { record: false, reason: decision.reason }
    }
    const run: Run = {
      tabId,
      sessionId: before?.sessionId ?? crypto.randomUUID(),
      explicit: before?.explicit ?? false,
      privacy: before?.privacy,
      capture: before?.capture ?? { ...settings.capture, ...site?.capture },
      origin,
      policy: topPolicy(decision, site),
      limited: !granted,
    }
    if (before) await putRun(run)
    else await beginSession(run, decision.reason)
    await showBadge(tabId, 'recording')
    if (message.environment) await addEnvironment(run.sessionId, message.environment)
    return await join(run, run.policy, message, sender)
  }

  async function helloOfFrame(
    tabId: number,
    message: HelloMessage,
    sender: Sender,
  ): Promise<HelloReply> {
    const run = await getRun(tabId)
    if (!run || run.stopping) return { record: false, reason: 'no-session' }
    // 'null' for sandboxed and data: documents: they are part of the page that made them.
    const own = sender.origin && sender.origin !== 'null' ? sender.origin : originOf(sender.url)
    if (own === '' || own === run.origin) return await join(run, run.policy, message, sender)
    const site = await getSite(own)
    if (site?.consent === 'never') return { record: false, reason: 'never' }
    return await join(run, framePolicy(run.policy, site), message, sender)
  }

  async function join(
    run: Run,
    policy: Policy,
    message: HelloMessage,
    sender: Sender,
  ): Promise<HelloReply> {
    const known = await getStream(message.streamId)
    if (known && (known.sessionId !== run.sessionId || known.documentId !== sender.documentId))
      return { record: false, reason: 'stream-taken' }
    const added = await addStream({
      streamId: message.streamId,
      sessionId: run.sessionId,
      framePath: message.framePath,
      frameId: sender.frameId ?? 0,
      documentId: sender.documentId,
      url: '',
      title: '',
      startedAt: message.startedAt,
      endedAt: null,
      level: policy.level,
    })
    if (!added) return { record: false, reason: 'no-session' }
    return { record: true, sessionId: run.sessionId, policy, capture: run.capture }
  }

  /** Brings the scripts into what the tab shows now, and ends the session where that is not allowed. */
  async function followTab(tabId: number): Promise<void> {
    if (!(await getRun(tabId))) return
    await inTab(tabId, async () => {
      const run = await getRun(tabId)
      const tab = await browser.tabs.get(tabId).catch(() => undefined)
      if (!run || run.stopping || !tab) return
      await showBadge(tabId, 'recording')
      // Without access the browser hides the URL: the tab went to a page that we may not reach.
      if (!tab.url) return await end(run, 'left-site')
      if (originOf(tab.url) === '') return await end(run, 'left-site')
      if (!run.explicit) {
        const site = await getSite(originOf(tab.url))
        if (site?.consent !== 'always' && site?.consent !== 'ask')
          return await end(run, 'left-site')
      }
      // May fail while the tab is between two documents; the next update of the tab comes here again.
      await inject(run).catch(() => {})
    })
  }

  async function closeTab(tabId: number): Promise<void> {
    const run = await getRun(tabId)
    if (!run) return
    await inTab(tabId, async () => {
      await finish(run.sessionId, 'tab-closed')
      await removeRun(tabId)
    })
  }

  /** Ends what runs under a consent or grant that is gone. */
  async function withdraw(isWithdrawn: (origin: string) => boolean | Promise<boolean>) {
    for (const run of await listRuns()) {
      if (await isWithdrawn(run.origin)) await stop(run.sessionId, 'consent-withdrawn')
    }
  }

  async function onStored(chunk: ParsedChunk): Promise<void> {
    const tell = chunk.snapshot ? waiting.get(chunk.sessionId) : undefined
    if (!tell) return
    const stream = await getStream(chunk.streamId)
    if (stream?.framePath.length === 0) tell()
  }

  return { start, stop, hello, followTab, closeTab, withdraw, onStored }
}

function isSameChoice(run: Run, { privacy, capture = {} }: StartOptions): boolean {
  if (privacy !== undefined && run.policy.level !== privacy) return false
  return Object.entries(capture).every(
    ([name, on]) => run.capture[name as keyof CaptureOptions] === on,
  )
}

async function inject(run: Run): Promise<void> {
  const [sites, streams] = await Promise.all([listSites(), listStreams(run.sessionId)])
  const never = new Set(sites.filter((site) => site.consent === 'never').map((site) => site.origin))
  const knownDocuments = new Set(streams.flatMap((stream) => stream.documentId ?? []))
  await injectTab({ tabId: run.tabId, knownDocuments, isExcluded: (origin) => never.has(origin) })
}

async function flushFrames(run: Run, reason: EndReason): Promise<void> {
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

async function finish(sessionId: string, endReason: EndReason): Promise<void> {
  const status: Session['status'] =
    endReason === 'crash' || endReason === 'browser-closed' ? 'interrupted' : 'complete'
  await updateSession(sessionId, { status, endReason, endedAt: Date.now() })
}
