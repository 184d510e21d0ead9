import type { GapEvent, Milliseconds, NodeId, RecordEvent } from '../../format/events'
import type { ProbeLine } from '../../messages/pageBridge'
import type { SeenRequest } from '../../messages/seenRequest'
import { idleTask, pacedTask } from '../../platform/schedule'
import { type Stoppable, stopAll } from '../../platform/stoppable'
import type { Masker } from '../../privacy/masker'
import { customState } from '../elementState'
import type { PageVitals } from '../pageVitals'
import type { Scope } from '../scope'
import type { StyleSheets } from '../styleSheets'
import { timeOf } from '../timeOf'
import type { RecordedTree } from '../tree'
import type { HighlightTracker } from './trackHighlights'
import type { InputTracker } from './trackInput'
import { trackAnimations } from './trackProbeAnimations'
import { consoleEvent } from './trackProbeConsole'
import type { Definitions } from './trackProbeDefinitions'
import { errorEvent, type PageErrors, pageErrorEvent } from './trackProbeErrors'
import {
  numberOf,
  type ProbeNews,
  type ProbeRecord,
  parseProbeNews,
  textOf,
} from './trackProbeFields'
import { trackFonts } from './trackProbeFonts'
import { networkEvent, socketEvent } from './trackProbeNetwork'
import { tellStates } from './trackProbeStates'
import { storageEvent } from './trackProbeStorage'
import { trackStyles } from './trackProbeStyles'
import { trackNetworkTiming } from './trackProbeTiming'
import { trackVitals } from './trackProbeVitals'
import type { ValidityTracker } from './trackValidity'

/** As the mutations' own: below what a person notices in a replay. */
const PULL_CAP_MS = 100
/** As the mutations' own, too. */
const PULL_SHARE = 0.015
const ALTERED_CAP_MS = 500
const SCRIPTED = { byScript: true }

export interface ProbeTracker extends Stoppable {
  /** Takes in what waits in the page. */
  flush(): void
  requestsSeen(requests: SeenRequest[]): void
  /** A new snapshot begins: nothing has been told yet. */
  snapshotBegins(): void
  snapshotDone(): void
}

/** What the probe's news is turned into events with. */
export interface ProbeParts {
  scope: Scope
  line: ProbeLine | undefined
  errors: PageErrors | undefined
  vitals: PageVitals | undefined
  seesRequests: boolean
  definitions: Definitions
  tree: RecordedTree
  sheets: StyleSheets
  inputs: InputTracker
  highlights: HighlightTracker
  validity: ValidityTracker
}

type ToEvent = (record: ProbeRecord, time: Milliseconds, masker: Masker) => RecordEvent | undefined

const EVENTS: Record<string, ToEvent> = {
  console: consoleEvent,
  error: errorEvent,
  socket: socketEvent,
  storage: storageEvent,
}

