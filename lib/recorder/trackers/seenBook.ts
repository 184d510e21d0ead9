import type { NetworkEvent } from '../../format/events'
import type { SeenRequest } from '../../messages/seenRequest'
import type { Stoppable } from '../../platform/stoppable'
import { withoutHash } from '../../platform/withoutHash'
import type { Masker } from '../../privacy/masker'
import { isErrorCode } from '../../privacy/payloads'
import type { Scope } from '../scope'
import { whenSettled } from '../whenSettled'

/**
 * Brings together what the page knows of a request and what the browser told the extension of it, in whichever order the two
 * come. Each is told once; what only the browser knows is told, too.
 */
export interface SeenBook extends Stoppable {
  /** `startMs` by `performance.now()`. */
  tell(event: NetworkEvent, url: string, startMs: number): void
  seen(requests: SeenRequest[]): void
  /** Nothing may wait any longer. */
  flush(): void
}

/** The way through the worker takes some milliseconds; one that has to be started first, some hundred. */
const WAIT_MS = 1_500
/** Two clocks, and what the page's own wrappers do before a request begins. */
const SAME_REQUEST_MS = 500
const MAX_WAITING = 500

interface Waiting<T> {
  what: T
  url: string
  startMs: number
  dueMs: number
  isDocument: boolean
}

/** Where the worker does not observe requests, everything is told at once. */
export function createSeenBook(scope: Scope, isSeen: boolean): SeenBook {
  let events: Waiting<NetworkEvent>[] = []
  let seen: Waiting<SeenRequest>[] = []
  /** Told without the browser's word, which may still come. */
  let settled: Waiting<null>[] = []
  /** Told by the browser's word alone: the page's own may still come. */
  let alone: Waiting<null>[] = []
  const later = whenSettled(scope, () => tellUntil(performance.now()), WAIT_MS)

  function add<T>(
    list: Waiting<T>[],
    what: T,
    { url, startMs, via }: { url: string; startMs: number; via: NetworkEvent['via'] },
  ): void {
    const isDocument = via === 'navigation'
    list.push({ what, url, startMs, isDocument, dueMs: performance.now() + WAIT_MS })
    if (list.length > MAX_WAITING) tellUntil(list[0]?.dueMs ?? 0)
    later.request()
  }

  function tellUntil(nowMs: number): void {
    later.cancel()
    const dueEvents = events.filter(({ dueMs }) => dueMs <= nowMs)
    // A document knows of itself when it has loaded, however long that takes.
    const isOnItsWay = nowMs !== Infinity && scope.document.readyState !== 'complete'
    const waits = ({ dueMs, isDocument }: Waiting<SeenRequest>) =>
      dueMs > nowMs || (isDocument && isOnItsWay)
    const dueSeen = seen.filter((each) => !waits(each))
    events = events.filter(({ dueMs }) => dueMs > nowMs)
    seen = seen.filter(waits)
    for (const waiting of dueEvents) {
      scope.emit(waiting.what)
      settled.push({ ...waiting, what: null })
    }
    settled = settled.slice(-MAX_WAITING)
    // Where an address stands, and how that is masked, has to be known before it is told.
    if (dueSeen.length > 0) scope.settle()
    for (const each of dueSeen) {
      scope.emit(eventOf(each.what, each.startMs))
      alone.push({ ...each, what: null })
    }
    alone = alone.slice(-MAX_WAITING)
    if (events.length + seen.length > 0) later.request()
  }

  function eventOf(request: SeenRequest, startMs: number): NetworkEvent {
    const event: NetworkEvent = {
      kind: 'network',
      time: Math.max(0, Math.round(scope.now() - (performance.now() - startMs))),
      via: viaOf(request),
      method: /^[A-Z]{1,20}$/.test(request.method) ? request.method : 'GET',
      url: scope.masker.url(request.url, 'request'),
      durationMs: Math.round(request.durationMs),
    }
    addSeen(event, request, scope.masker)
    return event
  }

  return {
    tell(event, url, startMs) {
      if (!isSeen) {
        scope.emit(event)
        return
      }
      const match = take(seen, url, startMs, event.via)
      if (match) addSeen(event, match.what, scope.masker)
      if (match) scope.emit(event)
      else if (!take(alone, url, startMs, event.via))
        add(events, event, { url, startMs, via: event.via })
    },
    seen(requests) {
      for (const request of requests) {
        // Both by the wall clock: it may have been set since the document began.
        const startMs = performance.now() - (Date.now() - request.startedAt)
        // A document knows itself by the address it came to, all else is known by the one that was asked for.
        const asked = viaOf(request) === 'navigation' ? request.redirects.at(-1)?.url : undefined
        const url = withoutHash(asked ?? request.url)
        const via = viaOf(request)
        const match = take(events, url, startMs, via)
        if (match) {
          addSeen(match.what, request, scope.masker)
          scope.emit(match.what)
        } else if (!take(settled, url, startMs, via)) add(seen, request, { url, startMs, via })
      }
    },
    flush: () => tellUntil(Number.POSITIVE_INFINITY),
    stop() {
      later.stop()
    },
  }
}

/** The nearest of the same address, which is taken out of the list. A document was asked for once, whenever that was. */
function take<T>(
  list: Waiting<T>[],
  url: string,
  startMs: number,
  via: NetworkEvent['via'],
): Waiting<T> | undefined {
  let best = -1
  let bestMs = via === 'navigation' ? Number.POSITIVE_INFINITY : SAME_REQUEST_MS
  for (const [index, each] of list.entries()) {
    const apartMs = Math.abs(each.startMs - startMs)
    if (each.url !== url || each.isDocument !== (via === 'navigation') || apartMs > bestMs) continue
    best = index
    bestMs = apartMs
  }
  return best < 0 ? undefined : list.splice(best, 1)[0]
}

function viaOf({ type }: SeenRequest): NetworkEvent['via'] {
  return VIA[type] ?? 'resource'
}

const VIA: Partial<Record<string, NetworkEvent['via']>> = {
  // fetch asks for most of these today; the page's own wrapper knows, where it saw it.
  xmlhttprequest: 'fetch',
  ping: 'beacon',
  main_frame: 'navigation',
  sub_frame: 'navigation',
}

function addSeen(event: NetworkEvent, request: SeenRequest, masker: Masker): void {
  if (event.status === undefined && request.status !== undefined) {
    event.status = request.status
    const { status: _, ...rest } = event.omitted ?? {}
    if (event.omitted) event.omitted = rest
    if (Object.keys(rest).length === 0) delete event.omitted
  }
  // The page is told no more than that it failed.
  if (request.error !== undefined)
    event.error = isErrorCode(request.error)
      ? request.error
      : masker.payload(request.error, 'error')
  if (request.redirects.length === 0) return
  event.url = masker.url(request.url, 'request')
  event.redirects = request.redirects.map(({ status, url }) => ({
    status,
    url: masker.url(url, 'request'),
  }))
}
