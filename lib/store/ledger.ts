import type { Opener } from '../crypto/hybrid'
import type { LedgerEntry } from '../format/settings'
import { database, type LedgerRow } from './database'
import { readRows } from './readRows'
import { LEDGER_CONTEXT, openJson, sealJson } from './sealedRows'
import { openerNow, writeRows } from './vault'

/** Writes down what the person allowed or took back. Entries are never changed. */
export async function addLedgerEntry(entry: Omit<LedgerEntry, 'id' | 'at'>): Promise<void> {
  const { ledger, settings } = database
  const { origin, detail, ...rest } = entry
  await writeRows(async ({ sealer, check }) => {
    const row: LedgerRow = sealer
      ? {
          ...rest,
          at: 0,
          origin: '',
          sealed: await sealJson(sealer, LEDGER_CONTEXT, { origin, detail }),
        }
      : { ...entry, at: 0 }
    await database.transaction('rw', ledger, settings, async () => {
      await check()
      await ledger.add({ ...row, at: Date.now() })
    })
  })
}

/** Where the library is locked, without the site. */
export async function openLedgerRow(
  { sealed, ...entry }: LedgerRow,
  opener: Opener | undefined,
): Promise<LedgerEntry> {
  if (!sealed || !opener) return entry
  return { ...entry, ...((await openJson(opener, LEDGER_CONTEXT, sealed)) as Partial<LedgerEntry>) }
}

/** Newest first. */
export async function listLedger(): Promise<LedgerEntry[]> {
  const rows = await readRows(database.ledger)
  const opener = await openerNow()
  const entries = await Promise.all(
    rows.map((row) => openLedgerRow(row, opener).catch(() => ({ ...row, sealed: undefined }))),
  )
  return entries.sort((a, b) => b.at - a.at || (b.id ?? 0) - (a.id ?? 0))
}
