import { liveQuery } from 'dexie'
import type { SiteSettings } from '../format/settings'
import { parseSite } from '../format/settingsSchema'
import type { Stoppable } from '../platform/stoppable'
import { database } from './database'
import { readRows } from './readRows'

/** What Recount knows about an origin, undefined when the person never said anything about it. */
export async function getSite(origin: string): Promise<SiteSettings | undefined> {
  return parseSite(await database.sites.get(origin))
}

/** By origin. */
export async function listSites(): Promise<SiteSettings[]> {
  const sites = (await readRows(database.sites)).flatMap((row) => parseSite(row) ?? [])
  return sites.sort((a, b) => a.origin.localeCompare(b.origin))
}

export function watchSites(listener: (sites: SiteSettings[]) => void): Stoppable {
  const subscription = liveQuery(listSites).subscribe({ next: listener })
  return { stop: () => subscription.unsubscribe() }
}

/** Changes what is given; an origin that was never seen starts with no consent and no rules. */
export async function updateSite(
  origin: string,
  patch: Partial<Omit<SiteSettings, 'origin'>>,
): Promise<SiteSettings> {
  return await database.transaction('rw', database.sites, async () => {
    const before = parseSite(await database.sites.get(origin)) ?? newSite(origin)
    const isOther = 'privacy' in patch && patch.privacy !== before.privacy
    const after = { ...before, ...patch, ...(isOther ? { privacyAt: Date.now() } : {}) }
    await database.sites.put(after)
    return after
  })
}

export async function removeSite(origin: string): Promise<void> {
  await database.sites.delete(origin)
}

function newSite(origin: string): SiteSettings {
  return { origin, rules: [] }
}
