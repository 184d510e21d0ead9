import { liveQuery } from 'dexie'
import type { Stoppable } from '../platform/stoppable'
import { database } from './database'

const ROW = 'cleaning'
/** A worker that was stopped while it cleaned leaves its last word behind. */
const STALE_MS = 60_000

/** How far a clean-up is, as every context can watch it. */
export interface CleaningProgress {
  done: number
  total: number
}

export async function tellCleaning(progress: CleaningProgress | undefined): Promise<void> {
  if (progress) await database.settings.put({ name: ROW, value: { ...progress, at: Date.now() } })
  else await database.settings.delete(ROW)
}

export function watchCleaning(
  listener: (progress: CleaningProgress | undefined) => void,
): Stoppable {
  const subscription = liveQuery(() => database.settings.get(ROW)).subscribe({
    next: (row) => listener(parse(row?.value)),
  })
  return { stop: () => subscription.unsubscribe() }
}

function parse(value: unknown): CleaningProgress | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { done, total, at } = value as Record<string, unknown>
  if (typeof done !== 'number' || typeof total !== 'number' || typeof at !== 'number')
    return undefined
  return Date.now() - at < STALE_MS ? { done, total } : undefined
}
