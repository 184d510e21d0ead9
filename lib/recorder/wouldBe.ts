import type { RecordEvent } from '../format/events'
import type { Policy } from '../format/settings'
import type { WouldBeDocument } from '../format/wouldBe'
import { createMasker } from '../privacy/createMasker'
import { countMasking } from './countMasking'
import { frameElementAt, framePathOf } from './frames'
import { startStream } from './startStream'

interface WouldBeOptions {
  window: Window & typeof globalThis
  policy: Policy
  shadowRootOf(element: Element): ShadowRoot | null
}

/** What a recording that began now would hold of this document: by the recorder's own code, sent nowhere. */
export function takeWouldBe({ window, policy, shadowRootOf }: WouldBeOptions): WouldBeDocument {
  const started = performance.now()
  const { document } = window
  const masker = countMasking(createMasker(policy, { baseUrl: () => document.baseURI }))
  const events: RecordEvent[] = []
  const taken: WouldBeDocument = {
    framePath: framePathOf(window),
    events,
    resources: [],
    wanted: [],
    frames: [],
    counts: masker.counts,
    tookMs: 0,
  }
  const stream = startStream({
    window,
    streamId: 'would-be',
    masker: masker.masker,
    capture: {
      errors: false,
      console: false,
      network: false,
      networkBodies: false,
      canvas: false,
      resources: true,
    },
    now: () => 0,
    shadowRootOf,
    frameStreams: new WeakMap(),
    onEvent: (event) => events.push(event),
    onWanted: (wanted) => taken.wanted.push(wanted),
    onKept: (resource) => taken.resources.push(resource),
    onActed() {},
    onTooBusy() {},
    onReplaced() {},
    onHidden() {},
    onDescribed() {},
    onError() {},
  })
  stream.flush()
  for (let index = 0; index < window.length; index++) {
    const element = frameElementAt(window, index)
    const id = element === undefined ? 0 : stream.scope.idOf(element)
    if (id !== 0) taken.frames.push({ index, id })
  }
  masker.countPictures(document, (element) => stream.scope.treatmentOf(element))
  stream.stop()
  taken.tookMs = performance.now() - started
  return taken
}
