import type { EventRow } from './eventRows'

export interface StorageEntry {
  area: 'local' | 'session' | 'cookie'
  key: string
  value: string
}

/** What the recorded changes make of storage and cookies up to a time. What was there before is not known. */
export function storageAt(rows: readonly EventRow[], timeMs: number): StorageEntry[] {
  const entries = new Map<string, StorageEntry>()
  for (const { atMs, about } of rows) {
    if (atMs > timeMs) break
    if (about.kind !== 'event' || about.event.kind !== 'storage') continue
    const { area, action, key = '', value = '' } = about.event
    if (action === 'set') entries.set(`${area}/${key}`, { area, key, value })
    else if (action === 'remove') entries.delete(`${area}/${key}`)
    else for (const [name, entry] of entries) if (entry.area === area) entries.delete(name)
  }
  return [...entries.values()].sort((a, b) => a.key.localeCompare(b.key))
}
