import { liveQuery } from 'dexie'
import { PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'
import type { Stoppable } from '../platform/stoppable'
import { database } from './database'

/** Sessions that are to be masked for good. Written down before the first one, so that a killed page can go on. */
export interface RemaskWork {
  /** Still to do, in order. */
  sessionIds: string[]
  total: number
  /** At least this level, besides what their sites ask for. */
  level?: PrivacyLevel
}

const NAME = 'remask'

export async function readRemaskWork(): Promise<RemaskWork | undefined> {
  return parseWork((await database.settings.get(NAME))?.value)
}

export function watchRemaskWork(listener: (work: RemaskWork | undefined) => void): Stoppable {
  const subscription = liveQuery(readRemaskWork).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}

/** Adds to what waits already. Of two levels the stricter holds for all. */
export async function addRemaskWork(sessionIds: string[], level?: PrivacyLevel): Promise<void> {
  await database.transaction('rw', database.settings, async () => {
    const before = parseWork((await database.settings.get(NAME))?.value)
    const all = [...new Set([...(before?.sessionIds ?? []), ...sessionIds])]
    const strictest = PRIVACY_LEVELS.find((each) => each === level || each === before?.level)
    const total = all.length + ((before?.total ?? 0) - (before?.sessionIds.length ?? 0))
    await put({ sessionIds: all, total, ...(strictest ? { level: strictest } : {}) })
  })
}

/** May run inside the transaction that made the session new: then it is never done twice. */
export async function finishRemask(sessionId: string): Promise<void> {
  const work = parseWork((await database.settings.get(NAME))?.value)
  if (!work) return
  const rest = work.sessionIds.filter((id) => id !== sessionId)
  if (rest.length === 0) await database.settings.delete(NAME)
  else await put({ ...work, sessionIds: rest })
}

export async function cancelRemask(): Promise<void> {
  await database.settings.delete(NAME)
}

async function put(value: RemaskWork): Promise<void> {
  await database.settings.put({ name: NAME, value })
}

function parseWork(value: unknown): RemaskWork | undefined {
  if (typeof value !== 'object' || value === null || !('sessionIds' in value)) return undefined
  const { sessionIds, total, level } = value as Partial<Record<keyof RemaskWork, unknown>>
  if (!Array.isArray(sessionIds) || sessionIds.length === 0) return undefined
  const known = PRIVACY_LEVELS.find((each) => each === level)
  return {
    sessionIds: sessionIds.map(String),
    total: typeof total === 'number' ? Math.max(total, sessionIds.length) : sessionIds.length,
    ...(known ? { level: known } : {}),
  }
}
