/**
 * Brings all rows into the form that holds now: encrypted, or no longer. Row by row, each in a transaction that changes
 * nothing else, so that whatever is killed when leaves rows of both forms, all of which can be read; the next run finds the
 * rest. New rows are in their final form already.
 */
import type { Opener } from '../crypto/hybrid'
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
import { deleteVault, readVault, updateVault } from './vaultRow'

/** Rows between two looks at whether it is still wanted, and two words about how far it is. */
const STEP = 25

interface Conversion extends Writing {
  /** Where rows are to be decrypted. */
  opener: Opener | undefined
}

type Convert = (conversion: Conversion) => Promise<void>

/**
 * Returns whether everything is done; not while the disk is full, which `viewVault` tells. Rejects with
 * `LibraryLockedError` where decrypting needs the key.
 */
export async function convertRows(): Promise<boolean> {
  try {
    const isDone = await convertAll()
    await noteVaultFull(false)
    return isDone
  } catch (error) {
    if (!isDiskFull(error)) throw error
    await noteVaultFull(true)
    return false
  }
}

async function convertAll(): Promise<boolean> {
  const vault = await readVault()
  if (!vault || vault.state === 'on') return true
  const { vaultId, state } = vault
  const isWanted = async () => (await readVault())?.state === state
  await dropDerivedRows()
  const work = await listWork()
  const wasFull = await isVaultFull()
  for (let done = 0; done < work.length; done += STEP) {
    if (!(await isWanted())) return false
    await updateVault(vaultId, { progress: { done, total: work.length } })
    // Not before the first rows: each try would take the message away for a moment.
    if (wasFull && done > 0) await noteVaultFull(false)
    for (const convert of work.slice(done, done + STEP)) {
      await writeRows(async (writing) => {
        // Turned the other way meanwhile: whoever did that converts.
        if ((writing.sealer === undefined) !== (state === 'opening')) return
        const opener = state === 'opening' ? await requireOpener() : undefined
        await convert({ ...writing, opener })
      })
    }
  }
  return await database.transaction('rw', database.settings, async () => {
    const now = await readVault()
    if (now?.vaultId !== vaultId || now.state !== state) return false
    if (state === 'opening') await deleteVault()
    else await updateVault(vaultId, { state: 'on', progress: undefined })
    return true
  })
}

/** Made anew from the events, in the form that holds then. */
async function dropDerivedRows(): Promise<void> {
  await database.digests.clear()
  await database.thumbnails.clear()
}

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
    convert: (how: Conversion, key: Key) => Promise<void>,
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
async function convertRef(how: Conversion, key: [string, string]): Promise<void> {
  const row = await database.refs.get(key)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return
  const opened = await openRef(row, how.opener)
  if (!opened) return
  const { hash, ...rest } = opened
  const made = how.sealer ? await sealRef(how, rest) : (rest as ResourceRef)
  await database.transaction('rw', database.refs, database.settings, async () => {
    await how.check()
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
  })
}

async function convertResource(how: Conversion, hash: string): Promise<void> {
  const { refs, resources, settings } = database
  const row = await resources.get(hash)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return
  const made = how.opener
    ? await plainResource(await openResource(row, how.opener))
    : await sealResourceRow(how, row)
  await database.transaction('rw', refs, resources, settings, async () => {
    await how.check()
    const isThere = (await resources.where({ hash: made.hash }).count()) > 0
    if (!isThere) await resources.add(made)
    await refs.where({ hash }).modify((ref: RefRow) => {
      ref.hash = made.hash
    })
    await resources.delete(hash)
  })
}

async function plainResource(row: Awaited<ReturnType<typeof openResource>>) {
  return { ...row, hash: await sha256(row.body) }
}

async function convertBytes(
  how: Conversion,
  kind: BytesKind,
  key: [string, number],
): Promise<void> {
  const table = kind === 'body' ? database.bodies : database.keyframes
  const row = await table.get(key)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return
  const made = how.sealer ? await sealBytes(how, kind, row) : await openBytes(kind, row, how.opener)
  await database.transaction('rw', table, database.settings, async () => {
    await how.check()
    const now = await table.get(key)
    if (now && now.sealed === row.sealed) await table.put(made)
  })
}

async function convertEntry(how: Conversion, id: number): Promise<void> {
  const { ledger, settings } = database
  const row = await ledger.get(id)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return
  const { origin, detail, ...rest } = row
  const made = how.sealer
    ? {
        ...rest,
        origin: '',
        sealed: await sealJson(how.sealer, LEDGER_CONTEXT, { origin, detail }),
      }
    : await openLedgerRow(row, how.opener)
  await database.transaction('rw', ledger, settings, async () => {
    await how.check()
    if (await ledger.get(id)) await ledger.put(made)
  })
}

async function convertDraft(how: Conversion, id: string): Promise<void> {
  const { drafts, settings } = database
  const row = await drafts.get(id)
  if (!row || (row.sealed === undefined) === (how.sealer === undefined)) return
  const plain = how.opener ? await openDraft(row, how.opener) : row
  if (!plain) return
  const made = await sealDraft(how.sealer, plain)
  await database.transaction('rw', drafts, settings, async () => {
    await how.check()
    const now = await drafts.get(id)
    // Written anew meanwhile, it is in its final form already.
    if (now && (now.sealed === undefined) === (row.sealed === undefined)) await drafts.put(made)
  })
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
): Promise<void> {
  const table = database.table<Record<string, unknown> & { sealed?: SealedFields }, string>(name)
  const row = await table.get(id)
  if (!row) return
  const names = Object.keys(fields.blanks)
  const patch = how.sealer
    ? Object.fromEntries(names.flatMap((each) => (isBlank(row[each]) ? [] : [[each, row[each]]])))
    : Object.fromEntries(
        Object.entries(await openFields(how.opener, { fields, id, row })).filter(
          ([each]) => row.sealed?.[each] !== undefined,
        ),
      )
  if (Object.keys(patch).length === 0) return
  const { clear, sealed } = await sealFields(how.sealer, { fields, id, patch })
  await database.transaction('rw', table, database.settings, async () => {
    await how.check()
    const now = await table.get(id)
    if (!now) return
    const isSame = (each: string) =>
      how.sealer ? !isBlank(now[each]) : now.sealed?.[each] !== undefined
    const still = <T>(part: Record<string, T>) =>
      Object.fromEntries(Object.entries(part).filter(([each]) => isSame(each)))
    await table.put(mergeFields(now, { clear: still(clear), sealed: still(sealed) }))
  })
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === ''
}
