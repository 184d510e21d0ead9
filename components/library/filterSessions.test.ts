import { describe, expect, it } from 'vitest'
import { FORMAT_VERSION } from '../../lib/format/events'
import type { Session } from '../../lib/format/session'
import { lettersOf } from '../../lib/platform/letterIndex'
import {
  countSites,
  filterSessions,
  NO_FILTER,
  sessionLength,
  sortSessions,
} from './filterSessions'
import type { LibraryDigest } from './libraryDigest'

function session(sessionId: string, patch: Partial<Session> = {}): Session {
  return {
    sessionId,
    formatVersion: FORMAT_VERSION,
    title: sessionId,
    url: 'https://shop.example/',
    origin: 'https://shop.example',
    tabId: 1,
    status: 'complete',
    startedAt: 1000,
    endedAt: 2000,
    level: 'mask-all',
    pinned: false,
    events: 1,
    frames: 1,
    errors: 0,
    pages: 1,
    rawBytes: 1,
    storedBytes: 1,
    resourceBytes: 0,
    lastActivityAt: 2000,
    startReason: 'user',
    ...patch,
  }
}

const ids = (sessions: Session[]) => sessions.map(({ sessionId }) => sessionId)

describe('filterSessions', () => {
  const sessions = [
    session('old', { startedAt: 1, endedAt: 9000, errors: 2 }),
    session('new', { startedAt: 500, endedAt: 600, title: 'Cart of the SHOP', storedBytes: 9 }),
    session('docs', {
      startedAt: 300,
      origin: 'https://docs.example',
      url: 'https://docs.example/guide',
      pinned: true,
      note: 'broken search',
    }),
  ]

  it('finds every word, in any case and any field', () => {
    expect(ids(filterSessions(sessions, { ...NO_FILTER, text: 'shop CART' }))).toEqual(['new'])
    expect(ids(filterSessions(sessions, { ...NO_FILTER, text: ' broken guide ' }))).toEqual([
      'docs',
    ])
    expect(filterSessions(sessions, { ...NO_FILTER, text: 'cart guide' })).toEqual([])
  })
  it.each([
    ['pinned', ['docs']],
    ['errors', ['old']],
    ['recording', []],
  ] as const)('shows only %s', (show, expected) => {
    expect(ids(filterSessions(sessions, { ...NO_FILTER, show }))).toEqual(expected)
  })
  it('shows one site', () => {
    const filter = { ...NO_FILTER, origin: 'https://docs.example' }
    expect(ids(filterSessions(sessions, filter))).toEqual(['docs'])
  })
  it('keeps the order', () => {
    expect(ids(filterSessions(sessions, NO_FILTER))).toEqual(['old', 'new', 'docs'])
  })
})

describe('sortSessions', () => {
  it.each([
    ['newest', ['new', 'docs', 'old']],
    ['oldest', ['old', 'docs', 'new']],
    ['longest', ['old', 'new', 'docs']],
    ['largest', ['new', 'docs', 'old']],
  ] as const)('by %s', (sort, expected) => {
    const sessions = [
      session('old', { startedAt: 1, endedAt: 9000 }),
      session('new', { startedAt: 500, endedAt: 600, storedBytes: 9 }),
      session('docs', { startedAt: 300, endedAt: 350 }),
    ]
    expect(ids(sortSessions(sessions, sort))).toEqual(expected)
    expect(ids(sessions)).toEqual(['old', 'new', 'docs'])
  })
})

describe('filterSessions with digests', () => {
  const digest = (patch: Partial<LibraryDigest>): LibraryDigest => ({
    revision: 0,
    policy: '',
    events: 1,
    text: '',
    signals: {},
    failedRequests: 0,
    ...patch,
  })
  const sessions = [session('a'), session('b'), session('c')]
  const digests = new Map([
    ['a', digest({ text: 'typeerror: total is undefined', signals: { 'rage-click': 2 } })],
    ['b', digest({ text: 'get /api/cart 500', failedRequests: 1, signals: { 'dead-click': 1 } })],
  ])
  const context = { digests, now: 0 }

  it('finds words of errors and the console, also together with those of the title', () => {
    expect(
      ids(filterSessions(sessions, { ...NO_FILTER, text: 'TypeError total' }, context)),
    ).toEqual(['a'])
    expect(ids(filterSessions(sessions, { ...NO_FILTER, text: 'b cart' }, context))).toEqual(['b'])
  })
  it('finds the same with letters known, and looks through no text that they rule out', () => {
    const indexed = new Map(
      [...digests].map(([id, each]) => [id, { ...each, letters: lettersOf(each.text) }]),
    )
    for (const text of ['typeerror', 'a total', 'cart get', 'undefined 500', 'zz'])
      expect(
        filterSessions(sessions, { ...NO_FILTER, text }, { digests: indexed, now: 0 }),
      ).toEqual(filterSessions(sessions, { ...NO_FILTER, text }, context))
    const other = new Map([['a', digest({ text: 'total', letters: lettersOf('other') })]])
    expect(
      filterSessions(sessions, { ...NO_FILTER, text: 'total' }, { digests: other, now: 0 }),
    ).toEqual([])
  })
  it.each([
    [{ signal: 'rage-click' }, ['a']],
    [{ signal: 'any' }, ['a', 'b']],
    [{ show: 'failed' }, ['b']],
  ] as const)('filters by %j', (filter, expected) => {
    expect(ids(filterSessions(sessions, { ...NO_FILTER, ...filter }, context))).toEqual(expected)
  })
  it.each([
    ['today', ['now']],
    ['week', ['now', 'recent']],
    ['month', ['now', 'recent', 'old']],
    ['older', ['ancient']],
  ] as const)('shows those of the period %s', (period, expected) => {
    const now = new Date(2026, 5, 20, 12).getTime()
    const day = 86_400_000
    const dated = [
      session('now', { startedAt: now - 1000 }),
      session('recent', { startedAt: now - 3 * day }),
      session('old', { startedAt: now - 20 * day }),
      session('ancient', { startedAt: now - 60 * day }),
    ]
    expect(ids(filterSessions(dated, { ...NO_FILTER, period }, { digests, now }))).toEqual(expected)
  })
})

describe('countSites', () => {
  it('counts sessions per site, most frequent first', () => {
    const sites = countSites([session('a'), session('b', { origin: 'x' }), session('c')])
    expect(sites).toEqual([
      { origin: 'https://shop.example', count: 2 },
      { origin: 'x', count: 1 },
    ])
  })
})

describe('sessionLength', () => {
  it('counts to now while recording and to the last activity when interrupted', () => {
    expect(sessionLength(session('a', { status: 'recording', endedAt: null }), 5000)).toBe(4000)
    expect(sessionLength(session('a', { status: 'interrupted', endedAt: null }), 5000)).toBe(1000)
  })
})
