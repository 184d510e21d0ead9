import type { Tombstone } from '../format/session'
import { database } from './database'
import { readRows } from './readRows'

/** Why a session is gone, if it was ever here. */
export async function getTombstone(sessionId: string): Promise<Tombstone | undefined> {
  return await database.tombstones.get(sessionId)
}

/** Newest first. */
export async function listTombstones(): Promise<Tombstone[]> {
  return (await readRows(database.tombstones)).sort((a, b) => b.deletedAt - a.deletedAt)
}

export async function clearTombstones(): Promise<void> {
  await database.tombstones.clear()
}
