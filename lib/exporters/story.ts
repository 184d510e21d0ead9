import type {
  ConsoleEvent,
  ErrorEvent,
  FrameEvent,
  GapEvent,
  MarkEvent,
  NetworkEvent,
  SocketEvent,
  TargetDescription,
  VitalEvent,
} from '../format/events'
import type { PlacedEvent } from '../format/placed'
import type { Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { createOutline } from '../signals/outline'
import type { Signal } from '../signals/signal'
import { createLiveTree, type LiveTree } from './liveTree'
import { readEvents } from './readEvents'
import type { FrameHop, Step } from './step'
import { createStepBuilder } from './steps'

export type Placed<Event> = Omit<PlacedEvent, 'event'> & { event: Event }

/** What a session tells besides its pictures: read once, small enough to keep. Each list in order of time. */
export interface Story {
  session: Session
  streams: Stream[]
  steps: Step[]
  errors: Placed<ErrorEvent>[]
  console: Placed<ConsoleEvent>[]
  network: Placed<NetworkEvent>[]
  sockets: Placed<SocketEvent>[]
  vitals: Placed<VitalEvent>[]
  marks: Placed<MarkEvent>[]
  gaps: Placed<GapEvent>[]
  /** Top documents and route changes. */
  pages: { atMs: number; streamId: string; url: string; title: string }[]
  signals: Signal[]
  durationMs: number
}

/** Reads the whole session once. */
export async function readStory(source: RecordingSource): Promise<Story> {
  const session = await source.session()
  const streams = await source.streams()
  const byId = new Map(streams.map((stream) => [stream.streamId, stream]))
  const trees = new Map<string, LiveTree>()
  const frameTargets = new Map<string, TargetDescription>()
  const tree = (streamId: string) => {
    const known = trees.get(streamId) ?? createLiveTree()
    trees.set(streamId, known)
    return known
  }
  const builder = createStepBuilder({
    stream: (streamId) => byId.get(streamId),
    tree,
    startMs: (streamId) => (byId.get(streamId)?.startedAt ?? 0) - session.startedAt,
    frames: (streamId) => framesOfStream(byId, frameTargets, streamId),
  })
  const outline = createOutline()
  const all: PlacedEvent[] = []
  const pages: Story['pages'] = []
  let durationMs = 0
  for await (const placed of readEvents(source)) {
    const { event, streamId, atMs } = placed
    durationMs = Math.max(durationMs, atMs)
    tree(streamId).apply(event)
    if (event.kind === 'frame') noteFrame(frameTargets, event)
    builder.take(placed)
    outline.take(placed)
    if (KEPT.has(event.kind)) all.push(placed)
    const isTop = byId.get(streamId)?.framePath.length === 0
    if (isTop && (event.kind === 'snapshot' || event.kind === 'navigation')) {
      pages.push({ atMs, streamId, url: event.url, title: event.title })
    }
    // The page is gone for good; in the back-forward cache it may come again.
    if (event.kind === 'end' && event.reason === 'unload') trees.delete(streamId)
  }
  const steps = builder.end()
  const byTime = (a: { atMs: number }, b: { atMs: number }) => a.atMs - b.atMs
  all.sort(byTime)
  return {
    session,
    streams,
    steps,
    pages,
    durationMs,
    signals: outline.signals(),
    errors: pick(all, 'error'),
    console: pick(all, 'console'),
    network: pick(all, 'network'),
    sockets: pick(all, 'socket'),
    vitals: pick(all, 'vital'),
    marks: pick(all, 'mark'),
    gaps: pick(all, 'gap'),
  }
}

const KEPT = new Set(['error', 'console', 'network', 'socket', 'vital', 'mark', 'gap'])

function pick<Kind extends PlacedEvent['event']['kind']>(
  events: PlacedEvent[],
  kind: Kind,
): Placed<Extract<PlacedEvent['event'], { kind: Kind }>>[] {
  type Event = Extract<PlacedEvent['event'], { kind: Kind }>
  const isKind = (placed: PlacedEvent): placed is Placed<Event> => placed.event.kind === kind
  return events.filter(isKind)
}

function noteFrame(targets: Map<string, TargetDescription>, event: FrameEvent): void {
  if (event.target) targets.set(event.stream, event.target)
}

function framesOfStream(
  streams: Map<string, Stream>,
  targets: Map<string, TargetDescription>,
  streamId: string,
): FrameHop[] {
  const hops: FrameHop[] = []
  let stream = streams.get(streamId)
  for (let depth = 0; stream && stream.framePath.length > 0 && depth < 50; depth++) {
    const target = targets.get(stream.streamId)
    const hop = { index: stream.framePath.at(-1) ?? 0, url: stream.url }
    hops.unshift(target ? { ...hop, target } : hop)
    const { framePath, parentStreamId }: Stream = stream
    stream =
      parentStreamId === undefined
        ? [...streams.values()].findLast(
            (other) => other.framePath.join() === framePath.slice(0, -1).join(),
          )
        : streams.get(parentStreamId)
  }
  return hops
}
