/**
 * Brings all rows into the form that holds now: encrypted, or no longer. Some rows at a time, each lot in a transaction that
 * changes nothing else, so that whatever is killed when leaves rows of both forms, all of which can be read; the next run
 * finds the rest. New rows are in their final form already.
 */
import type { Table } from 'dexie'
import { createSealer, type Opener } from '../crypto/hybrid'
import type { ResourceRef } from '../format/session'
import { sha256 } from '../platform/bytes'
import { isDiskFull } from '../platform/causedBy'
import { isVaultFull, noteVaultFull } from '../vault/vaultMemory'
import {
  type BodyRow,
  type DraftRow,
  database,
  type KeyframeRow,
  type LedgerRow,
  type RefRow,
  type ResourceRow,
} from './database'
import { openDraft, sealDraft } from './drafts'
import { openLedgerRow } from './ledger'
import { openRef, openResource, sealRef, sealResourceRow } from './resources'
import { type BytesKind, openBytes, sealBytes } from './sealedBytes'
import {
  LEDGER_CONTEXT,
  mergeFields,
  openFields,
  SESSION_FIELDS,
  type SealedFields,
  STREAM_FIELDS,
  sealFields,
  sealJson,
} from './sealedRows'
import { requireOpener, type Writing, writeRows } from './vault'
import { deleteVault, readVault, updateVault, type VaultRow } from './vaultRow'

/** Each lot is read at once and waits for the disk once: 10,000 sessions one by one took longer than four minutes. */
const ROWS_AT_ONCE = 200
/** Of rows that hold bytes: they are in memory, and recordings wait while they are written. */
const LARGE_AT_ONCE = 20

interface Conversion extends Writing {
  /** Where rows are to be decrypted. */
  opener: Opener | undefined
}

/** Puts a row in its other form; called in the transaction of its lot. */
type Write = () => Promise<unknown>

/** Rows of one table that are converted together. */
interface Lot {
  rows: number
  isInTurn: boolean
  prepare(how: Conversion): Promise<Write[]>
}

/**
 * Returns whether everything is done; not while the disk is full, which `viewVault` tells. Rejects with
 * `LibraryLockedError` where decrypting needs the key.
 */
export async function convertRows(atOnce = ROWS_AT_ONCE): Promise<boolean> {
  try {
    const isDone = await convertAll(atOnce)
    await noteVaultFull(false)
    return isDone
  } catch (error) {
    if (!isDiskFull(error)) throw error
    await noteVaultFull(true)
    return false
  }
}

async function convertAll(atOnce: number): Promise<boolean> {
  const vault = await readVault()
  if (!vault || vault.state === 'on') return true
  const { vaultId, state } = vault
  if (state === 'opening') await checkKey(vault)
  await dropDerivedRows()
  const lots = await listLots(atOnce)
  const total = lots.reduce((sum, { rows }) => sum + rows, 0)
  const wasFull = await isVaultFull()
  let done = 0
  await updateVault(vaultId, { progress: { done, total } })
  for (const lot of lots) {
    const progress = { done: done + lot.rows, total }
    // Turned the other way meanwhile: whoever did that converts.
    if (!(await convertLot(lot, vault, progress))) return false
    // Not before the first rows: each try would take the message away for a moment.
    if (wasFull && done === 0) await noteVaultFull(false)
    done += lot.rows
  }
  return await database.transaction('rw', database.settings, async () => {
    const now = await readVault()
    if (now?.vaultId !== vaultId || now.state !== state) return false
    if (state === 'opening') await deleteVault()
    else await updateVault(vaultId, { state: 'on', progress: undefined })
    return true
  })
}

/** A row that does not open is taken for a changed one: whether the key is the right one has to be sure before. */
async function checkKey({ publicKey }: VaultRow): Promise<void> {
  const opener = await requireOpener()
  const sealer = await createSealer(publicKey)
  await opener.open('check', await sealer.seal('check', new Uint8Array(1)))
}

