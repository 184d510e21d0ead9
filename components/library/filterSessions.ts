import type { Session } from '../../lib/format/session'
import { bitsOf, mayHold } from '../../lib/platform/letterIndex'
import type { Digests, LibraryDigest } from './libraryDigest'

export const SORTS = ['newest', 'oldest', 'longest', 'largest'] as const
export type Sort = (typeof SORTS)[number]

export const SHOWS = ['all', 'pinned', 'errors', 'failed', 'recording'] as const
export type Show = (typeof SHOWS)[number]

export const SIGNALS = [
  'any',
  'rage-click',
  'dead-click',
  'error-click',
  'slow-interaction',
  'repeated-reload',
  'thrash-scroll',
] as const
/** '' for sessions with and without. */
export type SignalFilter = '' | (typeof SIGNALS)[number]

export const PERIODS = ['today', 'week', 'month', 'older'] as const
/** '' for any time. */
export type Period = '' | (typeof PERIODS)[number]

export interface Filter {
  text: string
  /** '' for all sites. */
  origin: string
  show: Show
  signal: SignalFilter
  period: Period
  sort: Sort
}

export const NO_FILTER: Filter = {
  text: '',
  origin: '',
  show: 'all',
  signal: '',
  period: '',
  sort: 'newest',
}

export interface FilterContext {
  /** Only those that may be shown now, see `freshDigests`. */
  digests: Digests
  /** Epoch ms: "today" and the like count from here. */
  now: number
}

const NO_CONTEXT: FilterContext = { digests: new Map(), now: 0 }
const DAY_MS = 86_400_000

/**
 * Sessions that match, in the order they come in. Every word of the text must occur somewhere in title, address, note, tags, or in what
 * the digest holds: errors, failed requests, pages, console lines.
 */
export function filterSessions(
  sessions: readonly Session[],
  filter: Filter,
  { digests, now }: FilterContext = NO_CONTEXT,
): Session[] {
  const words = searchWords(filter.text).map((word) => ({ word, bits: bitsOf(word) }))
  const from = periodOf(filter.period, now)
  return sessions.filter((session) => {
    if (filter.origin !== '' && session.origin !== filter.origin) return false
    if (session.startedAt < from.fromMs || session.startedAt >= from.toMs) return false
    const digest = digests.get(session.sessionId)
    if (!isShown(session, filter.show, digest)) return false
    if (!hasSignal(digest, filter.signal)) return false
    return words.length === 0 || hasWords(session, digest, words)
  })
}

/** A copy, in order. */
export function sortSessions(sessions: readonly Session[], sort: Sort): Session[] {
  return sessions.toSorted((a, b) => compare(a, b, sort))
}

/** In lower case, as they are compared. */
export function searchWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Sites of the sessions with their number, most frequent first. */
export function countSites(sessions: readonly Session[]): { origin: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { origin } of sessions) counts.set(origin, (counts.get(origin) ?? 0) + 1)
  return [...counts]
    .map(([origin, count]) => ({ origin, count }))
    .sort((a, b) => b.count - a.count || a.origin.localeCompare(b.origin))
}

/** Milliseconds from start to end, to now while it is still being recorded. */
export function sessionLength(session: Session, now: number): number {
  const end = session.endedAt ?? (session.status === 'recording' ? now : session.lastActivityAt)
  return Math.max(0, end - session.startedAt)
}

/** What it takes on disk. Resources may be shared with other sessions. */
export function sessionBytes(session: Session): number {
  return session.storedBytes + session.resourceBytes
}

/** Sessions are new objects after every change, so what was put together for one stays true. */
const searchTexts = new WeakMap<Session, string>()

/** What of a session itself can be searched, in lower case. */
export function searchText(session: Session): string {
  const known = searchTexts.get(session)
  if (known !== undefined) return known
  const parts = [session.title, session.url, session.note ?? '', ...(session.tags ?? [])]
  const text = parts.join(' ').toLowerCase()
  searchTexts.set(session, text)
  return text
}

interface Word {
  word: string
  bits: readonly number[]
}

function hasWords(
  session: Session,
  digest: LibraryDigest | undefined,
  words: readonly Word[],
): boolean {
  const own = searchText(session)
  return words.every(({ word, bits }) => {
    if (own.includes(word)) return true
    if (!digest) return false
    return (!digest.letters || mayHold(digest.letters, bits)) && digest.text.includes(word)
  })
}

function isShown(session: Session, show: Show, digest: LibraryDigest | undefined): boolean {
  if (show === 'pinned') return session.pinned
  if (show === 'errors') return session.errors > 0
  if (show === 'failed') return (digest?.failedRequests ?? 0) > 0
  if (show === 'recording') return session.status === 'recording'
  return true
}

function hasSignal(digest: LibraryDigest | undefined, signal: SignalFilter): boolean {
  if (signal === '') return true
  if (!digest) return false
  if (signal === 'any') return Object.keys(digest.signals).length > 0
  return (digest.signals[signal] ?? 0) > 0
}

/** Days begin at midnight where the person is. */
function periodOf(period: Period, now: number): { fromMs: number; toMs: number } {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  const weekAgo = midnight - 6 * DAY_MS
  const monthAgo = midnight - 29 * DAY_MS
  const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }
  switch (period) {
    case '':
      return always
    case 'today':
      return { ...always, fromMs: midnight }
    case 'week':
      return { ...always, fromMs: weekAgo }
    case 'month':
      return { ...always, fromMs: monthAgo }
    case 'older':
      return { ...always, toMs: monthAgo }
  }
}

function compare(a: Session, b: Session, sort: Sort): number {
  if (sort === 'oldest') return a.startedAt - b.startedAt
  if (sort === 'longest') return lengthOf(b) - lengthOf(a) || b.startedAt - a.startedAt
  if (sort === 'largest') return sessionBytes(b) - sessionBytes(a) || b.startedAt - a.startedAt
  return b.startedAt - a.startedAt
}

function lengthOf(session: Session): number {
  return sessionLength(session, session.lastActivityAt)
}
