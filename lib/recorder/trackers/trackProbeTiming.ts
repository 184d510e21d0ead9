import type { NetworkEvent } from '../../format/events'
import type { SeenRequest } from '../../messages/seenRequest'
import type { Stoppable } from '../../platform/stoppable'
import { withoutHash } from '../../platform/withoutHash'
import type { Scope } from '../scope'
import { whenSettled } from '../whenSettled'
import { createSeenBook } from './seenBook'

export interface NetworkTiming extends Stoppable {
  /** A request that a wrapper saw. It is told when the browser's own entry for it has come, or soon after. */
  add(event: NetworkEvent, rawUrl: string, startMs: number): void
  /** What the worker observed. */
  seen(requests: SeenRequest[]): void
  flush(): void
}

/** The browser's entry for a request comes some time after the page has its answer; beyond this nobody waits. */
const WAIT_MS = 1_500
/** Start of a wrapped call and start of its entry differ by what the page's own wrappers do in between. */
const SAME_REQUEST_MS = 250
/** Mutations are written by then. */
const SETTLE_MS = 120
const MAX_REMEMBERED = 300

interface Waiting {
  event: NetworkEvent
  url: string
  startMs: number
  isTold: boolean
}

/**
 * PerformanceResourceTiming: timing and sizes of requests that wrappers saw, and everything they did not see (images,
 * style sheets, scripts, the document itself, requests without CORS).
 */
export function trackNetworkTiming(scope: Scope, options: { isSeen: boolean }): NetworkTiming {
  const book = createSeenBook(scope, options.isSeen)
  // By the time its entry is told the page may have moved itself to an address that may not be told.
  const address = scope.document.URL
  let waiting: Waiting[] = []
  let entries: PerformanceResourceTiming[] = []
  const later = whenSettled(scope, () => flush(), WAIT_MS)

  /** What no wrapper asked for: where it stands, and how that is masked, has to be known first. */
  let unasked: PerformanceResourceTiming[] = []
  const soon = whenSettled(scope, () => tellUnasked(), SETTLE_MS)

  function tellUnasked(): void {
    soon.cancel()
    const taken = unasked
    unasked = []
    if (taken.length > 0) scope.settle()
    for (const entry of taken) tellEntry(entry)
  }

  const observer = new PerformanceObserver(
    scope.guard((list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries()) {
        if (!(entry instanceof PerformanceResourceTiming)) continue
        // The document's own entry is there from the beginning, and comes once more when it is complete.
        if (entry instanceof PerformanceNavigationTiming && entry.loadEventEnd === 0) continue
        if (/^(?:fetch|xmlhttprequest|beacon)$/.test(entry.initiatorType)) meet(entry)
        else {
          unasked.push(entry)
          soon.request()
        }
      }
    }),
  )
  observer.observe({ type: 'navigation', buffered: true })
  observer.observe({ type: 'resource', buffered: true })

  function meet(entry: PerformanceResourceTiming): void {
    const match = nearest(
      waiting,
      (each) => each.url === entry.name && each.startMs - entry.startTime,
    )
    if (!match) {
      entries.push(entry)
      later.request()
      return
    }
    waiting = waiting.filter((each) => each !== match)
    if (!match.isTold) tell(match, entry)
  }

  function tell(one: Waiting, entry?: PerformanceResourceTiming): void {
    if (entry) addTiming(one.event, entry)
    book.tell(one.event, one.url, one.startMs)
  }

  function tellEntry(entry: PerformanceResourceTiming): void {
    const event = fromEntry(scope, entry, address)
    addTiming(event, entry)
    book.tell(event, withoutHash(entry.name), entry.startTime)
  }

  function flush(): void {
    tellUnasked()
    later.cancel()
    for (const entry of entries) tellEntry(entry)
    entries = []
    for (const each of waiting) {
      if (!each.isTold) tell(each)
      each.isTold = true
    }
    // Those told without their entry are remembered, or a late entry would tell them again.
    waiting = waiting.slice(-MAX_REMEMBERED)
  }

  return {
    add(event, rawUrl, startMs) {
      const one: Waiting = { event, url: absolute(rawUrl, scope), startMs, isTold: false }
      const entry = nearest(entries, (each) => each.name === one.url && each.startTime - startMs)
      if (entry) {
        entries = entries.filter((each) => each !== entry)
        tell(one, entry)
        return
      }
      waiting.push(one)
      later.request()
    },
    seen: book.seen,
    flush() {
      flush()
      book.flush()
    },
    stop() {
      flush()
      book.flush()
      book.stop()
      later.stop()
      soon.stop()
      observer.disconnect()
    },
  }
}

/** Of two requests for the same address the one that began at about the same moment. `apart`: ms, false for another address. */
function nearest<T>(list: readonly T[], apart: (each: T) => number | false): T | undefined {
  let best: T | undefined
  let bestMs = SAME_REQUEST_MS
  for (const each of list) {
    const ms = apart(each)
    if (ms === false || Math.abs(ms) > bestMs) continue
    best = each
    bestMs = Math.abs(ms)
  }
  return best
}

function absolute(url: string, scope: Scope): string {
  const base = scope.document.baseURI
  if (!URL.canParse(url, base)) return url
  const parsed = new URL(url, base)
  parsed.hash = ''
  return parsed.href
}

function fromEntry(scope: Scope, entry: PerformanceResourceTiming, address: string): NetworkEvent {
  const isDocument = entry.entryType === 'navigation'
  const event: NetworkEvent = {
    kind: 'network',
    time: Math.max(0, Math.round(scope.now() - (performance.now() - entry.startTime))),
    via: isDocument ? 'navigation' : 'resource',
    method: 'GET',
    url: scope.masker.url(isDocument ? address : entry.name, 'request'),
  }
  if (entry.duration > 0) event.durationMs = Math.round(entry.duration)
  return event
}

function addTiming(event: NetworkEvent, entry: PerformanceResourceTiming): void {
  const status = 'responseStatus' in entry ? entry.responseStatus : 0
  if (event.status === undefined && typeof status === 'number' && status > 0) event.status = status
  if (event.responseBytes === undefined && entry.encodedBodySize > 0)
    event.responseBytes = entry.encodedBodySize
  const type = 'contentType' in entry ? entry.contentType : ''
  if (event.mimeType === undefined && typeof type === 'string' && type !== '') event.mimeType = type
  const timing: Record<string, number> = {}
  const span = (name: string, from: number, to: number) => {
    if (from > 0 && to > from) timing[name] = Math.round((to - from) * 10) / 10
  }
  span('redirect', entry.redirectStart, entry.redirectEnd)
  span('dns', entry.domainLookupStart, entry.domainLookupEnd)
  span('connect', entry.connectStart, entry.connectEnd)
  span('tls', entry.secureConnectionStart, entry.connectEnd)
  span('wait', entry.requestStart, entry.responseStart)
  span('receive', entry.responseStart, entry.responseEnd)
  if (Object.keys(timing).length > 0) event.timing = timing
  else if (entry.responseEnd > 0 && entry.requestStart === 0)
    event.omitted = { ...event.omitted, timing: 'cross-origin' }
}