/** Returns false where it is not wanted any more. */
async function convertLot(
  lot: Lot,
  { vaultId, state }: VaultRow,
  progress: VaultRow['progress'],
): Promise<boolean> {
  return await writeRows(async (writing) => {
    const now = await readVault()
    if (now?.vaultId !== vaultId || now.state !== state) return false
    const opener = state === 'opening' ? await requireOpener() : undefined
    const writes = await lot.prepare({ ...writing, opener })
    return await database.transaction('rw', TABLES, async () => {
      await writing.check()
      // Of two forms of one resource the second has to see the first. All others ask at once: each answer is a way to the
      // browser's process and back.
      if (lot.isInTurn) for (const write of writes) await write()
      else await Promise.all(writes.map((write) => write()))
      return await updateVault(vaultId, { progress })
    })
  })
}

/** Made anew from the events, in the form that holds then. */
async function dropDerivedRows(): Promise<void> {
  await database.digests.clear()
  await database.thumbnails.clear()
}

const TABLES = [
  ...['refs', 'resources', 'bodies', 'keyframes', 'ledger', 'drafts', 'tombstones', 'streams'],
  ...['sessions', 'settings'],
]

/** Sessions last: what they say of a session is what a person sees first. */
async function listLots(atOnce: number): Promise<Lot[]> {
  const { resources, refs, bodies, keyframes, streams, sessions, ledger, drafts, tombstones } =
    database
  const large = Math.min(atOnce, LARGE_AT_ONCE)
  const all = await Promise.all([
    lotsOf(refs, atOnce, convertRef),
    lotsOf(resources, large, convertResource),
    lotsOf(bodies, large, (how, row) => convertBytes(how, 'body', row)),
    lotsOf(keyframes, large, (how, row) => convertBytes(how, 'keyframe', row)),
    lotsOf(ledger, atOnce, convertEntry),
    lotsOf(drafts, atOnce, convertDraft),
    lotsOf(tombstones, atOnce, (how, row) =>
      convertFields(how, tombstones, { id: row.sessionId, row, fields: SESSION_FIELDS }),
    ),
    lotsOf(streams, atOnce, (how, row) =>
      convertFields(how, streams, { id: row.streamId, row, fields: STREAM_FIELDS }),
    ),
    lotsOf(sessions, atOnce, (how, row) =>
      convertFields(how, sessions, { id: row.sessionId, row, fields: SESSION_FIELDS }),
    ),
  ])
  return all.flat()
}

async function lotsOf<Row, Key>(
  table: Table<Row, Key>,
  atOnce: number,
  convert: (how: Conversion, row: Row) => Promise<Write | undefined>,
): Promise<Lot[]> {
  const keys = await table.toCollection().primaryKeys()
  const lots: Lot[] = []
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce)
    lots.push({
      rows: some.length,
      isInTurn: table.name === 'refs' || table.name === 'resources',
      async prepare(how) {
        // One that cannot be read stays as it is, and keeps none of the others.
        const rows = await table
          .bulkGet(some)
          .catch(() => Promise.all(some.map((key) => table.get(key).catch(() => undefined))))
        const writes = await Promise.all(rows.map((row) => row && convert(how, row)))
        return writes.filter((write) => write !== undefined)
      },
    })
  }
  return lots
}

