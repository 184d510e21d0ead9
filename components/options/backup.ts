import type { Settings, SiteSettings } from '../../lib/format/settings'
import { parseSettings, parseSite } from '../../lib/format/settingsSchema'

const KIND = 'recount-settings'

type SiteBackup = Omit<SiteSettings, 'consent'>

/** Settings and the masking rules of sites as JSON. */
export function writeBackup(settings: Settings, sites: readonly SiteSettings[]): string {
  // Consent is a decision about this browser and this person; a file must not bring it along.
  const rest = sites.map(({ consent: _consent, ...site }) => site)
  return JSON.stringify({ kind: KIND, settings, sites: rest }, null, 2)
}

/** Reads what `writeBackup` wrote. Throws a sentence for the person when it is something else. */
export function readBackup(text: string): {
  settings: Settings
  sites: SiteBackup[]
  broken: string[]
} {
  const content = parseJson(text)
  if (typeof content !== 'object' || content === null || !('kind' in content)) throw notOurs()
  const { kind, settings, sites } = content as {
    kind: unknown
    settings?: unknown
    sites?: unknown
  }
  if (kind !== KIND) throw notOurs()
  const parsed = parseSettings(settings)
  const list = Array.isArray(sites) ? sites : []
  return {
    ...parsed,
    sites: list.flatMap((site): SiteBackup[] => {
      const known = parseSite(site)
      if (!known) return []
      const { consent: _consent, ...rest } = known
      return [rest]
    }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notOurs()
  }
}

function notOurs(): Error {
  return new Error('This file holds no Recount settings.')
}
