import Dexie, { type Table, type Transaction } from 'dexie'
import type { ReportDraft } from '../format/reportDraft'
import type {
  ChunkHeader,
  Resource,
  ResourceRef,
  Session,
  Stream,
  Tombstone,
} from '../format/session'
import type { LedgerEntry, SiteSettings } from '../format/settings'
import type { Letters } from '../platform/letterIndex'
import { refuseNewer } from './refuseNewer'
import type { SealedFields } from './sealedRows'

/** The events of one chunk: gzip of the JSON text. */
export interface BodyRow {
  streamId: string
  seq: number
  sessionId: string
  bytes: Uint8Array<ArrayBuffer>
  /** The bytes are encrypted. */
  sealed?: true
}

/** The state of a document before chunk `seq`: gzip of the text of `lib/replay/packState.ts`. */
export interface KeyframeRow {
  streamId: string
  seq: number
  sessionId: string
  bytes: Uint8Array<ArrayBuffer>
  /** The bytes are encrypted. */
  sealed?: true
}

export interface ResourceRow extends Resource {
  body: Uint8Array<ArrayBuffer>
  /** The bytes are encrypted with the type before them, and `hash` is a token. */
  sealed?: true
}

/** `sealed`: all that is not in the clear of these. */
export type SessionRow = Session & { sealed?: SealedFields }
export type StreamRow = Stream & { sealed?: SealedFields }
export type DraftRow = ReportDraft & { sealed?: Uint8Array<ArrayBuffer> }
export type RefRow = ResourceRef & { sealed?: Uint8Array<ArrayBuffer> }
export type TombstoneRow = Tombstone & { sealed?: SealedFields }
export type LedgerRow = LedgerEntry & { sealed?: Uint8Array<ArrayBuffer> }

/** What the library knows of a session's content without reading its events. Derived: can be thrown away at any time. */
export interface DigestRow {
  sessionId: string
  /** Of the session when it was read; another number there means that this is out of date. */
  revision: number
  /** Under which rules and level it was read, beyond those of the recording; '' where nothing was stricter. */
  policy: string
  /** Events of the session when it was read. */
  events: number
  /** Pages, errors, failed requests, notes and console lines, one a line, bounded, masked as stored. */
  text: string
  /** How often each signal was found. */
  signals: Record<string, number>
  failedRequests: number
  /** Of the text; of what is sealed they are made when it is opened. */
  letters?: Letters
  sealed?: Uint8Array<ArrayBuffer>
}

/** A small picture of a session. Derived, as digests are. */
export interface ThumbnailRow {
  sessionId: string
  revision: number
  policy: string
  mimeType: string
  /** Empty where nothing could be drawn: not tried again. */
  bytes: Uint8Array<ArrayBuffer>
  sealed?: Uint8Array<ArrayBuffer>
}

export interface SettingRow {
  name: string
  value: unknown
}

/** One version of the schema and the step that leads to it. */
export interface SchemaStep {
  /** Tables that are new or have other indexes; null removes one. */
  stores: Record<string, string | null>
  /** Changes rows. Runs in the transaction of the upgrade: all of it happens, or nothing. */
  upgrade?: (transaction: Transaction) => PromiseLike<unknown>
}

/**
 * `SCHEMA[0]` is version 1, and so on. Never change a step that was released; `tests/recordings/versions` holds a database of each
 * version for ever. Headers and bodies are separate tables, so that listing a session's chunks never reads its events.
 */
export const SCHEMA: readonly SchemaStep[] = [
  {
    stores: {
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
    },
  },
  { stores: { digests: 'sessionId', thumbnails: 'sessionId' } },
  { stores: { keyframes: '[streamId+seq], sessionId' } },
  { stores: { drafts: 'sessionId' } },
]

/** `declare` keeps class fields from wiping what Dexie puts there. */
export class RecountDatabase extends Dexie {
  declare sessions: Table<SessionRow, string>
  declare streams: Table<StreamRow, string>
  declare chunks: Table<ChunkHeader, [string, number]>
  declare bodies: Table<BodyRow, [string, number]>
  declare keyframes: Table<KeyframeRow, [string, number]>
  declare resources: Table<ResourceRow, string>
  declare refs: Table<RefRow, [string, string]>
  declare sites: Table<SiteSettings, string>
  declare settings: Table<SettingRow, string>
  declare ledger: Table<LedgerRow, number>
  declare tombstones: Table<TombstoneRow, string>
  declare digests: Table<DigestRow, string>
  declare thumbnails: Table<ThumbnailRow, string>
  declare drafts: Table<DraftRow, string>

  constructor(name = 'recount', schema = SCHEMA) {
    super(name, {
      indexedDB: refuseNewer(globalThis.indexedDB, schema.length),
      // Acked means written to the disk, not only handed to the system: a power cut keeps it too.
      chromeTransactionDurability: 'strict',
    })
    schema.forEach(({ stores, upgrade }, index) => {
      const version = this.version(index + 1).stores(stores)
      if (upgrade) version.upgrade(upgrade)
    })
  }
}

/** Opened by the first query, in whatever context asks. */
export const database = new RecountDatabase()
