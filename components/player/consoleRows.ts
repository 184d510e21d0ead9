import type { Overview } from '../../lib/player/player'
import { type EventRow, toEventRows } from './eventRows'

/** Deeper groups are drawn at this depth; a page may open groups without end. */
const DEEPEST = 12

/** Console lines with the groups they stand in. The lines that close a group say nothing and are left out. */
export function toConsoleRows(overview: Overview): EventRow[] {
  // Each document has a console of its own, so groups of one do not enclose lines of another.
  const open = new Map<string, number[]>()
  const rows: EventRow[] = []
  for (const row of toEventRows(overview, 'console')) {
    const placed = overview.notable[row.id]
    if (placed?.event.kind !== 'console') continue
    const groups = open.get(placed.streamId) ?? []
    open.set(placed.streamId, groups)
    const { level } = placed.event
    if (level === 'groupEnd') {
      groups.pop()
      continue
    }
    rows.push({ ...row, groups: groups.slice(-DEEPEST), isGroup: level === 'group' })
    if (level === 'group') groups.push(row.id)
  }
  return rows
}

/** Lines without those of closed groups. */
export function withoutClosed(
  rows: readonly EventRow[],
  closed: ReadonlySet<number>,
): readonly EventRow[] {
  if (closed.size === 0) return rows
  return rows.filter((row) => !row.groups?.some((id) => closed.has(id)))
}
