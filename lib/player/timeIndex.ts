/** The session's time axis: which stream counts when, and how its own time meets the session's. */
import type { ChunkHeader, Session, Stream } from '../format/session'

export interface TimeIndex {
  readonly durationMs: number
  /** Milliseconds from the session's start to the stream's. */
  offsetOf(streamId: string): number
  headersOf(streamId: string): readonly ChunkHeader[]
  /** Which top document is on show at a time; before the first one: the first. */
  topAt(timeMs: number): string | undefined
  /** Which of the session's tabs that is, counted from 1; undefined where there is only one. */
  tabAt(timeMs: number): { number: number; count: number } | undefined
  readonly streams: readonly Stream[]
}

interface Turn {
  fromMs: number
  streamId: string
}

/** Longest session that is believed; hostile times would make an endless timeline. */
const LONGEST_MS = 30 * 24 * 3600_000

export function createTimeIndex(
  session: Session,
  streams: readonly Stream[],
  chunks: readonly ChunkHeader[],
): TimeIndex {
  const headers = new Map<string, ChunkHeader[]>()
  for (const header of chunks) {
    const list = headers.get(header.streamId) ?? []
    list.push(header)
    headers.set(header.streamId, list)
  }
  for (const list of headers.values()) list.sort((a, b) => a.seq - b.seq)
  const known = streams.filter((stream) => headers.has(stream.streamId))
  const startedAt = Number.isFinite(session.startedAt)
    ? session.startedAt
    : Math.min(...known.map((stream) => stream.startedAt))
  const offsets = new Map(
    known.map((stream) => [stream.streamId, finite(stream.startedAt - startedAt)]),
  )
  const endOf = (list: readonly ChunkHeader[], streamId: string) =>
    (offsets.get(streamId) ?? 0) + finite(list.at(-1)?.lastTime ?? 0)
  const ends = [...headers].map(([streamId, list]) => endOf(list, streamId))
  const tabs = tabsOf(session, known, (streams) => turnsOf(streams, headers, offsets))
  return {
    streams: known,
    durationMs: Math.min(LONGEST_MS, Math.max(0, ...ends)),
    offsetOf: (streamId) => offsets.get(streamId) ?? 0,
    headersOf: (streamId) => headers.get(streamId) ?? [],
    topAt: (timeMs) => lastTurn(tabs.at(timeMs), timeMs)?.streamId,
    tabAt: (timeMs) =>
      tabs.count > 1 ? { number: tabs.numberAt(timeMs), count: tabs.count } : undefined,
  }
}

interface Tabs {
  readonly count: number
  /** Turns of the tab that is in front. */
  at(timeMs: number): readonly Turn[]
  numberAt(timeMs: number): number
}

/** A session may have several tabs, each with its own sequence of documents; `tabTurns` says which was in front when. */
function tabsOf(
  session: Session,
  streams: readonly Stream[],
  turnsOfTab: (streams: readonly Stream[]) => Turn[],
): Tabs {
  const top = streams.filter((stream) => stream.framePath.length === 0)
  const numbers = [...new Set(top.map((stream) => stream.tab ?? 0))].sort((a, b) => a - b)
  const turns = new Map(
    numbers.map((tab) => [tab, turnsOfTab(streams.filter((each) => (each.tab ?? 0) === tab))]),
  )
  const said = Array.isArray(session.tabTurns) ? session.tabTurns : []
  const changes = said
    .map(({ at, tab }) => ({ fromMs: finite(at - session.startedAt), tab }))
    .filter(({ tab }) => turns.has(tab))
  const tabAt = (timeMs: number): number => {
    let tab = changes[0]?.tab ?? numbers[0] ?? 0
    for (const change of changes) {
      // In front before its first document is there: what was in front before is still to be seen.
      const first = turns.get(change.tab)?.[0]
      if (change.fromMs <= timeMs && first && first.fromMs <= timeMs) tab = change.tab
    }
    return tab
  }
  return {
    count: numbers.length,
    at: (timeMs) => turns.get(tabAt(timeMs)) ?? [],
    numberAt: (timeMs) => numbers.indexOf(tabAt(timeMs)) + 1,
  }
}

function lastTurn(turns: readonly Turn[], timeMs: number): Turn | undefined {
  let shown = turns[0]
  for (const turn of turns) if (turn.fromMs <= timeMs) shown = turn
  return shown
}

/**
 * A top document's turn begins with its first chunk. One that comes back (history, from the browser's cache) has another
 * turn: chunks of it after a later document ended.
 */
function turnsOf(
  streams: readonly Stream[],
  headers: ReadonlyMap<string, readonly ChunkHeader[]>,
  offsets: ReadonlyMap<string, number>,
): Turn[] {
  const top = streams.filter((stream) => stream.framePath.length === 0)
  const pieces = top.flatMap((stream) => {
    const offset = offsets.get(stream.streamId) ?? 0
    return (headers.get(stream.streamId) ?? []).map((header) => ({
      fromMs: offset + finite(header.firstTime),
      toMs: offset + finite(header.lastTime),
      first: header === headers.get(stream.streamId)?.[0],
      streamId: stream.streamId,
    }))
  })
  pieces.sort((a, b) => a.fromMs - b.fromMs)
  const turns: Turn[] = []
  const lastOf = new Map<string, number>()
  for (const piece of pieces) {
    const current = turns.at(-1)
    const last = lastOf.get(piece.streamId) ?? Number.POSITIVE_INFINITY
    const otherEnded = (lastOf.get(current?.streamId ?? '') ?? 0) <= piece.fromMs
    if (
      piece.first ||
      (current && current.streamId !== piece.streamId && otherEnded && last < current.fromMs + 1)
    ) {
      if (current?.streamId !== piece.streamId)
        turns.push({ fromMs: piece.fromMs, streamId: piece.streamId })
    }
    lastOf.set(piece.streamId, Math.max(lastOf.get(piece.streamId) ?? 0, piece.toMs))
  }
  return turns
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}
