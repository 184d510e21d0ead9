import { liveQuery } from 'dexie'
import type { Settings } from '../format/settings'
import { parseSettings } from '../format/settingsSchema'
import type { Stoppable } from '../platform/stoppable'
import { database } from './database'

const ROW = 'settings'

/** The person's settings; what is missing or broken has its safe default. */
export async function getSettings(): Promise<Settings> {
  return parseSettings((await database.settings.get(ROW))?.value).settings
}

/** Names of the stored values that were broken and fell back to their default. */
export async function brokenSettings(): Promise<string[]> {
  return parseSettings((await database.settings.get(ROW))?.value).broken
}

export async function updateSettings(patch: Partial<Settings>): Promise<Settings> {
  return await database.transaction('rw', database.settings, async () => {
    const before = parseSettings((await database.settings.get(ROW))?.value).settings
    const after = { ...before, ...patch }
    await database.settings.put({ name: ROW, value: after })
    return after
  })
}

/** The names of `brokenSettings`, now and after every change. */
export function watchBroken(listener: (broken: string[]) => void): Stoppable {
  const subscription = liveQuery(brokenSettings).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}

export function watchSettings(listener: (settings: Settings) => void): Stoppable {
  const subscription = liveQuery(getSettings).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}
