import { type ConsentQuestion, decide } from '../consent/decide'
import type { EndReason } from '../format/session'
import type { CaptureOptions, Policy, Settings, SiteSettings } from '../format/settings'
import type { ContentCommands, HelloMessage, HelloReply } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { isDiskFull } from '../platform/causedBy'
import { getSession, siteBytes } from '../store/sessions'
import { getSettings } from '../store/settings'
import { getSite } from '../store/sites'
import { addStream, getStream } from '../store/streams'
import { badgeOfRefusal, showBadge } from './badge'
import { bannerTexts, indicatorText } from './bannerTexts'
import { addEnvironment, beginSession } from './beginSession'
import { endRun, finishSession } from './endRun'
import { marksOfSession } from './entryMarks'
import { createFrameMasking } from './frameMasking'
import { noteFull } from './fullDisk'
import { isGranted } from './grants'
import { maskKey } from './maskKey'
import { joinOpener } from './openedTabs'
import { blockedReason, originOf } from './pageKind'
import { parseHello } from './parseHello'
import { framePolicy, topPolicy } from './policy'
import { rememberForRestart, resumeRun } from './resume'
import { getRun, putRun, type Run, removeRun } from './runs'
import { isWishOpen, saysPrivacyControl } from './trackingWish'
import { updateVisit, visitOf } from './visits'

export type InTab = <T>(tabId: number, task: () => Promise<T>) => Promise<T>

/**
 * A recorder greets once and waits for its answer; another copy of it may do so at the same time. Who greets without end
 * would hold the queue of its tab, and the person's Stop behind it.
 */
const MAX_GREETINGS = 4

export interface RecordedDocument {
  tabId: number
  frameId: number
  documentId?: string
  /** With which it was loaded. */
  url: string
}

/** Answers a document that asks whether it is recorded. */
export function createHello(
  inTab: InTab,
  onRecording: (document: RecordedDocument) => Promise<void>,
) {
  const waiting = new Map<string, number>()
  const frameMasking = createFrameMasking()
  return async (payload: unknown, sender: Sender): Promise<HelloReply> => {
    const message = parseHello(payload, Date.now())
    const tabId = sender.tab?.id
    if (!message || tabId === undefined || sender.frameId === undefined)
      throw new Error('This is no greeting of a recorder')
    // It belongs to no visit until it is shown; the recorder says hello again then.
    if (sender.documentLifecycle === 'prerender') return { record: false, reason: 'prerender' }
    const isTop = sender.frameId === 0
    if (isTop !== (message.framePath.length === 0))
      throw new Error('A frame does not speak for the page')
    const document = `${tabId} ${sender.documentId ?? sender.frameId}`
    const before = waiting.get(document) ?? 0
    if (before >= MAX_GREETINGS) throw new Error('This document was not answered yet')
    waiting.set(document, before + 1)
    const reply = await inTab(tabId, () =>
      (isTop
        ? helloOfTop(tabId, message, sender)
        : helloOfFrame(tabId, message, { sender, frameMasking })
      ).catch((error: unknown) => stopFullTab(tabId, error)),
    ).finally(() => {
      const left = (waiting.get(document) ?? 1) - 1
      if (left > 0) waiting.set(document, left)
      else waiting.delete(document)
    })
    if (reply.record)
      await onRecording({
        tabId,
        frameId: sender.frameId,
        documentId: sender.documentId,
        url: sender.url ?? message.url,
      })
    return reply
  }
}

/** Inside the tab's queue. */
async function stopFullTab(tabId: number, error: unknown): Promise<HelloReply> {
  if (!isDiskFull(error)) throw error
  await noteFull()
  const run = await getRun(tabId)
  if (run) await finishSession(run.sessionId, 'quota')
  await removeRun(tabId)
  await showBadge(tabId, 'full')
  return { record: false, reason: 'storage-full' }
}

