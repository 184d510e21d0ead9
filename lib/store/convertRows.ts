/**
 * Brings all rows into the form that holds now: encrypted, or no longer. Some rows at a time, each lot in a transaction that
 * changes nothing else, so that whatever is killed when leaves rows of both forms, all of which can be read; the next run
 * finds the rest. New rows are in their final form already.
 */
import { createSealer, type Opener } from '../crypto/hybrid'
import type { ResourceRef } from '../format/session'
import { sha256 } from '../platform/bytes'
import { isDiskFull } from '../platform/causedBy'
import { isVaultFull, noteVaultFull } from '../vault/vaultMemory'
import { database, type RefRow } from './database'
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

/** Each lot waits for the disk once: 10,000 sessions one by one took longer than four minutes. */
const ROWS_AT_ONCE = 200
/** Prepared rows are in memory, and recordings wait while they are written. */
const BYTES_AT_ONCE = 4_000_000

interface Conversion extends Writing {
  /** Where rows are to be decrypted. */
  opener: Opener | undefined
}

/** A row in its other form. `write` is called in the transaction of its lot. */
interface Converted {
  bytes?: number
  write(): Promise<unknown>
}

type Convert = (conversion: Conversion) => Promise<Converted | undefined>

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
  const work = await listWork()
  const total = work.length
  const wasFull = await isVaultFull()
  await updateVault(vaultId, { progress: { done: 0, total } })
  for (let done = 0; done < total; ) {
    const next = work.slice(done, done + atOnce)
    const converted = await convertLot(next, vault, (count) => ({ done: done + count, total }))
    // Turned the other way meanwhile: whoever did that converts.
    if (converted === 0) return false
    // Not before the first rows: each try would take the message away for a moment.
    if (wasFull && done === 0) await noteVaultFull(false)
    done += converted
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

/** How many of them it converted: fewer where they are large, none where it is not wanted any more. */
async function convertLot(
  work: Convert[],
  { vaultId, state }: VaultRow,
  progressAt: (count: number) => VaultRow['progress'],
): Promise<number> {
  return await writeRows(async (writing) => {
    const isWanted = async () => {
      const now = await readVault()
      return now?.vaultId === vaultId && now.state === state
    }
    if (!(await isWanted())) return 0
    const opener = state === 'opening' ? await requireOpener() : undefined
    const lot: Converted[] = []
    let [count, bytes] = [0, 0]
    for (const convert of work) {
      const converted = await convert({ ...writing, opener })
      if (converted) lot.push(converted)
      bytes += converted?.bytes ?? 0
      count++
      if (bytes > BYTES_AT_ONCE) break
    }
    return await database.transaction('rw', TABLES, async () => {
      await writing.check()
      for (const { write } of lot) await write()
      await updateVault(vaultId, { progress: progressAt(count) })
      return count
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
async function listWork(): Promise<Convert[]> {
  const { resources, refs, bodies, keyframes, streams, sessions, ledger, tombstones } = database
  const draftIds = await database.drafts.toCollection().primaryKeys()
  const [hashes, refKeys, bodyKeys, stateKeys, streamIds, sessionIds, entries, gone] =
    await Promise.all([
      resources.toCollection().primaryKeys(),
      refs.toCollection().primaryKeys(),
      bodies.toCollection().primaryKeys(),
      keyframes.toCollection().primaryKeys(),
      streams.toCollection().primaryKeys(),
      sessions.toCollection().primaryKeys(),
      ledger.toCollection().primaryKeys(),
      tombstones.toCollection().primaryKeys(),
    ])
  const each = <Key>(
    keys: Key[],
    convert: (how: Conversion, key: Key) => Promise<Converted | undefined>,
  ): Convert[] => keys.map((key) => (how) => convert(how, key))
  return [
    ...each(refKeys, convertRef),
    ...each(hashes, convertResource),
    ...each(bodyKeys, (how, key) => convertBytes(how, 'body', key)),
    ...each(stateKeys, (how, key) => convertBytes(how, 'keyframe', key)),
    ...each(entries, convertEntry),
    ...each(draftIds, convertDraft),
    ...each(gone, (how, id) => convertFields(how, tombstones, id, SESSION_FIELDS)),
    ...each(streamIds, (how, id) => convertFields(how, streams, id, STREAM_FIELDS)),
    ...each(sessionIds, (how, id) => convertFields(how, sessions, id, SESSION_FIELDS)),
  ]
}

/** Its key changes, not yet what it refers to: bytes and the references to them go together. */
async function convertRef(how: Conversion, key: [string, string]): Promise<Converted | undefined> {
  const row = await database.refs.get(key)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const opened = await openRef(row, how.opener).catch(() => bare(row))
  if (!opened) return undefined
  const { hash, ...rest } = opened
  const made = how.sealer ? await sealRef(how, rest) : (rest as ResourceRef)
  const write = async () => {
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
  return { write }
}

async function convertResource(how: Conversion, hash: string): Promise<Converted | undefined> {
  const { refs, resources } = database
  const row = await resources.get(hash)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const made = how.opener
    ? await plainResource(await openResource(row, how.opener).catch(() => bare(row)))
    : await sealResourceRow(how, row)
  const write = async () => {
    const isThere = (await resources.where({ hash: made.hash }).count()) > 0
    if (!isThere) await resources.add(made)
    await refs.where({ hash }).modify((ref: RefRow) => {
      ref.hash = made.hash
    })
    await resources.delete(hash)
  }
  return { bytes: made.body.length, write }
}

async function plainResource(row: Awaited<ReturnType<typeof openResource>>) {
  return { ...row, hash: await sha256(row.body) }
}

async function convertBytes(
  how: Conversion,
  kind: BytesKind,
  key: [string, number],
): Promise<Converted | undefined> {
  const table = kind === 'body' ? database.bodies : database.keyframes
  const row = await table.get(key)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const made = how.sealer
    ? await sealBytes(how, kind, row)
    : await openBytes(kind, row, how.opener).catch(() => bare(row))
  const write = async () => {
    const now = await table.get(key)
    if (now && now.sealed === row.sealed) await table.put(made)
  }
  return { bytes: made.bytes.length, write }
}

async function convertEntry(how: Conversion, id: number): Promise<Converted | undefined> {
  const { ledger } = database
  const row = await ledger.get(id)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const { origin, detail, ...rest } = row
  const made = how.sealer
    ? {
        ...rest,
        origin: '',
        sealed: await sealJson(how.sealer, LEDGER_CONTEXT, { origin, detail }),
      }
    : await openLedgerRow(row, how.opener).catch(() => bare(row))
  const write = async () => {
    if (await ledger.get(id)) await ledger.put(made)
  }
  return { write }
}

async function convertDraft(how: Conversion, id: string): Promise<Converted | undefined> {
  const { drafts } = database
  const row = await drafts.get(id)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return undefined
  const plain = how.opener ? await openDraft(row, how.opener).catch(() => bare(row)) : row
  if (!plain) return undefined
  const made = await sealDraft(how.sealer, plain)
  const write = async () => {
    const now = await drafts.get(id)
    // Written anew meanwhile, it is in its final form already.
    if (now && (now.sealed === undefined) === (row.sealed === undefined)) await drafts.put(made)
  }
  return { write }
}

interface FieldTable {
  name: string
  get(id: string): PromiseLike<object | undefined>
}

/** Counters of the row may change meanwhile: only its private fields are touched, and only those that were read. */
async function convertFields(
  how: Conversion,
  { name }: FieldTable,
  id: string,
  fields: typeof SESSION_FIELDS,
): Promise<Converted | undefined> {
  const table = database.table<Record<string, unknown> & { sealed?: SealedFields }, string>(name)
  const row = await table.get(id)
  if (!row) return undefined
  const patch = how.sealer
    ? Object.fromEntries(
        Object.keys(fields.blanks).flatMap((each) =>
          isBlank(row[each]) ? [] : [[each, row[each]]],
        ),
      )
    : await openEach(how.opener, { fields, id, sealed: row.sealed ?? {} })
  if (Object.keys(patch).length === 0) return undefined
  const { clear, sealed } = await sealFields(how.sealer, { fields, id, patch })
  const write = async () => {
    const now = await table.get(id)
    if (!now) return
    const isSame = (each: string) =>
      how.sealer ? !isBlank(now[each]) : now.sealed?.[each] !== undefined
    const still = <T>(part: Record<string, T>) =>
      Object.fromEntries(Object.entries(part).filter(([each]) => isSame(each)))
    await table.put(mergeFields(now, { clear: still(clear), sealed: still(sealed) }))
  }
  return { write }
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
