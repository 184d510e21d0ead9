import type { PageRequest } from '../consent/pageRequest'
import type { EndReason } from '../format/session'
import type { Policy } from '../format/settings'
import { connectProbe, type EnteredKind } from '../messages/pageBridge'
import type { ContentCommands, ContentRequests } from '../messages/protocol'
import { handle, isExtensionGone, send } from '../messages/runtime'
import { listen } from '../platform/listen'
import { listenEach } from '../platform/listenEach'
import { closedShadowRootOf } from '../platform/shadowRoots'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { parseMarks } from '../privacy/earlier'
import { createEntries, rememberEntry } from '../privacy/entries'
import { type BannerAnswer, showBanner } from './banner'
import { claimPlace } from './claimPlace'
import { member, mintId, momentNow, parseSeen, policyOf, reasonOf } from './commandFields'
import { createDrawings } from './drawings'
import { createEarlyActs } from './earlyActs'
import { frameCommands } from './frameCommands'
import { policyWithin } from './frameMasking'
import { framePathOf } from './frames'
import { greetingOf } from './greeting'
import { showIndicator } from './indicator'
import { insist } from './insist'
import { onNextActivity } from './onNextActivity'
import { watchPageRequests } from './pageRequests'
import { createPageVitals } from './pageVitals'
import { startRecording } from './recording'
import type { Recording, Request } from './recordingTypes'
import { entriesAround, type Permission, PLACE, type Resident } from './resident'
import { watchPageErrors } from './trackers/trackProbeErrors'
import type { WalkLimits } from './tree'
import { isSameRule, watchRules } from './watchAddress'

type State =
  | { status: 'silent' }
  | { status: 'asking' }
  | { status: 'recording'; recording: Recording; claims: Stoppable; parts: Stoppable[] }
  | { status: 'gone' }

/**
 * Starts the recorder of this document: asks the worker, records if it may, and otherwise only listens for the word to
 * start. A second injection wakes the first copy instead. Tests set `limits` of their own.
 */