async function helloOfTop(
  tabId: number,
  message: HelloMessage,
  sender: Sender,
): Promise<HelloReply> {
  const url = addressOf(message, sender)
  const origin = originOf(url)
  const before = (await getRun(tabId)) ?? (await continueRun(tabId, { url, origin, sender }))
  if (before?.stopping) return { record: false, reason: 'stopping' }
  const blocked = blockedReason(url, { fileAccess: true }) ?? (message.pdf ? 'pdf' : undefined)
  if (blocked) {
    if (before) await endRun(before, 'left-site')
    await showBadge(tabId, 'blocked', blocked)
    return { record: false, reason: blocked }
  }
  const [site, settings, granted, visit] = await Promise.all([
    getSite(origin),
    getSettings(),
    isGranted(origin),
    visitOf(tabId, origin),
  ])
  // What an earlier page of the visit asked for holds until this one is parsed: it may say no before.
  const isEarly = site?.pageApi && !before?.explicit && !message.pageReady
  if (isEarly && visit.pageRequest?.recording === 'on')
    return { record: false, reason: 'page-wait' }
  const question: ConsentQuestion = {
    url,
    granted: granted || (before?.limited === true && before.origin === origin),
    site,
    settings,
    ...(before?.explicit ? { explicit: before.privacy ? { privacy: before.privacy } : {} } : {}),
    ...visit,
    doNotTrack: message.doNotTrack,
    globalPrivacyControl: message.globalPrivacyControl,
    // What is being recorded was drawn already, on whatever site of the tab.
    sample: before ? 0 : visit.sample,
    siteBytes: settings.siteBudgetBytes > 0 ? await siteBytes(origin) : 0,
  }
  let decision = decide(question)
  if (isWishOpen(decision, settings) && (await saysPrivacyControl(tabId, sender.documentId)))
    decision = decide({ ...question, globalPrivacyControl: true })
  if (!decision.record) {
    const { reason } = decision
    // A page that said nothing is left out; the next one may go on with the session.
    const isLeftOut = reason === 'page-off' && visit.pageRequest?.recording !== 'off'
    if (before && isLeftOut) await putRun({ ...before, paused: true })
    else if (before) await endRun(before, END_REASONS[reason] ?? 'left-site')
    await updateVisit(tabId, origin, { refusal: reason })
    await showBadge(tabId, badgeOfRefusal(reason), reason)
    return reason === 'ask'
      ? {
          record: false,
          reason,
          banner: bannerTexts({ isPrivate: sender.tab?.incognito === true }),
        }
      : { record: false, reason }
  }
  const run: Run = {
    ...(before ?? newRun(tabId, settings, site, message.startedAt)),
    origin,
    policy: topPolicy(decision, site),
    limited: !granted,
    paused: undefined,
    ...(sender.tab?.incognito ? { isPrivate: true } : {}),
  }
  if (visit.refusal) await updateVisit(tabId, origin, { refusal: undefined })
  if (before) await putRun(run)
  // From the page's first moment on: its first events are older than this greeting.
  else await beginSession(run, decision.reason, { startedAt: Math.floor(message.startedAt) })
  if (before?.paused) wakeFrames(tabId)
  await showBadge(tabId, run.bufferSince === undefined ? 'recording' : 'buffer')
  if (message.environment) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const timezone = message.environment.timezone || timeZone
    await addEnvironment(run.sessionId, { ...message.environment, timezone })
  }
  const reply = await join(run, run.policy, message, sender)
  if (!reply.record) return reply
  await rememberForRestart(run, url, settings)
  const urlRules = [...settings.urlRules, ...(site?.urlRules ?? [])]
  return {
    ...reply,
    ...(urlRules.length > 0 ? { urlRules } : {}),
    ...(settings.indicator ? { indicator: indicatorText(run.bufferSince !== undefined) } : {}),
  }
}

/** The browser tells the address the document was loaded with; where it moved to since, only the document knows. */
function addressOf(message: HelloMessage, sender: Sender): string {
  if (!sender.url) return message.url
  return originOf(message.url) === originOf(sender.url) ? message.url : sender.url
}

/** A session that goes on in this tab: one that the browser's end cut off, or that of the tab that opened this one. */
async function continueRun(
  tabId: number,
  page: { url: string; origin: string; sender: Sender },
): Promise<Run | undefined> {
  if (page.sender.tab?.incognito) return await joinOpener(tabId, page.origin)
  return (await resumeRun(tabId, page.url)) ?? (await joinOpener(tabId, page.origin))
}

/** Why a session ends where its tab comes to a page that is not recorded. */
const END_REASONS: Partial<Record<string, EndReason>> = {
  'excluded-url': 'excluded-url',
  budget: 'budget',
  'page-off': 'page-request',
}

