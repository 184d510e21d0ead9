import type { NodeId, PointerActionEvent, TargetDescription } from '../format/events'
import type { PlacedEvent } from '../format/placed'

export type SignalKind =
  | 'rage-click'
  | 'dead-click'
  | 'error-click'
  | 'slow-interaction'
  | 'repeated-reload'
  | 'thrash-scroll'

/** Something the events say about how it went, derived and never recorded. */
export interface Signal {
  kind: SignalKind
  /** Milliseconds since the session's start: when it began, and when it was over. */
  atMs: number
  untilMs: number
  streamId: string
  /** The element it happened on, 0 where there is none. */
  id: NodeId
  target?: TargetDescription
  /** Clicks, loads, reversals; milliseconds for a slow interaction. */
  amount: number
  /** Of an error click: the error's message. */
  message?: string
}

/** A detector: a pure fold over the events in order of time. `end` answers what was still open. */
export interface SignalFold<State> {
  initial: State
  next(state: State, placed: PlacedEvent): { state: State; signals: Signal[] }
  end(state: State): Signal[]
}

/** A click of the main button, with its place. */
export interface PlacedClick {
  atMs: number
  streamId: string
  event: PointerActionEvent
}

/** The click in this event, if it is one a person makes to get something done. */
export function clickOf(placed: PlacedEvent): PlacedClick | undefined {
  const { event } = placed
  if (event.kind !== 'pointer' || event.action !== 'click' || (event.button ?? 0) !== 0) {
    return undefined
  }
  // The recorder names what a person clicks; scripts click too, and often.
  if (!event.target) return undefined
  return { atMs: placed.atMs, streamId: placed.streamId, event }
}

/** Signal about a click. */
export function clickSignal(
  kind: SignalKind,
  click: PlacedClick,
  rest: { untilMs: number; amount: number; message?: string },
): Signal {
  return {
    kind,
    atMs: click.atMs,
    streamId: click.streamId,
    id: click.event.id,
    ...(click.event.target ? { target: click.event.target } : {}),
    ...rest,
  }
}

/** The page showed that it noticed: its content, address or controls changed, or it asked the server for something. */
export function isResponse({ event }: PlacedEvent): boolean {
  switch (event.kind) {
    case 'snapshot':
    case 'mutation':
    case 'sheet':
    case 'adopted':
    case 'rules':
    case 'state':
    case 'canvas':
    case 'animation':
    case 'navigation':
    case 'frame':
    case 'network':
    case 'socket':
    case 'storage':
      return true
    case 'input':
      return true
    default:
      return false
  }
}

/** The part of a response that a person can see. */
export function isVisibleResponse({ event }: PlacedEvent): boolean {
  switch (event.kind) {
    case 'snapshot':
    case 'mutation':
    case 'state':
    case 'rules':
    case 'adopted':
    case 'canvas':
    case 'navigation':
    case 'input':
      return true
    default:
      return false
  }
}
