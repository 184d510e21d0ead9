import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NetworkEvent, RecordEvent } from '../../format/events'
import type { SeenRequest } from '../../messages/seenRequest'
import { createMasker } from '../../privacy/createMasker'
import type { Scope } from '../scope'
import { createSeenBook } from './seenBook'

const URL = 'https://shop.example/api'
let told: RecordEvent[] = []
let page: { readyState: DocumentReadyState }

function bookOf({ isSeen = true, level = 'allow' as 'allow' | 'mask-all' } = {}) {
  const scope = {
    masker: createMasker({ level, rules: [] }, { baseUrl: () => URL }),
    document: page,
    now: () => Math.round(performance.now()),
    emit: (event: RecordEvent) => void told.push(event),
    settle() {},
    settled: () => true,
    guard: <Args extends unknown[]>(run: (...args: Args) => void) => run,
  } as unknown as Scope
  return createSeenBook(scope, isSeen)
}

function event(more: Partial<NetworkEvent> = {}): NetworkEvent {
  return { kind: 'network', time: 0, via: 'fetch', method: 'GET', url: URL, ...more }
}

function seen(more: Partial<SeenRequest> = {}): SeenRequest {
  const startedAt = Date.now()
  return {
    startedAt,
    durationMs: 5,
    method: 'GET',
    url: URL,
    type: 'image',
    redirects: [],
    ...more,
  }
}

beforeEach(() => {
  told = []
  page = { readyState: 'complete' }
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

describe('what the browser observed of requests', () => {
  it('is not waited for where nothing is observed', () => {
    bookOf({ isSeen: false }).tell(event(), URL, performance.now())
    expect(told).toHaveLength(1)
  })

  it.each(['page first', 'browser first'])('meets what the page knows: %s', (order) => {
    const book = bookOf()
    const opaque = event({ omitted: { status: 'opaque', responseHeaders: 'opaque' } })
    const steps = [
      () => book.tell(opaque, URL, performance.now()),
      () => book.seen([seen({ status: 503, redirects: [{ status: 301, url: `${URL}/v2` }] })]),
    ]
    for (const step of order === 'page first' ? steps : steps.reverse()) step()
    expect(told).toEqual([
      event({
        status: 503,
        omitted: { responseHeaders: 'opaque' },
        redirects: [{ status: 301, url: `${URL}/v2` }],
      }),
    ])
    vi.runAllTimers()
    expect(told).toHaveLength(1)
  })

  it('knows a document by its address, however long ago the browser was asked for it', () => {
    const book = bookOf()
    book.tell(event({ via: 'navigation', status: 200 }), URL, 0)
    const redirects = [{ status: 301, url: URL }]
    const startedAt = Date.now() - 5000
    book.seen([seen({ type: 'main_frame', url: `${URL}/old`, startedAt, redirects })])
    vi.runAllTimers()
    expect(told).toMatchObject([{ via: 'navigation', url: `${URL}/old`, status: 200, redirects }])
  })

  it.each(['loads', 'is asked for all it has while it loads'])(
    'is told once of a document that %s, however long that takes',
    (what) => {
      page.readyState = 'interactive'
      const book = bookOf()
      book.seen([seen({ type: 'main_frame', status: 200 })])
      vi.advanceTimersByTime(20_000)
      expect(told).toEqual([])
      if (what !== 'loads') book.flush()
      page.readyState = 'complete'
      book.tell(event({ via: 'navigation', durationMs: 20_000 }), URL, 0)
      vi.runAllTimers()
      expect(told).toMatchObject([{ via: 'navigation', status: 200 }])
      if (what === 'loads') expect(told).toMatchObject([{ durationMs: 20_000 }])
    },
  )

  it('says why a request failed, in the browser’s words', () => {
    const book = bookOf({ level: 'mask-all' })
    book.tell(event({ error: 'Xxxxx' }), URL, performance.now())
    book.seen([seen({ error: 'net::ERR_BLOCKED_BY_CLIENT' })])
    expect(told).toMatchObject([{ error: 'net::ERR_BLOCKED_BY_CLIENT' }])
  })

  it('keeps two requests for one address apart', () => {
    const book = bookOf()
    book.tell(event({ method: 'GET' }), URL, performance.now())
    vi.advanceTimersByTime(300)
    book.tell(event({ method: 'POST' }), URL, performance.now())
    book.seen([seen({ status: 201 })])
    expect(told).toMatchObject([{ method: 'POST', status: 201 }])
  })

  it('is told alone where the page knows nothing, masked', () => {
    const book = bookOf({ level: 'mask-all' })
    book.seen([seen({ url: `${URL}/ada?name=lovelace`, status: 404 })])
    expect(told).toEqual([])
    vi.advanceTimersByTime(2000)
    expect(told).toMatchObject([{ via: 'resource', status: 404 }])
    expect(JSON.stringify(told)).not.toMatch(/\bada\b|lovelace/)
  })

  it('does not hold back an event for ever, nor tells it twice when it comes late', () => {
    const book = bookOf()
    book.tell(event(), URL, performance.now())
    const late = seen({ status: 200 })
    vi.advanceTimersByTime(2000)
    expect(told).toHaveLength(1)
    book.seen([late])
    book.flush()
    expect(told).toHaveLength(1)
  })
})