export function startRecorder(limits?: Partial<WalkLimits>): Stoppable {
  const host = globalThis as typeof globalThis & { [PLACE]?: Resident }
  const first = host[PLACE]
  if (first?.isAlive()) {
    first.wake()
    return { stop() {} }
  }

  // Now, before the page's first script: only then is the line to the probe private.
  const drawings = createDrawings()
  const entered = (kind: EnteredKind, text: string) => {
    rememberEntry(entries, kind, text)
    if (state.status === 'recording') state.recording.entered()
  }
  const probe = connectProbe(document, entered, drawings.drawn)
  const errors = watchPageErrors(window)
  const vitals = createPageVitals()
  const early = createEarlyActs(window)
  const entries = entriesAround() ?? createEntries()
  const frameStreams = new WeakMap<Element, string>()
  let state: State = { status: 'silent' }
  let banner: Stoppable | undefined
  let activity: Stoppable = { stop() {} }
  let pageSaidYes = false
  // The first stream of a document that we see from its beginning counts from there.
  let start =
    document.readyState === 'loading' ? { at: performance.timeOrigin, tick: 0 } : momentNow()

  const request: Request = (name, payload) => send<ContentRequests, typeof name>(name, payload)

  let policyNow: Policy | undefined
  let lastMarks: string[] = []
  let asking: Promise<void> = Promise.resolve()

  function ask(): Promise<void> {
    if (state.status !== 'silent') return Promise.resolve()
    asking = askWorker()
    return asking
  }

  async function askWorker(): Promise<void> {
    state = { status: 'asking' }
    early.start()
    const streamId = mintId()
    let askedFor = ''
    const framePath = framePathOf(window)
    try {
      // The same stream each time: a greeting that did arrive is known by it.
      const greet = () => {
        const place = { streamId, framePath, startedAt: start.at }
        const greeting = greetingOf(document, place, isPageReady())
        askedFor = greeting.url
        return request('recorder.hello', greeting)
      }
      const reply = await insist(greet, () => !isOver() && !isExtensionGone())
      if (isOver()) return
      if (!reply.record) {
        state = { status: 'silent' }
        quiet()
        if (reply.reason === 'page-wait') wakeWhenParsed()
        // One that is there stays: the person may be in it.
        if (!reply.banner) closeBanner()
        else banner ??= showBanner(document, reply.banner, answer)
        return
      }
      // The page around it was asked about the frame of that index: another frame may have had it meanwhile.
      const hasMoved = framePathOf(window).join() !== framePath.join()
      const given = hasMoved ? { ...reply.policy, level: 'mask-all' as const } : reply.policy
      const policy = policyWithin(given, window)
      policyNow = policy
      entries.marks.add(parseMarks(reply.entries))
      // Where the person was asked first, nothing has been in the page's own world until now.
      if (policy && !probe.isConnected) await request('probe.wanted', null).catch(() => null)
      if (isOver()) return
      if (!isSameRule(reply.urlRules ?? [], askedFor, document.URL)) {
        // It has left the address that was answered about.
        silence()
        wake()
      } else if (policy) record(streamId, framePath, { ...reply, policy })
      else silence()
    } catch {
      if (isOver()) return
      state = { status: 'silent' }
      quiet()
      if (isExtensionGone()) leave()
    }
  }

  const isOver = () => state.status === 'gone'

  const isPageReady = () => pageSaidYes || document.readyState !== 'loading'

  /** Whether it may is for the worker to say. */
  function onPageRequest(asked: PageRequest): void {
    if (asked.recording === 'on') pageSaidYes = true
    request('page.request', asked).then(wake, () => {})
  }

  function wakeWhenParsed(): void {
    if (isPageReady()) wake()
    else parts.push(listen(document, 'DOMContentLoaded', wake, { once: true }))
  }

  function closeBanner(): void {
    banner?.stop()
    banner = undefined
  }

  function answer(answer: BannerAnswer): void {
    banner = undefined
    request('consent.answer', answer).then(wake, wake)
  }

  function record(streamId: string, framePath: number[], reply: Permission): void {
    closeBanner()
    const claims = claimPlace(streamId, framePath, request)
    const parts = [claims]
    // Before the recording, which listens for the same and would tell the address.
    if (reply.urlRules) parts.push(watchRules(window, reply.urlRules, leaveAddress))
    const indicator = reply.indicator ? showIndicator(document, reply.indicator) : undefined
    if (indicator) parts.push(indicator)
    const recording = startRecording({
      window,
      sessionId: reply.sessionId,
      streamId,
      startTick: start.tick,
      policy: reply.policy,
      entries,
      capture: reply.capture,
      seesRequests: reply.seesRequests === true,
      early,
      frameStreams,
      shadowRootOf: closedShadowRootOf,
      probe,
      errors,
      vitals,
      drawings,
      own: indicator?.host,
      ...(limits ? { limits } : {}),
      request,
      isGone: isExtensionGone,
      onEnded() {
        if (isExtensionGone()) leave()
        else silence()
      },
      onStarted() {},
      onReplaced: () => transitions.add(window),
    })
    state = { status: 'recording', recording, claims, parts }
  }

  /** What was decided for the last address does not hold for this one. */
  function leaveAddress(): void {
    if (state.status !== 'recording') return
    const ended = state.recording.end('stopped', 'elsewhere')
    silence()
    ended.then(wake, wake)
  }

  /** Also of a recording that is over: what was entered under it may still be shown by its other documents. */
  function marksNow(): string[] {
    if (state.status === 'recording') lastMarks = state.recording.marks()
    return lastMarks
  }

  /** Nothing is recorded: nothing of ours may cost the page anything. */
  function quiet(): void {
    probe.stop()
    errors.stop()
    early.stop()
    drawings.stop()
  }

  function silence(): void {
    marksNow()
    if (state.status === 'recording') stopAll(state.parts)
    if (state.status !== 'gone') state = { status: 'silent' }
    quiet()
    start = momentNow()
  }

  /** The extension was reloaded or removed: nothing of us may stay. */
  function leave(): void {
    if (state.status === 'recording') {
      stopAll(state.parts)
      state.recording.abandon()
    }
    state = { status: 'gone' }
    quiet()
    closeBanner()
    activity.stop()
    stopAll(parts)
    if (host[PLACE] === resident) delete host[PLACE]
  }

  async function end(reason: EndReason | 'unload' | 'cached') {
    if (state.status !== 'recording') return null
    const { recording } = state
    // Ends first: that takes in what still waits in the probe, which `silence` stops.
    const ended = recording.end(reason === 'unload' || reason === 'cached' ? reason : 'stopped')
    silence()
    if (reason === 'idle') wakeOnActivity()
    const chunks = await ended
    return { streamId: recording.streamId, chunks }
  }

  const commands = handle<ContentCommands>({
    'recording.start': async (payload) => {
      if (member(payload, 'frames') !== true || framePathOf(window).length > 0) await ask()
      return null
    },
    'recording.stop': (payload) => end(reasonOf(payload)),
    'recording.catchUp': async () => {
      if (state.status === 'recording') await state.recording.caughtUp()
      return null
    },
    'recording.policy': async (payload) => {
      const policy = policyOf(payload)
      if (state.status === 'recording' && policy) {
        policyNow = policy
        state.recording.setPolicy(policy)
      }
      return null
    },
    'recording.restrict': async (payload) => {
      if (state.status !== 'recording' || !policyNow) return null
      // Blocked: nothing more of it is kept. Only a new document is asked about again.
      if (member(payload, 'how') !== 'mask') await end('user')
      else if (policyNow.level !== 'mask-all') {
        policyNow = { ...policyNow, level: 'mask-all' }
        state.recording.setPolicy(policyNow)
      }
      return null
    },
    'entries.known': async (payload) => {
      entries.marks.add(parseMarks(member(payload, 'marks')))
      return null
    },
    'entries.all': async () => marksNow(),
    ...frameCommands({
      window,
      request,
      asked: () => asking,
      now: () =>
        state.status === 'recording' && policyNow ? { ...state, policy: policyNow } : undefined,
    }),
    'requests.seen': async (payload) => {
      const requests = parseSeen(payload)
      await asking
      if (state.status === 'recording') state.recording.requestsSeen(requests)
      return null
    },
    'mark.add': async (payload) => {
      const note = member(payload, 'note')
      if (state.status === 'recording' && window === window.top && typeof note === 'string')
        state.recording.mark(note)
      return null
    },
  })

  const transitions = listenEach(['pagehide', 'pageshow'], (event) => {
    const isCached = event instanceof PageTransitionEvent && event.persisted
    if (event.type === 'pagehide') end(isCached ? 'cached' : 'unload').catch(() => {})
    else if (isCached) wake()
  })
  transitions.add(window)
  const parts: Stoppable[] = [
    commands,
    window === window.top ? watchPageRequests(document, onPageRequest) : { stop() {} },
    transitions,
  ]

  function wake(): void {
    ask().catch(() => {})
  }

  /** The session ended or paused because nothing was done: the first thing that is done may begin or resume one. */
  function wakeOnActivity(): void {
    // Each generation of a buffer ends so.
    activity.stop()
    activity = onNextActivity(window, wake)
  }

  const resident: Resident = {
    isAlive: () => state.status !== 'gone' && !isExtensionGone(),
    wake,
    entries,
    placeFrame(element, streamId) {
      frameStreams.set(element, streamId)
      if (state.status === 'recording') state.recording.stream?.frames.placed(element, streamId)
    },
  }
  host[PLACE] = resident
  wake()
  return { stop: leave }
}
