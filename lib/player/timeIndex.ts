/** The session's time axis: which stream counts when, and how its own time meets the session's. */
import type { ChunkHeader, Session, Stream } from '../format/session'

export interface TimeIndex {
  readonly durationMs: number
  /** Milliseconds from the session's start to the stream's. */
  offsetOf(streamId: string): number
  headersOf(streamId: string): readonly ChunkHeader[]
  /** The chunk with which a stream goes on. */
  after(header: ChunkHeader): ChunkHeader | undefined
  /** Tabs of the session, the first one 0. */
  readonly tabs: readonly number[]
  /** The tab that was in front. */
  tabAt(timeMs: number): number
  /** Which top document is on show at a time in a tab (the one in front); before the first one: the first. */
  topAt(timeMs: number, tab?: number): string | undefined
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
  for (const [streamId, list] of headers) headers.set(streamId, inOrder(list))
  const known = streams.filter((stream) => headers.has(stream.streamId))
  const startedAt = Number.isFinite(session.startedAt)
    ? session.startedAt
    : Math.min(...known.map((stream) => stream.startedAt))
  const offsets = new Map(
    known.map((stream) => [stream.streamId, finite(stream.startedAt - startedAt)]),
  )
  const endOf = (list: readonly ChunkHeader[], streamId: string) =>
    (offsets.get(streamId) ?? 0) + (list.at(-1)?.lastTime ?? 0)
  const ends = [...headers].map(([streamId, list]) => endOf(list, streamId))
  const tops = known.filter((stream) => stream.framePath.length === 0)
  const tabs = [...new Set(tops.map(tabOf))].sort((a, b) => a - b)
  const turns = new Map(
    tabs.map((tab) => [
      tab,
      turnsOf(
        tops.filter((stream) => tabOf(stream) === tab),
        headers,
        offsets,
      ),
    ]),
  )
  const fronts = frontsOf(session, startedAt)

  /** A tab counts from when something of it is there to be shown. */
  function tabAt(timeMs: number): number {
    const begun = (tab: number) => (turns.get(tab)?.[0]?.fromMs ?? Infinity) <= timeMs
    const front = fronts.findLast(({ fromMs, tab }) => fromMs <= timeMs && begun(tab))
    return front?.tab ?? tabs.find(begun) ?? tabs[0] ?? 0
  }

  return {
    streams: known,
    durationMs: Math.min(LONGEST_MS, Math.max(0, ...ends)),
    offsetOf: (streamId) => offsets.get(streamId) ?? 0,
    headersOf: (streamId) => headers.get(streamId) ?? [],
    after: ({ streamId, seq }) => headers.get(streamId)?.find((each) => each.seq > seq),
    tabs,
    tabAt,
    topAt(timeMs, tab) {
      const own = turns.get(tab ?? tabAt(timeMs)) ?? []
      const shown = own.findLast(({ fromMs }) => fromMs <= timeMs) ?? own[0]
      return shown?.streamId
    },
  }
}

function tabOf({ tab = 0 }: Stream): number {
  return Number.isInteger(tab) ? tab : 0
}

/** From a file, so every member is looked at. */
function frontsOf({ tabTurns }: Session, startedAt: number): { fromMs: number; tab: number }[] {
  if (!Array.isArray(tabTurns)) return []
  return tabTurns
    .flatMap((turn) =>
      Number.isFinite(turn?.at) && Number.isInteger(turn.tab)
        ? [{ fromMs: turn.at - startedAt, tab: turn.tab }]
        : [],
    )
    .sort((a, b) => a.fromMs - b.fromMs)
}

/** By number. A chunk is over when all before it are: one with nothing but requests may tell of earlier moments only. */
function inOrder(headers: readonly ChunkHeader[]): ChunkHeader[] {
  let lastTime = 0
  return [...headers]
    .sort((a, b) => a.seq - b.seq)
    .map((header) => {
      lastTime = Math.max(lastTime, finite(header.lastTime))
      return { ...header, lastTime }
    })
}

/**
 * A top document's turn begins with its first chunk. One that comes back (history, from the browser's cache) has another
 * turn: chunks of it after a later document ended.
 */
function turnsOf(
  top: readonly Stream[],
  headers: ReadonlyMap<string, readonly ChunkHeader[]>,
  offsets: ReadonlyMap<string, number>,
): Turn[] {
  const pieces = top.flatMap((stream) => {
    const offset = offsets.get(stream.streamId) ?? 0
    return (headers.get(stream.streamId) ?? []).map((header) => ({
      fromMs: offset + finite(header.firstTime),
      toMs: offset + header.lastTime,
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
