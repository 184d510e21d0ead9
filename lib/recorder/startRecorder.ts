import type { PageRequest } from '../consent/pageRequest'
import type { EndReason, Environment } from '../format/session'
import type { Policy } from '../format/settings'
import { connectProbe } from '../messages/pageBridge'
import type { ContentCommands, ContentRequests } from '../messages/protocol'
import { handle, isExtensionGone, send } from '../messages/runtime'
import { listen } from '../platform/listen'
import { listenEach } from '../platform/listenEach'
import { closedShadowRootOf } from '../platform/shadowRoots'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { type BannerAnswer, showBanner } from './banner'
import { maskingOfFrame, policyWithin } from './frameMasking'
import { framePathOf } from './frames'
import { watchPageRequests } from './pageRequests'
import { type Recording, type Request, startRecording } from './recording'
import { watchPageErrors } from './trackers/trackProbeErrors'

/** Where the copies of this script in one document, and in documents of the same origin, find each other. */
const PLACE = Symbol.for('recount.recorder')
/** A parent that starts later than its child hears of it at one of these times. */
const CLAIM_DELAYS_MS = [0, 500, 2000, 8000]
const MAX_CLAIM_ROUNDS = 6

interface Resident {
  isAlive(): boolean
  wake(): void
  /** A child document of the same origin says which element shows it. */
  placeFrame(element: Element, streamId: string): void
}

type State =
  | { status: 'silent' }
  | { status: 'asking' }
  | { status: 'recording'; recording: Recording; claims: Stoppable }
  | { status: 'gone' }

/**
 * Starts the recorder of this document: asks the worker, records if it may, and otherwise only listens for the word to
 * start. A second injection wakes the first copy instead.
 */
