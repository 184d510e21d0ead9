/** What the timeline draws, gathered event by event while the session is read once. */
import type { RecordEvent } from '../format/events'
import type { Stream } from '../format/session'
import type { Overview, PlacedEvent } from './player'
import { LEAD_MS } from './scene'

/** Slices of the activity histogram. */
const SLICES = 240
const SHORTEST_SLICE_MS = 250
/** Pauses shorter than this are part of using a page. */
export const INACTIVE_MS = 10_000
/** Skipping shorter ones than this is a nuisance, not a help. */
export const SHORTEST_PAUSE_MS = 2000
/** What is kept; a page that logs without end must not fill the memory. */
const MOST_NOTABLE = 100_000

export interface OverviewCollector {
  visit(event: RecordEvent, stream: Stream): void
  finish(): Overview
}

export function collectOverview(deps: {
  durationMs: number
  streams: readonly Stream[]
  offsetOf(streamId: string): number
}): OverviewCollector {
  const { durationMs } = deps
  const stepMs = Math.max(SHORTEST_SLICE_MS, Math.ceil(durationMs / SLICES))
  const weights = new Array<number>(Math.max(1, Math.ceil(durationMs / stepMs))).fill(0)
  const pages: Overview['pages'] = []
  const notable: PlacedEvent[] = []
  const active: number[] = []
  /** Of each top document: what came before its first snapshot, which nothing can show. */
  const beginnings = new Map<string, { fromMs: number; toMs: number; hasPage: boolean }>()

  function noteBeginning(streamId: string, atMs: number, hasPage: boolean): void {
    const known = beginnings.get(streamId)
    if (!known) beginnings.set(streamId, { fromMs: atMs, toMs: atMs, hasPage })
    else if (!known.hasPage) Object.assign(known, { toMs: atMs, hasPage })
  }

  return {
    visit(event, stream) {
      const atMs = Math.min(durationMs, Math.max(0, deps.offsetOf(stream.streamId) + event.time))
      const slice = Math.min(weights.length - 1, Math.floor(atMs / stepMs))
      weights[slice] = (weights[slice] ?? 0) + weightOf(event)
      if (isByPerson(event) && active.at(-1) !== atMs) active.push(atMs)
      const isTop = stream.framePath.length === 0
      if (isTop) noteBeginning(stream.streamId, atMs, event.kind === 'snapshot')
      if (isTop && (event.kind === 'snapshot' || event.kind === 'navigation')) {
        const { tab } = stream
        pages.push({ atMs, url: event.url, title: event.title, ...(tab && { tab }) })
      }
      if (isNotable(event) && notable.length < MOST_NOTABLE) {
        notable.push({ atMs, streamId: stream.streamId, event })
      }
    },
    finish() {
      const most = Math.max(1, ...weights)
      return {
        durationMs,
        pages: pages.sort((a, b) => a.atMs - b.atMs),
        // Square root: a click beside a burst of mutations is still to be seen.
        activity: { stepMs, values: weights.map((weight) => Math.sqrt(weight / most)) },
        pauses: pausesOf(active, durationMs),
        blanks: [...beginnings.values()]
          .filter(({ fromMs, toMs, hasPage }) => !hasPage || toMs - fromMs > LEAD_MS)
          .map(({ fromMs, toMs }) => ({ fromMs, toMs })),
        notable: notable.sort((a, b) => a.atMs - b.atMs),
        streams: [...deps.streams],
      }
    },
  }
}

/** Stretches without anything the person did. */
function pausesOf(
  active: readonly number[],
  durationMs: number,
): { fromMs: number; toMs: number }[] {
  const times = [0, ...[...active].sort((a, b) => a - b), durationMs]
  const found: { fromMs: number; toMs: number }[] = []
  for (let index = 1; index < times.length; index++) {
    const fromMs = times[index - 1] ?? 0
    const toMs = times[index] ?? 0
    if (toMs - fromMs >= SHORTEST_PAUSE_MS) found.push({ fromMs, toMs })
  }
  return found
}

function isByPerson(event: RecordEvent): boolean {
  switch (event.kind) {
    case 'input':
      return event.byScript !== true
    case 'move':
    case 'pointer':
    case 'key':
    case 'scroll':
    case 'selection':
    case 'snapshot':
    case 'navigation':
    case 'mark':
      return true
    default:
      return false
  }
}

function weightOf(event: RecordEvent): number {
  if (event.kind === 'mutation') {
    return 1 + Math.min(50, (event.inserts?.length ?? 0) + (event.texts?.length ?? 0))
  }
  if (event.kind === 'snapshot') return 30
  return isByPerson(event) ? 10 : 1
}

function isNotable(event: RecordEvent): boolean {
  switch (event.kind) {
    case 'pointer':
      return (
        event.action === 'click' || event.action === 'dblclick' || event.action === 'contextmenu'
      )
    case 'input':
    case 'key':
    case 'navigation':
    case 'visibility':
    case 'console':
    case 'error':
    case 'network':
    case 'socket':
    case 'storage':
    case 'vital':
    case 'mark':
    case 'gap':
    case 'end':
      return true
    default:
      return false
  }
}
