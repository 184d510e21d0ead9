import type { EndEvent } from '../format/events'
import type { CaptureOptions, Policy } from '../format/settings'
import type { ProbeLine } from '../messages/pageBridge'
import type { ContentRequests } from '../messages/protocol'
import type { SeenRequest } from '../messages/seenRequest'
import type { Entries } from '../privacy/entries'
import type { Drawings } from './drawings'
import type { EarlyActs } from './earlyActs'
import type { PageVitals } from './pageVitals'
import type { Stream } from './startStream'
import type { PageErrors } from './trackers/trackProbeErrors'
import type { WalkLimits } from './tree'

export interface RecordingOptions {
  window: Window & typeof globalThis
  sessionId: string
  streamId: string
  /** The same moment by `performance.now()`: the wall clock may be set while we record, events go on counting. */
  startTick: number
  policy: Policy
  entries: Entries
  capture: CaptureOptions
  /** The worker observes the requests and tells them, too. */
  seesRequests: boolean
  /** What is done before the first snapshot. */
  early: EarlyActs
  frameStreams: WeakMap<Element, string>
  shadowRootOf: (element: Element) => ShadowRoot | null
  probe: ProbeLine
  errors: PageErrors
  vitals: PageVitals
  drawings: Drawings
  /** Our own element in the page, which is not part of it. */
  own?: Element
  /** Other than the product's: for tests. */
  limits?: Partial<WalkLimits>
  request: Request
  isGone: () => boolean
  /** The recording ended by itself: the worker said so, or the extension is gone. */
  onEnded: () => void
  onStarted: (stream: Stream) => void
  /** `document.open` took the listeners of this document away. */
  onReplaced: () => void
}

/** Sends one message to the worker. */
export type Request = <Name extends keyof ContentRequests>(
  name: Name,
  payload: ContentRequests[Name]['payload'],
) => Promise<ContentRequests[Name]['reply']>

/** One stream on its way from the page to the worker. */
export interface Recording {
  readonly streamId: string
  /** Undefined until the first snapshot. */
  readonly stream: Stream | undefined
  setPolicy(policy: Policy): void
  mark(note: string): void
  requestsSeen(requests: SeenRequest[]): void
  flush(): void
  /** Resolves when every event up to now is acked. */
  caughtUp(): Promise<unknown>
  /** Something was entered that no event tells of. */
  entered(): void
  /** Marks of all that was entered here; see `lib/privacy/earlier.ts`. */
  marks(): string[]
  /**
   * Ends the stream; resolves with the number of chunks when all are acked. `elsewhere`: the address is already one that
   * may not be told.
   */
  end(reason: EndEvent['reason'], place?: 'elsewhere'): Promise<number>
  /** Ends without a word: what is not sent yet is lost. */
  abandon(): void
}
