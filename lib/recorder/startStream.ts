import type { Milliseconds, RecordEvent, SnapshotEvent } from '../format/events'
import type { CaptureOptions } from '../format/settings'
import type { ProbeLine } from '../messages/pageBridge'
import type { InlineResource } from '../messages/protocol'
import type { SeenRequest } from '../messages/seenRequest'
import { createMeter, type Meter } from '../platform/meter'
import { localNameOf } from '../platform/reads'
import { type Stoppable, stopAll } from '../platform/stoppable'
import type { Masker } from '../privacy/masker'
import type { Drawings } from './drawings'
import type { EarlyAct } from './earlyActs'
import { createFrames, type Frames } from './frames'
import type { NodeIds } from './nodeIds'
import type { PageVitals } from './pageVitals'
import { POINTER_ACTIONS } from './pointerActions'
import { reachedFrom } from './reached'
import { createResourceCollector, type WantedResource } from './resources'
import { createRootEvents } from './rootEvents'
import type { Scope } from './scope'
import { createScripted } from './scripted'
import { createSecondLook } from './secondLook'
import type { Met } from './serializeNode'
import { createStyleSheets, type StyleSheets } from './styleSheets'
import { canHost } from './tags'
import { timeOf } from './timeOf'
import { trackCanvas } from './trackers/trackCanvas'
import { trackEditing } from './trackers/trackEditing'
import { trackEntries } from './trackers/trackEntries'
import { trackFocus } from './trackers/trackFocus'
import { trackHighlights } from './trackers/trackHighlights'
import { type InputTracker, trackInput } from './trackers/trackInput'
import { trackKeys } from './trackers/trackKeys'
import { trackMedia } from './trackers/trackMedia'
import { trackMediaFeatures } from './trackers/trackMediaFeatures'
import { type NavigationTracker, trackNavigation } from './trackers/trackNavigation'
import { trackPictures } from './trackers/trackPictures'
import { trackPointer } from './trackers/trackPointer'
import { trackProbe } from './trackers/trackProbe'
import { createDefinitions } from './trackers/trackProbeDefinitions'
import type { PageErrors } from './trackers/trackProbeErrors'
import { trackScroll } from './trackers/trackScroll'
import { trackSelection } from './trackers/trackSelection'
import { trackSlots } from './trackers/trackSlots'
import { trackTopLayer } from './trackers/trackTopLayer'
import { trackValidity } from './trackers/trackValidity'
import { trackViewport } from './trackers/trackViewport'
import { trackVisibility } from './trackers/trackVisibility'
import { createTree, type RecordedTree, type WalkLimits } from './tree'

export interface StreamOptions {
  window: Window & typeof globalThis
  streamId: string
  masker: Masker
  capture: CaptureOptions
  /** The worker observes the requests: each is told with what `requestsSeen` says of it. */
  seesRequests?: boolean
  now: () => Milliseconds
  /** Told how long everything takes that runs in the page's time. */
  meter?: Meter
  /** The line to the probe; absent: no diagnostics from the page's world. */
  probe?: ProbeLine
  errors?: PageErrors
  vitals?: PageVitals
  drawings?: Drawings
  /** What was done here before, oldest first; told as if it had been heard. */
  early?: EarlyAct[]
  /** Our own element in the page, which is not part of it. */
  own?: Element
  /** Root of a shadow tree; absent: open ones only. */
  shadowRootOf?: (element: Element) => ShadowRoot | null
  limits?: Partial<WalkLimits>
  /** Of the stream's part before a gap: what was masked there stays so. */
  earlier?: NodeIds
  /** Frame elements of this document -> stream of what they show. */
  frameStreams: WeakMap<Element, string>
  /** A frame shows a document that may not be recorded yet. */
  onFrameLoaded?: () => void
  onFrameMasked?: (stream: string, how: 'mask' | 'block') => void
  onEvent: (event: RecordEvent) => void
  onWanted: (wanted: WantedResource) => void
  onKept: (resource: InlineResource) => void
  onActed: () => void
  /** The root element is another one (`document.open` takes every listener away, ours too): begin anew. */
  onReplaced: () => void
  /** Following this page takes too much of its time. Nothing more of its tree is heard until a new stream begins. */
  onTooBusy: () => void
  onHidden: () => void
  onDescribed: (place: { url: string; title: string }) => void
  onError: (error: unknown) => void
}