export function startRecorder(): Stoppable {
  const host = globalThis as typeof globalThis & { [PLACE]?: Resident }
  const first = host[PLACE]
  if (first?.isAlive()) {
    first.wake()
    return { stop() {} }
  }

  // Now, before the page's first script: only then is the line to the probe private.
  const probe = connectProbe(document)
  const errors = watchPageErrors(window)
  const frameStreams = new WeakMap<Element, string>()
  let state: State = { status: 'silent' }
  let banner: Stoppable | undefined
  let pageSaidYes = false
  // The first stream of a document that we see from its beginning counts from there.
  let start =
    document.readyState === 'loading' ? { at: performance.timeOrigin, tick: 0 } : momentNow()

  const request: Request = (name, payload) => send<ContentRequests, typeof name>(name, payload)

  let policyNow: Policy | undefined
  let asking: Promise<void> = Promise.resolve()

  function ask(): Promise<void> {
    if (state.status !== 'silent') return Promise.resolve()
    asking = askWorker()
    return asking
  }

  async function askWorker(): Promise<void> {
    state = { status: 'asking' }
    const streamId = mintId()
    const framePath = framePathOf(window)
    try {
      const reply = await request('recorder.hello', {
        streamId,
        url: document.URL,
        framePath,
        startedAt: start.at,
        doNotTrack: navigator.doNotTrack === '1',
        globalPrivacyControl:
          'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true,
        ...(framePath.length === 0
          ? { environment: environmentNow(), pageReady: isPageReady() }
          : {}),
      })
      if (isOver()) return
      if (!reply.record) {
        state = { status: 'silent' }
        quiet()
        if (reply.reason === 'page-wait') wakeWhenParsed()
        banner?.stop()
        banner = reply.banner && showBanner(document, reply.banner, answer)
        return
      }
      // The page around it was asked about the frame of that index: another frame may have had it meanwhile.
      const hasMoved = framePathOf(window).join() !== framePath.join()
      const given = hasMoved ? { ...reply.policy, level: 'mask-all' as const } : reply.policy
      const policy = policyWithin(given, window)
      policyNow = policy
      if (policy) record(streamId, framePath, { ...reply, policy })
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

  function answer(answer: BannerAnswer): void {
    request('consent.answer', answer).then(wake, wake)
  }

  function record(
    streamId: string,
    framePath: number[],
    reply: {
      sessionId: string
      policy: Policy
      capture: Parameters<typeof startRecording>[0]['capture']
    },
  ): void {
    banner?.stop()
    const claims = framePath.length === 0 ? { stop() {} } : claimPlace(streamId, framePath)
    const recording = startRecording({
      window,
      sessionId: reply.sessionId,
      streamId,
      startTick: start.tick,
      policy: reply.policy,
      capture: reply.capture,
      frameStreams,
      shadowRootOf: closedShadowRootOf,
      probe,
      errors,
      request,
      isGone: isExtensionGone,
      onEnded() {
        if (isExtensionGone()) leave()
        else silence()
      },
      onStarted() {},
      onReplaced: () => transitions.add(window),
    })
    state = { status: 'recording', recording, claims }
  }

  /** Nothing is recorded: nothing of ours may cost the page anything. */
  function quiet(): void {
    probe.stop()
    errors.stop()
  }

  function silence(): void {
    if (state.status === 'recording') state.claims.stop()
    if (state.status !== 'gone') state = { status: 'silent' }
    quiet()
    start = momentNow()
  }

  /** The extension was reloaded or removed: nothing of us may stay. */
  function leave(): void {
    if (state.status === 'recording') {
      state.claims.stop()
      state.recording.abandon()
    }
    state = { status: 'gone' }
    quiet()
    banner?.stop()
    stopAll(parts)
    if (host[PLACE] === resident) delete host[PLACE]
  }

  /** Tells the parent which element shows this document; see `frames.ts`. */
  function claimPlace(streamId: string, framePath: number[]): Stoppable {
    if (placeDirectly(streamId)) return { stop() {} }
    const timers = CLAIM_DELAYS_MS.map((delayMs) =>
      setTimeout(() => claim(streamId, framePath, 0), delayMs),
    )
    return { stop: () => timers.forEach(clearTimeout) }
  }

  function claim(streamId: string, framePath: number[], round: number): void {
    request('frame.claim', { streamId, framePath, round }).catch(() => {})
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
    'recording.start': async () => {
      await ask()
      return null
    },
    'recording.stop': (payload) => end(reasonOf(payload)),
    'recording.policy': async (payload) => {
      const policy = policyOf(payload)
      if (state.status === 'recording' && policy) {
        policyNow = policy
        state.recording.setPolicy(policy)
      }
      return null
    },
    'frame.masking': async (payload) => {
      await asking
      const index = member(payload, 'index')
      if (state.status !== 'recording' || !policyNow || typeof index !== 'number') return null
      return maskingOfFrame(policyNow, window, index)
    },
    'frame.claimed': async (payload) => {
      const claimed = parseClaim(payload)
      if (state.status !== 'recording' || !claimed) return null
      const { stream, streamId } = state.recording
      if (stream?.frames.claimed(claimed) !== 'verify' || claimed.round >= MAX_CLAIM_ROUNDS)
        return null
      const { streamId: child, round } = claimed
      await request('frame.verify', { streamId: child, parentStreamId: streamId, round })
      return null
    },
    'frame.verify': async (payload) => {
      const { streamId, round } = parseVerify(payload)
      if (state.status !== 'recording' || state.recording.streamId !== streamId) return null
      state.claims.stop() // a parent has heard us
      claim(streamId, framePathOf(window), round + 1)
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
    const listening = listen(
      window,
      ['pointerdown', 'keydown', 'wheel', 'touchstart'],
      (event) => {
        if (!event.isTrusted) return
        listening.stop()
        wake()
      },
      { capture: true, passive: true },
    )
    parts.push(listening)
  }

  const resident: Resident = {
    isAlive: () => state.status !== 'gone' && !isExtensionGone(),
    wake,
    placeFrame(element, streamId) {
      frameStreams.set(element, streamId)
      if (state.status === 'recording') state.recording.stream?.frames.placed(element, streamId)
    },
  }
  host[PLACE] = resident
  wake()
  return { stop: leave }
}

/** Same origin: the isolated worlds of parent and child can reach each other, where the page cannot. */
function placeDirectly(streamId: string): boolean {
  try {
    const element = window.frameElement
    const parent = window.parent as typeof window & { [PLACE]?: Resident }
    const resident = parent[PLACE]
    if (!element || !resident?.isAlive()) return false
    resident.placeFrame(element, streamId)
    return true
  } catch {
    return false // another origin
  }
}

/** The wall clock names the moment, the other one counts from there: it never jumps. */
function momentNow(): { at: number; tick: number } {
  return { at: Date.now(), tick: performance.now() }
}

function mintId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((part) => part.toString(36).padStart(7, '0'))
    .join('')
}

function environmentNow(): Environment {
  return {
    userAgent: navigator.userAgent,
    platform: navigator.platform,
    language: navigator.language,
    // The worker knows it as well, and asking takes 10 ms in a fresh process.
    timezone: '',
    screen: { width: screen.width, height: screen.height },
    touch: navigator.maxTouchPoints > 0,
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function reasonOf(payload: unknown): EndReason {
  const reason = member(payload, 'reason')
  return typeof reason === 'string' ? (reason as EndReason) : 'user'
}

/** The worker is our own, yet a policy of an older version must not lower anything by being misread. */
function policyOf(payload: unknown): Policy | undefined {
  const policy = member(payload, 'policy')
  const level = member(policy, 'level')
  const rules = member(policy, 'rules')
  if (level !== 'mask-all' && level !== 'mask-user-input' && level !== 'allow') return undefined
  return Array.isArray(rules) ? (policy as Policy) : undefined
}

function parseClaim(payload: unknown) {
  const streamId = member(payload, 'streamId')
  const framePath = member(payload, 'framePath')
  const round = member(payload, 'round')
  if (typeof streamId !== 'string' || typeof round !== 'number' || !Array.isArray(framePath))
    return undefined
  return { streamId, round, framePath: framePath.map(Number) }
}

function parseVerify(payload: unknown): { streamId: string; round: number } {
  return { streamId: String(member(payload, 'streamId')), round: Number(member(payload, 'round')) }
}
