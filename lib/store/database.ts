import Dexie, { type Table } from 'dexie'
import type {
  ChunkHeader,
  Resource,
  ResourceRef,
  Session,
  Stream,
  Tombstone,
} from '../format/session'
import type { LedgerEntry, SiteSettings } from '../format/settings'

/** The events of one chunk: gzip of the JSON text. */
export interface BodyRow {
  streamId: string
  seq: number
  sessionId: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface ResourceRow extends Resource {
  body: Uint8Array<ArrayBuffer>
}

export interface SettingRow {
  name: string
  value: unknown
}

/**
 * The only schema. Headers and bodies are separate tables, so that listing a session's chunks never reads its events.
 * `declare` keeps class fields from wiping what Dexie puts there.
 */
export class RecountDatabase extends Dexie {
  declare sessions: Table<Session, string>
  declare streams: Table<Stream, string>
  declare chunks: Table<ChunkHeader, [string, number]>
  declare bodies: Table<BodyRow, [string, number]>
  declare resources: Table<ResourceRow, string>
  declare refs: Table<ResourceRef, [string, string]>
  declare sites: Table<SiteSettings, string>
  declare settings: Table<SettingRow, string>
  declare ledger: Table<LedgerEntry, number>
  declare tombstones: Table<Tombstone, string>

  constructor(name = 'recount') {
    super(name)
    this.version(1).stores({
      sessions: 'sessionId, startedAt, status',
      streams: 'streamId, sessionId',
      chunks: '[streamId+seq], sessionId',
      bodies: '[streamId+seq], sessionId',
      resources: 'hash',
      refs: '[sessionId+key], sessionId, hash',
      sites: 'origin',
      settings: 'name',
      ledger: '++id, at, origin',
      tombstones: 'sessionId, deletedAt',
    })
  }
}

/** Opened by the first query, in whatever context asks. */
export const database = new RecountDatabase()
