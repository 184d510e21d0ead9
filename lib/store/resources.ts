import type { Opener } from '../crypto/hybrid'
import type { ResourceRef } from '../format/session'
import { utf8 } from '../platform/bytes'
import { database, type RefRow, type ResourceRow } from './database'
import { readRows } from './readRows'
import { hashToken, keyToken, openJson, refContext, resourceContext, sealJson } from './sealedRows'
import { openerNow, requireOpener, type Writing, writeRows } from './vault'

/** A resource and what one session calls it, as they are written now. */
export interface SealedResource {
  ref: RefRow
  resource: ResourceRow
}

/** What the session knows about each resource key. While the library is locked, of those that are not encrypted. */
export async function listRefs(sessionId: string): Promise<ResourceRef[]> {
  const among = database.refs.where({ sessionId })
  const rows = await readRows(database.refs, { among })
  const opener = rows.some(({ sealed }) => sealed) ? await openerNow() : undefined
  const opened = await Promise.all(rows.map((row) => openRef(row, opener).catch(() => undefined)))
  // Written before and after the library was unlocked, one address may have two rows: the one with bytes counts.
  const byKey = new Map<string, ResourceRef>()
  for (const ref of opened) {
    if (ref && (ref.hash !== undefined || !byKey.has(ref.key))) byKey.set(ref.key, ref)
  }
  return [...byKey.values()]
}

export async function getRef(sessionId: string, key: string): Promise<ResourceRef | undefined> {
  const row = await findRef(sessionId, key)
  return row && { ...row, key }
}

/** In whichever form it is there: it may have been written before encryption was turned on or off. */
async function findRef(sessionId: string, key: string): Promise<RefRow | undefined> {
  return await writeRows(async (writing) => {
    if (!writing.isMixed) return await database.refs.get([sessionId, key])
    const token = await keyToken(writing, { sessionId, key })
    const rows = await database.refs.bulkGet([
      [sessionId, token],
      [sessionId, key],
    ])
    return rows.find((row) => row?.hash !== undefined) ?? rows.find((row) => row)
  })
}

/** Rejects while the library is locked, where the bytes are encrypted. */
export async function getResource(hash: string): Promise<ResourceRow | undefined> {
  const row = await database.resources.get(hash)
  return row && (row.sealed ? await openResource(row, await requireOpener()) : row)
}

/** Keeps bytes (once per hash) and says that `ref.key` means them, in one transaction. */
export async function storeResource(
  ref: ResourceRef & { hash: string },
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { refs, resources, sessions, settings } = database
  const { hash, mimeType = '' } = ref
  await writeRows(async (writing) => {
    const plain = { hash, mimeType, bytes: body.length, body }
    const sealed = await sealResource(writing, { ref, resource: plain })
    const { resource } = sealed
    await database.transaction('rw', refs, resources, sessions, settings, async () => {
      await writing.check()
      const session = await sessions.get(ref.sessionId)
      if (!session) return
      const known = await refs
        .where({ hash: resource.hash })
        .filter((other) => other.sessionId === ref.sessionId)
        .count()
      const isThere = (await resources.where({ hash: resource.hash }).count()) > 0
      if (!isThere) await resources.add(resource)
      await refs.put(sealed.ref)
      if (known > 0) return
      await sessions.put({ ...session, resourceBytes: session.resourceBytes + body.length })
    })
  })
}

/** Notes that a resource which is there is still needed. */
export async function touchRef(sessionId: string, key: string, askedAt: number): Promise<void> {
  const row = await findRef(sessionId, key)
  if (row) await database.refs.update([sessionId, row.key], { askedAt })
}

/** The same of all that a session has: where the library is locked it cannot be read what needs what. */
export async function touchAllRefs(sessionId: string, askedAt: number): Promise<void> {
  await database.refs.where({ sessionId }).modify({ askedAt })
}

/** Says why a key has no bytes. Bytes that are already there are never taken away again. */
export async function storeMissing(ref: ResourceRef): Promise<void> {
  const { refs, sessions, settings } = database
  if ((await getRef(ref.sessionId, ref.key))?.hash !== undefined) return
  await writeRows(async (writing) => {
    const row = await sealRef(writing, ref)
    await database.transaction('rw', refs, sessions, settings, async () => {
      await writing.check()
      if (!(await sessions.get(ref.sessionId))) return
      const before = await refs.get([row.sessionId, row.key])
      if (before?.hash === undefined) await refs.put(row)
    })
  })
}

/** As it is written now; `hash` is that of the bytes, and becomes a token where it is encrypted. */
export async function sealRef(writing: Writing, ref: ResourceRef): Promise<RefRow> {
  const { sealer } = writing
  if (!sealer) return ref
  const { sessionId, key, hash, askedAt, ...rest } = ref
  const token = await keyToken(writing, { sessionId, key })
  return {
    sessionId,
    key: token,
    ...(hash === undefined ? {} : { hash: await hashToken(writing, hash) }),
    ...(askedAt === undefined ? {} : { askedAt }),
    sealed: await sealJson(sealer, refContext(sessionId, token), { key, ...rest }),
  }
}

export async function sealResource(
  writing: Writing,
  { ref, resource }: { ref: ResourceRef; resource: ResourceRow },
): Promise<SealedResource> {
  return {
    ref: await sealRef(writing, ref),
    resource: await sealResourceRow(writing, resource),
  }
}

/** The type may name the page's own words: it goes inside, on a line of its own. */
export async function sealResourceRow(
  writing: Writing,
  { hash, mimeType, bytes, body }: ResourceRow,
): Promise<ResourceRow> {
  const { sealer } = writing
  if (!sealer) return { hash, mimeType, bytes, body }
  const token = await hashToken(writing, hash)
  const head = utf8(`${mimeType.replaceAll('\n', ' ')}\n`)
  const whole = new Uint8Array(head.length + body.length)
  whole.set(head)
  whole.set(body, head.length)
  const sealed = await sealer.seal(resourceContext(token), whole)
  return { hash: token, mimeType: '', bytes, body: sealed, sealed: true }
}

/** `hash` stays the token. Rejects when the bytes were changed. */
export async function openResource(row: ResourceRow, opener: Opener): Promise<ResourceRow> {
  const { hash, bytes } = row
  const whole = await opener.open(resourceContext(hash), new Uint8Array(row.body))
  const end = whole.indexOf(0x0a)
  const mimeType = new TextDecoder().decode(whole.subarray(0, end))
  return { hash, bytes, mimeType, body: whole.slice(end + 1) }
}

/** Undefined while the library is locked. */
export async function openRef(
  { sealed, ...row }: RefRow,
  opener: Opener | undefined,
): Promise<ResourceRef | undefined> {
  if (!sealed) return row
  if (!opener) return undefined
  const inside = await openJson(opener, refContext(row.sessionId, row.key), sealed)
  return { ...row, ...(inside as Pick<ResourceRef, 'key'>) }
}
