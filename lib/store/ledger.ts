import type { LedgerEntry } from '../format/settings'
import { database } from './database'
import { readRows } from './readRows'

/** Writes down what the person allowed or took back. Entries are never changed. */
export async function addLedgerEntry(entry: Omit<LedgerEntry, 'id' | 'at'>): Promise<void> {
  await database.ledger.add({ ...entry, at: Date.now() })
}

/** Newest first. */
export async function listLedger(): Promise<LedgerEntry[]> {
  return (await readRows(database.ledger)).sort((a, b) => b.at - a.at || (b.id ?? 0) - (a.id ?? 0))
}
