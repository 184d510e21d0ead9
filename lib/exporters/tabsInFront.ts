import type { Session, Stream } from '../format/session'

/** Which of a session's tabs is in front, as its events are read in order of time. */
export interface TabsInFront {
  /** Turns up to a moment (epoch ms), oldest first; each is told once. */
  until(at: number): { at: number; tab: number }[]
  /** Is its tab the one that is in front? Always, where nobody said which. */
  isInFront(stream: Stream): boolean
  /** The session says itself when its tabs were turned to. */
  readonly isTold: boolean
}

/** A session of one tab, or of a file that does not say which tab was in front, has no turns. */
export function createTabsInFront(session: Session, streams: readonly Stream[]): TabsInFront {
  const known = new Set(streams.map(({ tab = 0 }) => tab))
  const told = Array.isArray(session.tabTurns) && known.size > 1 ? session.tabTurns : []
  const turns = told.filter(({ tab }) => known.has(tab)).sort((a, b) => a.at - b.at)
  let front = turns[0]?.tab
  return {
    isTold: turns.length > 0,
    until(at) {
      const due = turns.splice(0, turns.filter((turn) => turn.at <= at).length)
      front = due.at(-1)?.tab ?? front
      return due
    },
    isInFront: (stream) => front === undefined || front === (stream.tab ?? 0),
  }
}
