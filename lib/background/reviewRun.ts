import type { EndReason, Session } from '../format/session'
import type { Settings } from '../format/settings'
import type { Run } from './runs'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export type Verdict =
  | { what: 'go-on' }
  | { what: 'end'; reason: EndReason }
  | { what: 'pause' }
  /** The next part begins with a full snapshot, so that it plays alone. */
  | { what: 'split'; reason: 'max-duration' | 'action-limit' }
  /** Begin a new generation of the buffer and drop the one before the last. */
  | { what: 'rotate' }

export interface Review {
  run: Run
  session: Session | undefined
  settings: Settings
  now: number
  /** What is stored for the origin; asked for where there is a budget. */
  siteBytes?: number
  /** The page's process is gone. */
  isCrashed?: boolean
}

/** What is due for a tab that is being recorded. */
export function reviewRun({ run, session, settings, now, isCrashed, siteBytes }: Review): Verdict {
  if (!session || session.deletedAt !== undefined) return { what: 'end', reason: 'user' }
  if (isCrashed) return { what: 'end', reason: 'crash' }
  if (run.paused && run.explicit) return { what: 'go-on' }
  const isBudgeted = settings.siteBudgetBytes > 0 && !run.explicit
  if (isBudgeted && (siteBytes ?? 0) >= settings.siteBudgetBytes)
    return { what: 'end', reason: 'budget' }
  const idleMs = now - Math.max(session.lastActivityAt, session.startedAt)
  if (settings.idleMinutes > 0 && idleMs >= settings.idleMinutes * MINUTE_MS) {
    if (run.explicit && settings.idleManual === 'pause') return { what: 'pause' }
    return { what: 'end', reason: 'idle' }
  }
  if (run.paused) return { what: 'go-on' }
  if (run.bufferSince !== undefined) {
    const isDue = now - run.bufferSince >= settings.bufferMinutes * MINUTE_MS
    return isDue ? { what: 'rotate' } : { what: 'go-on' }
  }
  if (settings.actionLimit > 0 && (session.actions ?? 0) >= settings.actionLimit)
    return { what: 'split', reason: 'action-limit' }
  if (settings.maxHours > 0 && now - session.startedAt >= settings.maxHours * HOUR_MS)
    return { what: 'split', reason: 'max-duration' }
  return { what: 'go-on' }
}
