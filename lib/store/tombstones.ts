import type { Tombstone } from '../format/session'
import { database, type TombstoneRow } from './database'
import { readRows } from './readRows'
import { openFields, SESSION_FIELDS } from './sealedRows'
import { openerNow } from './vault'

/** Why a session is gone, if it was ever here. */
export async function getTombstone(sessionId: string): Promise<Tombstone | undefined> {
  const row = await database.tombstones.get(sessionId)
  return row && (await openTombstone(row))
}

async function openTombstone(row: TombstoneRow): Promise<Tombstone> {
  const opener = row.sealed && (await openerNow())
  const { sealed: _, ...blank } = row
  return await openFields(opener, { fields: SESSION_FIELDS, id: row.sessionId, row }).catch(
    () => blank,
  )
}

/** Newest first. */
export async function listTombstones(): Promise<Tombstone[]> {
  const rows = await Promise.all((await readRows(database.tombstones)).map(openTombstone))
  return rows.sort((a, b) => b.deletedAt - a.deletedAt)
}

export async function clearTombstones(): Promise<void> {
  await database.tombstones.clear()
}