/** Its key changes, not yet what it refers to: bytes and the references to them go together. */
async function convertRef(how: Conversion, row: RefRow): Promise<Write | undefined> {
  const key: [string, string] = [row.sessionId, row.key]
  if ((row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const opened = await openRef(row, how.opener).catch(() => bare(row))
  if (!opened) return undefined
  const { hash, ...rest } = opened
  const made = how.sealer ? await sealRef(how, rest) : (rest as ResourceRef)
  return async () => {
    const now = await database.refs.get(key)
    if (!now) return
    await database.refs.delete(key)
    const there = await database.refs.get([made.sessionId, made.key])
    if (there?.hash !== undefined) return
    await database.refs.put({
      ...made,
      ...(hash === undefined ? {} : { hash }),
      ...(now.askedAt === undefined ? {} : { askedAt: now.askedAt }),
    })
  }
}

async function convertResource(how: Conversion, row: ResourceRow): Promise<Write | undefined> {
  const { refs, resources } = database
  const { hash } = row
  if ((row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const made = how.opener
    ? await plainResource(await openResource(row, how.opener).catch(() => bare(row)))
    : await sealResourceRow(how, row)
  return async () => {
    const isThere = (await resources.where({ hash: made.hash }).count()) > 0
    if (!isThere) await resources.add(made)
    await refs.where({ hash }).modify((ref: RefRow) => {
      ref.hash = made.hash
    })
    await resources.delete(hash)
  }
}

async function plainResource(row: Awaited<ReturnType<typeof openResource>>) {
  return { ...row, hash: await sha256(row.body) }
}

async function convertBytes(
  how: Conversion,
  kind: BytesKind,
  row: BodyRow | KeyframeRow,
): Promise<Write | undefined> {
  const table = kind === 'body' ? database.bodies : database.keyframes
  if ((row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const made = how.sealer
    ? await sealBytes(how, kind, row)
    : await openBytes(kind, row, how.opener).catch(() => bare(row))
  return async () => {
    const now = await table.get([row.streamId, row.seq])
    if (now && now.sealed === row.sealed) await table.put(made)
  }
}

async function convertEntry(how: Conversion, row: LedgerRow): Promise<Write | undefined> {
  const { ledger } = database
  if ((row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const { origin, detail, ...rest } = row
  const made = how.sealer
    ? {
        ...rest,
        origin: '',
        sealed: await sealJson(how.sealer, LEDGER_CONTEXT, { origin, detail }),
      }
    : await openLedgerRow(row, how.opener).catch(() => bare(row))
  return async () => {
    if (row.id !== undefined && (await ledger.get(row.id))) await ledger.put(made)
  }
}

async function convertDraft(how: Conversion, row: DraftRow): Promise<Write | undefined> {
  const { drafts } = database
  if ((row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const plain = how.opener ? await openDraft(row, how.opener).catch(() => bare(row)) : row
  if (!plain) return undefined
  const made = await sealDraft(how.sealer, plain)
  return async () => {
    const now = await drafts.get(row.sessionId)
    // Written anew meanwhile, it is in its final form already.
    if (now && (now.sealed === undefined) === (row.sealed === undefined)) await drafts.put(made)
  }
}

/** Counters of the row may change meanwhile: only its private fields are touched, and only those that were read. */
async function convertFields<Row extends object>(
  how: Conversion,
  { name }: Table<Row, string>,
  given: { id: string; row: Row; fields: typeof SESSION_FIELDS },
): Promise<Write | undefined> {
  const { id, fields } = given
  const row: Record<string, unknown> & { sealed?: SealedFields } = Object.fromEntries(
    Object.entries(given.row),
  )
  const table = database.table<typeof row, string>(name)
  const patch = how.sealer
    ? Object.fromEntries(
        Object.keys(fields.blanks).flatMap((each) =>
          isBlank(row[each]) ? [] : [[each, row[each]]],
        ),
      )
    : await openEach(how.opener, { fields, id, sealed: row.sealed ?? {} })
  if (Object.keys(patch).length === 0) return undefined
  const { clear, sealed } = await sealFields(how.sealer, { fields, id, patch })
  return async () => {
    const now = await table.get(id)
    if (!now) return
    const isSame = (each: string) =>
      how.sealer ? !isBlank(now[each]) : now.sealed?.[each] !== undefined
    const still = <T>(part: Record<string, T>) =>
      Object.fromEntries(Object.entries(part).filter(([each]) => isSame(each)))
    await table.put(mergeFields(now, { clear: still(clear), sealed: still(sealed) }))
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === ''
}

/** Those that were changed are blank: one of them hides none of the others. */
async function openEach(
  opener: Opener | undefined,
  { fields, id, sealed }: { fields: typeof SESSION_FIELDS; id: string; sealed: SealedFields },
): Promise<Record<string, unknown>> {
  const opened: Record<string, unknown> = {}
  for (const [name, bytes] of Object.entries(sealed)) {
    const row: Record<string, unknown> & { sealed: SealedFields } = { sealed: { [name]: bytes } }
    const read = await openFields(opener, { fields, id, row }).catch(() => fields.blanks)
    opened[name] = read[name]
  }
  return opened
}

/** What was changed opens in no form: it stays as it is, no longer called encrypted, and whoever reads it finds it damaged. */
function bare<Row extends { sealed?: unknown }>({ sealed: _, ...rest }: Row): Omit<Row, 'sealed'> {
  return rest
}