/** One stream: everything one document shows and what is done in it, from the first snapshot on. */
export interface Stream extends Stoppable {
  readonly scope: Scope
  readonly tree: RecordedTree
  readonly frames: Frames
  readonly sheets: StyleSheets
  readonly inputs: InputTracker
  readonly navigation: NavigationTracker
  /** What the worker observed of this document's requests. */
  requestsSeen(requests: SeenRequest[]): void
  /** Writes everything that waits. */
  flush(): void
  /** A new beginning: after a gap, or when the policy changed. */
  restart(): void
}

export function startStream(options: StreamOptions): Stream {
  const { window, onEvent, onError, meter = createMeter() } = options
  const { document } = window
  const guard: Scope['guard'] =
    (run) =>
    (...args) => {
      const begun = meter.begin()
      try {
        run(...args)
      } catch (error) {
        onError(error)
      } finally {
        meter.end(begun)
      }
    }
  const early = [...(options.early ?? [])]
  const begunAt = early[0]?.url ?? document.URL
  let isFirst = true
  let isLate = false
  let lastTime = 0
  const shadowRootOf = options.shadowRootOf ?? ((element) => element.shadowRoot)

  const definitions = createDefinitions(document, options.probe)
  const soon = () => tree.soon()
  const scripted = createScripted(() => tree.ids, soon)

  const scope: Scope = {
    document,
    window,
    streamId: options.streamId,
    masker: options.masker,
    capture: options.capture,
    rootEvents: createRootEvents(),
    drawings: options.drawings,
    own: options.own,
    get ids() {
      return tree.ids
    },
    resources: createResourceCollector({
      streamId: options.streamId,
      masker: options.masker,
      baseUrl: () => document.baseURI,
      enabled: options.capture.resources,
      onWanted: options.onWanted,
      onKept: options.onKept,
    }),
    now: options.now,
    get lastTime() {
      return lastTime
    },
    emit(event) {
      const told = event.kind === 'snapshot' && isFirst ? firstSnapshot(event) : event
      if (event.kind === 'snapshot') isFirst = false
      lastTime = Math.max(lastTime, told.time)
      onEvent(told)
    },
    idOf: (node) => (node === null ? 0 : tree.idOf(node)),
    knownTreatment: (node) => tree.treatment(node),
    treatmentOf: (node) => tree.treatment(node) ?? options.masker.resolve(node),
    settle: () => tree.flush('all'),
    settled() {
      tree.flush()
      return tree.isWhole
    },
    acted: options.onActed,
    scripted: (target, tell) => scripted.add(target, tell),
    guard,
    awaitDefinition: (element) => definitions.add(element),
    shadowRootOf: (element) => (canHost(localNameOf(element)) ? shadowRootOf(element) : null),
  }
  const frames = createFrames(scope, options.frameStreams, {
    onLoaded: options.onFrameLoaded,
    onMasked: options.onFrameMasked,
  })
  const sheets = createStyleSheets(scope)
  const pictures = trackPictures(scope, (element) => secondLook.again(element))
  const canvases = trackCanvas(scope)
  const slots = trackSlots(scope)
  const secondLook = createSecondLook(scope, {
    frames,
    sheets,
    pictures,
    canvases,
    slots,
    reconsider: (element) => inputs.again(element),
    attach(root) {
      tree.attach(root)
      scroll.sweep(root)
    },
  })
  const inputs = trackInput(scope, soon)
  const pointer = trackPointer(scope, inputs.clicked)
  const topLayer = trackTopLayer(scope)
  const onMet = (met: Met) => {
    secondLook.met(met)
    for (const root of met.shadowRoots) {
      scope.rootEvents.add(root)
      slots.attach(root)
      if (isLate) scroll.sweep(root)
      sheets.lookAtAdopted(root)
    }
  }
  const scroll = trackScroll(scope)
  const highlights = trackHighlights(scope)
  const selection = trackSelection(scope)
  const tree = createTree(
    scope,
    {
      onMet,
      onReplaced: options.onReplaced,
      onTooBusy: options.onTooBusy,
      beforeWriting() {
        scripted.tellKnown()
        inputs.flush('typed')
      },
      afterWriting() {
        scripted.tellRest()
        inputs.flush()
        highlights.request()
      },
    },
    options,
  )
  const validity = trackValidity(scope)
  const editing = trackEditing(scope)
  const keys = trackKeys(scope, editing.flush)
  const entries = trackEntries(scope)
  const navigation = trackNavigation(scope, begunAt, options.onDescribed)
  scope.rootEvents.add(document)
  // The page may show it already.
  for (const act of early) entries.hear(act)
  snapshot()
  if (begunAt !== document.URL) navigation.check('push')
  const probe = trackProbe({
    scope,
    line: options.probe,
    errors: options.errors,
    vitals: options.vitals,
    seesRequests: options.seesRequests === true,
    definitions,
    tree,
    sheets,
    inputs,
    highlights,
    validity,
  })
  const parts: Stoppable[] = [
    probe,
    frames,
    sheets,
    secondLook,
    tree,
    scope.rootEvents,
    canvases,
    slots,
    topLayer,
    pointer,
    scroll,
    navigation,
    entries,
    editing,
    keys,
    trackViewport(scope),
    trackFocus(scope),
    selection,
    validity,
    trackMedia(scope),
    trackMediaFeatures(scope, () => restart()),
    trackVisibility(scope, () => {
      flush()
      options.onHidden()
    }),
  ]

  function snapshot(): void {
    // In a page that is there already elements have scrolled before us; events tell only what comes.
    isLate = document.readyState === 'complete'
    sheets.reset()
    pictures.reset()
    canvases.reset()
    // What stands before a secret in the document may show it.
    for (const field of document.querySelectorAll(MAY_BE_SECRET))
      options.masker.learn(field, 'secrets')
    tree.snapshot()
    selection.reset()
    for (const act of early.splice(0)) hear(act)
    sheets.lookAtAdopted(document)
    if (isLate) scroll.sweep(document)
    isLate = false
  }

  /** Something done before the first snapshot. */
  function hear(act: EarlyAct): void {
    navigation.told(act.url, timeOf(scope, act.event.timeStamp))
    if (act.event.type in POINTER_ACTIONS) pointer.hear(act)
    else if (act.event.type === 'keydown') keys.hear(act)
    else inputs.hear(act)
  }

  /** What was done before it comes after it, for only then the nodes have ids: the page as it was when that began. */
  function firstSnapshot(event: SnapshotEvent): SnapshotEvent {
    const reached = reachedFrom(window, scope)
    const [act] = early
    if (!act) return { ...event, ...reached }
    const url = options.masker.url(begunAt, 'page')
    const time = timeOf(scope, act.event.timeStamp)
    return { ...event, time, lateMs: event.time - time, url, ...reached }
  }

  function flush(): void {
    tree.flush('all')
    probe.flush()
    inputs.flush()
    while (secondLook.isPending) {
      secondLook.flush()
      tree.flush('all')
    }
    pointer.flush()
    scroll.flush()
  }

  function restart(): void {
    probe.snapshotBegins()
    snapshot()
    probe.snapshotDone()
  }

  return {
    scope,
    tree,
    frames,
    sheets,
    inputs,
    navigation,
    requestsSeen: guard(probe.requestsSeen),
    flush: guard(flush),
    restart: guard(restart),
    stop: () => stopAll(parts),
  }
}

const MAY_BE_SECRET =
  'input[type=password i], input[type=hidden i], input[autocomplete], meta[name], meta[property]'
