import type { Milliseconds, NodeId, RecordEvent } from '../format/events'
import type { CaptureOptions } from '../format/settings'
import type { Masker, Treatment } from '../privacy/masker'
import type { Drawings } from './drawings'
import type { NodeIds } from './nodeIds'
import type { ResourceCollector } from './resources'
import type { RootEvents } from './rootEvents'

/** Everything that belongs to one stream: what trackers and the serializer share. */
export interface Scope {
  readonly document: Document
  readonly window: Window & typeof globalThis
  readonly streamId: string
  readonly masker: Masker
  readonly capture: CaptureOptions
  /** Our own element in the page: written as an empty comment. */
  readonly own?: Element
  /** Replaced by each full snapshot. */
  readonly ids: NodeIds
  readonly resources: ResourceCollector
  /** What happens in the document and in each shadow root of it. */
  readonly rootEvents: RootEvents
  /** Pixels that the canvases themselves have no more. */
  readonly drawings: Drawings | undefined
  /** Milliseconds since the stream's start. */
  now(): Milliseconds
  emit(event: RecordEvent): void
  /** Latest time of an event so far. */
  readonly lastTime: Milliseconds
  /** Id of a node that an event is about; 0 where it is not in the recorded tree. May write pending mutations first. */
  idOf(node: Node | null): NodeId
  /** What applies to a node of the recorded tree now; undefined for others. `ids.treatment` is as of the last batch. */
  knownTreatment(node: Node): Treatment | undefined
  /** Treatment inside the node, or of its surroundings where it has none of its own. */
  treatmentOf(node: Node): Treatment
  /** Tells with the next batch what a script did to a node as if a person did. */
  scripted(target: Node, tell: () => void): void
  /** Writes what waits of the tree: what stands in a masked part is known then. */
  settle(): void
  /** Writes a slice of it; true when nothing is left. */
  settled(): boolean
  /** The person did something. */
  acted(): void
  /** Makes a function that never throws into the page's event loop. */
  guard<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void
  /** A custom element was written that is not defined yet. */
  awaitDefinition(element: Element): void
  /** Root of a shadow tree, closed ones included where the browser lets us. */
  shadowRootOf(element: Element): ShadowRoot | null
}