/** Everything the probe tells, and the diagnostics that need no probe. What it says is parsed, masked, and only then kept. */
export function trackProbe(probeParts: ProbeParts): ProbeTracker {
  const { scope, line, errors, definitions, tree, sheets, inputs, validity, highlights } =
    probeParts
  const { capture, masker } = scope
  const styles = trackStyles(scope, sheets)
  const animations = trackAnimations(scope)
  const fonts = trackFonts((sheet) => styles.replayOnly(sheet))
  const timing = capture.network
    ? trackNetworkTiming(scope, { isSeen: probeParts.seesRequests })
    : undefined
  const pulling = pacedTask(
    scope.guard(() => {
      const startedAt = performance.now()
      line?.pull()
      pulling.took(performance.now() - startedAt)
    }),
    { capMs: PULL_CAP_MS, share: PULL_SHARE },
  )
  // Reads every style element once more: not while the page is being written.
  const altered = idleTask(
    scope.guard(() => {
      // A new text of a style element comes before what script did to its rules.
      tree.flush()
      styles.lookAtAltered()
    }),
    ALTERED_CAP_MS,
  )
  const vitals = trackVitals(scope, probeParts.vitals)
  const parts: Stoppable[] = [pulling, altered, vitals, highlights]
  if (timing) parts.push(timing)
  if (errors && capture.errors) {
    const tell = scope.guard((event: Event) => {
      const error = pageErrorEvent(event, scope)
      if (error) scope.emit(error)
    })
    parts.push(errors.tell(tell))
  }

  const take = scope.guard((nodes: readonly EventTarget[], raw: unknown) => {
    const news = parseProbeNews(raw)
    if (!news) return
    // The tree first: what is said of a node is said of a node the replay has.
    const firstFresh = tree.ids.next
    tree.flush('due')
    for (const index of news.shadow) attach(nodes[index])
    for (const index of news.state) {
      const node = nodes[index]
      if (!(node instanceof Element)) continue
      validity.look(node)
      if (!isFresh(node, firstFresh)) inputs.compare(node, SCRIPTED)
    }
    for (const index of news.animation) {
      const node = nodes[index]
      if (node instanceof Element) animations.look(node)
    }
    for (const record of news.records) write(record, nodes)
    tellDropped(news)
  })

  /** What was written a moment ago was written as it is now. But a radio button speaks for its group. */
  function isFresh(node: Element, firstFresh: NodeId): boolean {
    return tree.ids.id(node) >= firstFresh && !node.matches('[type=radio]')
  }

  function attach(host: EventTarget | undefined): void {
    const root = host instanceof Element ? scope.shadowRootOf(host) : null
    if (root) tree.attach(root)
  }

  function write(record: ProbeRecord, nodes: readonly EventTarget[]): void {
    const kind = textOf(record, 'kind', 20)
    if (kind === 'sheet' || kind === 'adopted') {
      styles.take(record, nodes)
      return
    }
    if (kind === 'highlights') {
      highlights.request()
      return
    }
    if (kind === 'states') {
      const node = nodes[numberOf(record, 'node') ?? -1]
      if (node instanceof Element) tellStates(scope, record, node)
      return
    }
    if (kind === 'font' || kind === 'property') {
      fonts.take(record)
      return
    }
    if (kind === 'defined') {
      tellDefined(textOf(record, 'name', 200))
      return
    }
    const atMs = numberOf(record, 'at') ?? performance.now()
    const time = timeOf(scope, atMs)
    if (kind === 'network') {
      const event = networkEvent(record, time, masker)
      if (event) timing?.add(event, textOf(record, 'url'), atMs)
      return
    }
    if (kind === 'error' && !capture.errors) return
    const event = EVENTS[kind]?.(record, time, masker)
    if (event) scope.emit(event)
  }

  /** Elements that were written before their name was defined are so from now on. */
  function tellDefined(name: string): void {
    for (const element of definitions.take(name)) {
      attach(element)
      const id = scope.idOf(element)
      const state = customState(scope, element)
      if (id !== 0 && state !== 0) scope.emit({ kind: 'state', time: scope.now(), id, state })
    }
  }

  function tellDropped({ dropped }: ProbeNews): void {
    const lost = Object.entries(dropped).filter(([kind]) => /^[a-z]{1,10}$/.test(kind))
    if (lost.length === 0) return
    const gap: GapEvent = {
      kind: 'gap',
      time: scope.now(),
      reason: 'too-busy',
      detail: lost.map(([kind, count]) => `${count} ${kind}`).join(', '),
    }
    scope.emit(gap)
  }

  /** Also for a new snapshot: the probe tells again what only it knows. */
  function go(): void {
    line?.go(
      {
        console: capture.console,
        network: capture.network,
        networkBodies: capture.network && capture.networkBodies,
        canvas: capture.canvas && masker.policy.level === 'allow',
      },
      { wake: () => pulling.request(), take },
    )
    animations.restart()
    highlights.reset()
    if (!line?.isEarly) altered.request()
  }
  go()

  return {
    flush() {
      line?.pull()
      if (altered.pending) styles.lookAtAltered()
      altered.cancel()
      highlights.flush()
      timing?.flush()
      vitals.flush()
    },
    requestsSeen: (requests) => timing?.seen(requests),
    snapshotBegins() {
      styles.reset()
      definitions.clear()
    },
    snapshotDone: go,
    stop() {
      line?.pullLast()
      line?.pause()
      stopAll(parts)
    },
  }
}