function newRun(
  tabId: number,
  settings: Settings,
  site: SiteSettings | undefined,
  startedAt: number,
): Omit<Run, 'origin' | 'policy' | 'limited'> {
  return {
    tabId,
    sessionId: crypto.randomUUID(),
    explicit: false,
    capture: captureFor(settings, site),
    ...(site?.buffer ? { bufferSince: Math.floor(startedAt) } : {}),
  }
}

/** With the capture level `performance`. */
const NO_CONTENT: Partial<CaptureOptions> = {
  console: false,
  networkBodies: false,
  canvas: false,
  resources: false,
}

export function captureFor(
  settings: Settings,
  site: SiteSettings | undefined,
  chosen: Partial<CaptureOptions> = {},
): CaptureOptions {
  const bare = site?.captureLevel === 'performance' ? NO_CONTENT : {}
  return { ...settings.capture, ...site?.capture, ...bare, ...chosen }
}

/**
 * Silent recorders of the tab ask again, the top document first: what applies to its frames follows from it. Not
 * awaited, because their greetings wait for the tab's queue, in which the caller stands.
 */
export function wakeFrames(tabId: number): void {
  const wake = (to: { frameId?: number }, payload: { frames?: true }) =>
    sendToTab<ContentCommands, 'recording.start'>({ tabId, ...to }, 'recording.start', payload)
  // By the second one the person may have stopped what the first one began.
  wake({ frameId: 0 }, {})
    .catch(() => null)
    .then(() => wake({}, { frames: true }))
    .catch(() => null)
}

async function helloOfFrame(
  tabId: number,
  message: HelloMessage,
  { sender, frameMasking }: { sender: Sender; frameMasking: ReturnType<typeof createFrameMasking> },
): Promise<HelloReply> {
  const run = await getRun(tabId)
  if (!run || run.stopping) return { record: false, reason: 'no-session' }
  // 'null' for sandboxed and data: documents: they are part of the page that made them.
  const own = sender.origin && sender.origin !== 'null' ? sender.origin : originOf(sender.url)
  const site = own === '' || own === run.origin ? undefined : await getSite(own)
  if (site?.consent === 'never') return { record: false, reason: 'never' }
  if (run.paused) {
    await putRun({ ...run, paused: undefined })
    wakeFrames(tabId)
    await showBadge(tabId, 'recording')
  }
  const isOwn = own === '' || own === run.origin
  const masking = await frameMasking(tabId, run.sessionId, message.framePath)
  if (masking === 'block') return { record: false, reason: 'blocked' }
  const policy = isOwn ? run.policy : framePolicy(run.policy, site)
  // A document of the page's own origin looks at its frame element itself. For all others unsure means masked.
  const isMasked = masking === 'mask' || (masking === undefined && sender.origin !== run.origin)
  return await join(run, isMasked ? { ...policy, level: 'mask-all' } : policy, message, sender)
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
    startedAt: await monotonicStart(run.sessionId, message.startedAt),
    endedAt: null,
    level: policy.level,
    ...(run.tab ? { tab: run.tab, tabId: run.tabId } : {}),
  })
  if (!added) return { record: false, reason: 'no-session' }
  return {
    record: true,
    sessionId: run.sessionId,
    policy: { ...policy, key: await maskKey() },
    capture: run.capture,
    ...(run.capture.network ? { seesRequests: true } : {}),
    ...(await entriesOf(run)),
  }
}

async function entriesOf(run: Run): Promise<{ entries?: string[] }> {
  const entries = (await marksOfSession(run.sessionId)) ?? []
  return entries.length > 0 ? { entries } : {}
}

/** Documents of one page start and end at about the same time. */
const CLOCK_TOLERANCE_MS = 1000

/**
 * Streams meet by time. When the wall clock was set back while the session ran, a document that came later would play
 * before those it followed: it starts where the session has got to instead.
 */
async function monotonicStart(sessionId: string, startedAt: number): Promise<number> {
  const aheadMs = ((await getSession(sessionId))?.lastEventAt ?? 0) - Date.now()
  return aheadMs > CLOCK_TOLERANCE_MS ? startedAt + aheadMs : startedAt
}
