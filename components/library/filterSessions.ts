import type { Session } from '../../lib/format/session'

export const SORTS = ['newest', 'oldest', 'longest', 'largest'] as const
export type Sort = (typeof SORTS)[number]

export const SHOWS = ['all', 'pinned', 'errors', 'recording'] as const
export type Show = (typeof SHOWS)[number]

export interface Filter {
  text: string
  /** '' for all sites. */
  origin: string
  show: Show
  sort: Sort
}

export const NO_FILTER: Filter = { text: '', origin: '', show: 'all', sort: 'newest' }

/** Sessions that match, in order. Every word of the text must occur somewhere in title, address, note or tags. */
export function filterSessions(sessions: readonly Session[], filter: Filter): Session[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return sessions
    .filter((session) => filter.origin === '' || session.origin === filter.origin)
    .filter((session) => isShown(session, filter.show))
    .filter((session) => {
      const text = searchable(session)
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => compare(a, b, filter.sort))
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

function searchable(session: Session): string {
  const parts = [session.title, session.url, session.note ?? '', ...(session.tags ?? [])]
  return parts.join(' ').toLowerCase()
}

function isShown(session: Session, show: Show): boolean {
  if (show === 'pinned') return session.pinned
  if (show === 'errors') return session.errors > 0
  if (show === 'recording') return session.status === 'recording'
  return true
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
