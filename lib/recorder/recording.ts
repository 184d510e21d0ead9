import type { Milliseconds } from '../format/events'
import type { EndReason } from '../format/session'
import type { Policy } from '../format/settings'
import type { ChunkMessage } from '../messages/protocol'
import type { SeenRequest } from '../messages/seenRequest'
import { errorClass } from '../platform/describeError'
import { createMeter } from '../platform/meter'
import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import { createMasker } from '../privacy/createMasker'
import { isAtLeastAsStrict } from '../privacy/strictness'
import { createChunker } from '../transport/chunker'
import { createUplink } from '../transport/uplink'
import { createFetchQueue } from './fetchQueue'
import { atFirstSight } from './firstSight'
import type { NodeIds } from './nodeIds'
import type { Recording, RecordingOptions } from './recordingTypes'
import { shareEntries } from './shareEntries'
import { type Stream, startStream } from './startStream'
import { createRests } from './workload'

/** Requests of a page that is not on show yet. */
const MAX_SEEN_BEFORE = 500

/** Each takes a whole snapshot. */
const MAX_NEW_BEGINNINGS = 5

/** Frames that come together are announced together. */
const FOLLOW_DELAY_MS = 30

export function startRecording(options: RecordingOptions): Recording {
  const { window, sessionId, streamId, startTick, request } = options
  let stream: Stream | undefined
  let policy = options.policy
  let masker = maskerOf(policy)
  let earlier: NodeIds | undefined
  /** What the worker observed before the first snapshot. */
  let seenBefore: SeenRequest[] = []
  let isOver = false
  let hasBegun = false
  let overflowAt: Milliseconds | undefined
  /** Parts of this page do not fit into a message: nothing more of it is recorded. */
  let isTooLarge = false
  let newBeginnings = 0
  /** Since then the page is left alone, for it asks too much. */
  let busyAt: Milliseconds | undefined
  const rests = createRests()

  const uplink = createUplink({
    sessionId,
    streamId,
    send: (message: ChunkMessage) => request('chunk.append', message),
    onStop: (_reason: EndReason) => {
      abandon()
      options.onEnded()
    },
    isGone: options.isGone,
    onGone: () => {
      abandon()
      options.onEnded()
    },
    onOverflow: (chunk) => {
      overflowAt = chunk.firstTime
      halt()
    },
    onRoom: () => {
      if (isOver || overflowAt === undefined) return
      noteOverflow()
      begin()
    },
    onGivenUp(chunk) {
      // A page whose snapshot is too large will not become small by trying again.
      isTooLarge = chunk.snapshot || ++newBeginnings > MAX_NEW_BEGINNINGS
      anew.request()
    },
  })
  /** Not at once: an event of a tracker that is just being started may have filled the chunk. */
  const anew = delayedTask(() => {
    halt()
    begin()
  }, 0)
  let resting: Stoppable = { stop() {} }
  /** Not at once: the one who says so is in the midst of its work. */
  const rest = delayedTask(() => {
    if (isOver || stream === undefined) return
    busyAt = now()
    halt()
    const pause = delayedTask(resume, rests.next())
    pause.request()
    resting = pause
  }, 0)
  /** The address is one that may not be told. */
  let hasLeft = false
  let toldFailures = 0
  let earlierFailures = 0
  const meter = createMeter()
  const sharing = shareEntries(
    window,
    () => masker.news(),
    (marks) => void request('entries.marks', { marks }).catch(ignoreLost),
  )
  const chunker = createChunker((chunk) => {
    const failures = earlierFailures + masker.failures
    const maskFailures = failures - toldFailures
    toldFailures = failures
    const costMs = meter.take()
    // Handing it over costs as well; that shows in the next chunk.
    meter.measure(() =>
      uplink.add({ ...chunk, costMs, ...(maskFailures > 0 ? { maskFailures } : {}) }),
    )
  })
  const fetching = createFetchQueue((items) => {
    request('resource.fetch', { sessionId, items }).catch(ignoreLost)
  })
  const following = delayedTask(
    () => void request('frame.loaded', { streamId }).catch(ignoreLost),
    FOLLOW_DELAY_MS,
  )
  const waiting: Stoppable = atFirstSight(window, begin)

  function now(): Milliseconds {
    return Math.max(0, Math.round(performance.now() - startTick))
  }

  function noteRest(): void {
    resting.stop()
    if (busyAt === undefined) return
    chunker.add({ kind: 'gap', time: busyAt, reason: 'too-busy', durationMs: now() - busyAt })
    busyAt = undefined
  }

  /** Where the worker has no room either, what comes when there is some begins anew. */
  function resume(): void {
    if (overflowAt === undefined) begin()
  }

  function noteOverflow(): void {
    if (overflowAt === undefined) return
    const durationMs = now() - overflowAt
    chunker.add({ kind: 'gap', time: overflowAt, reason: 'worker-lost', durationMs })
    overflowAt = undefined
  }

  function maskerOf(policy: Policy) {
    return createMasker(policy, {
      baseUrl: () => window.document.baseURI,
      entries: options.entries,
    })
  }

  function begin(): void {
    if (isOver || stream || isTooLarge) return
    hasBegun = true
    noteRest()
    const begun = meter.measure(() =>
      startStream({
        window,
        streamId,
        masker,
        capture: options.capture,
        seesRequests: options.seesRequests,
        early: options.early.take(),
        now,
        meter,
        frameStreams: options.frameStreams,
        shadowRootOf: options.shadowRootOf,
        ...(earlier ? { earlier } : {}),
        ...(options.limits ? { limits: options.limits } : {}),
        probe: options.probe,
        errors: options.errors,
        vitals: options.vitals,
        drawings: options.drawings,
        own: options.own,
        onFrameLoaded: following.request,
        onFrameMasked: (child, how) => {
          const parentStreamId = streamId
          request('frame.restrict', { streamId: child, parentStreamId, how }).catch(ignoreLost)
        },
        // Pictures are encoded in their own time, and may come when all is over.
        onEvent(event) {
          if (!isOver) chunker.add(event)
        },
        onWanted: fetching.add,
        onKept(resource) {
          if (!isOver) chunker.keep(resource)
        },
        onActed: () => chunker.acted(),
        onReplaced() {
          halt()
          options.onReplaced()
          begin()
        },
        onTooBusy: rest.request,
        onHidden: flush,
        onDescribed: describe,
        onError: (error) =>
          chunker.add({ kind: 'gap', time: now(), reason: 'error', detail: errorClass(error) }),
      }),
    )
    stream = begun
    begun.requestsSeen(seenBefore)
    seenBefore = []
    if (overflowAt !== undefined) {
      halt() // its first snapshot was one too many
      return
    }
    describe({
      url: masker.url(window.document.URL, 'page'),
      title: masker.title(window.document.title),
    })
    // The first snapshot is worth a message of its own: who asked for the recording waits for it.
    chunker.flush()
    options.onStarted(begun)
  }

  function halt(): void {
    earlier = stream?.tree.ids ?? earlier
    stream?.stop()
    stream = undefined
  }

  function describe(place: { url: string; title: string }): void {
    request('stream.describe', { streamId, ...place }).catch(ignoreLost)
  }

  function flush(): void {
    stream?.flush()
    sharing.now()
    if (!hasLeft) stream?.navigation.check('replace')
    fetching.now()
    chunker.flush()
  }

  function abandon(): void {
    isOver = true
    sharing.stop()
    waiting.stop()
    anew.stop()
    rest.stop()
    resting.stop()
    fetching.stop()
    following.stop()
    stream?.stop()
    stream = undefined
    chunker.stop()
    uplink.stop()
  }

  return {
    streamId,
    get stream() {
      return stream
    },
    setPolicy(next) {
      if (isOver) return
      stream?.flush()
      halt()
      // What was masked under a policy that the person has just made less strict is theirs to show.
      if (!isAtLeastAsStrict(next, policy)) earlier = undefined
      policy = next
      earlierFailures += masker.failures
      masker = maskerOf(policy)
      begin()
    },
    requestsSeen(requests) {
      if (stream) stream.requestsSeen(requests)
      else if (seenBefore.length < MAX_SEEN_BEFORE) seenBefore.push(...requests)
    },
    mark: (note) => chunker.add({ kind: 'mark', time: now(), note }),
    flush,
    caughtUp() {
      flush()
      return uplink.drained()
    },
    entered: sharing.now,
    marks: () => masker.marks(),
    end(reason, place) {
      if (isOver) return Promise.resolve(0)
      noteOverflow()
      hasLeft = place === 'elsewhere'
      // Left before the first sight, or while the page was left alone: keep what is there.
      if ((!hasBegun || busyAt !== undefined) && !hasLeft) begin()
      flush()
      stream?.stop()
      stream = undefined
      isOver = true
      sharing.stop()
      waiting.stop()
      anew.stop()
      rest.stop()
      fetching.stop()
      following.stop()
      chunker.add({ kind: 'end', time: now(), reason })
      chunker.flush('final')
      return uplink.drained()
    },
    abandon,
  }
}

/** A lost wish costs a resource or a title, not the recording; a lost worker shows in the chunks. */
function ignoreLost(): void {}
