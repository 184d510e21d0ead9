import type { ResourceRef } from '../format/session'
import { database, type ResourceRow } from './database'
import { readRows } from './readRows'

/** What the session knows about each resource key. */
export async function listRefs(sessionId: string): Promise<ResourceRef[]> {
  const among = database.refs.where({ sessionId })
  return await readRows(database.refs, { among })
}

export async function getRef(sessionId: string, key: string): Promise<ResourceRef | undefined> {
  return await database.refs.get([sessionId, key])
}

export async function getResource(hash: string): Promise<ResourceRow | undefined> {
  return await database.resources.get(hash)
}

/** Keeps bytes (once per hash) and says that `ref.key` means them, in one transaction. */
export async function storeResource(
  ref: ResourceRef & { hash: string },
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { refs, resources, sessions } = database
  await database.transaction('rw', refs, resources, sessions, async () => {
    const session = await sessions.get(ref.sessionId)
    if (!session) return
    const known = await refs
      .where({ hash: ref.hash })
      .filter((other) => other.sessionId === ref.sessionId)
      .count()
    if (!(await resources.get(ref.hash))) {
      const mimeType = ref.mimeType ?? ''
      await resources.add({ hash: ref.hash, mimeType, bytes: body.length, body })
    }
    await refs.put(ref)
    if (known > 0) return
    await sessions.put({ ...session, resourceBytes: session.resourceBytes + body.length })
  })
}

/** Notes that a resource which is there is still needed. */
export async function touchRef(sessionId: string, key: string, askedAt: number): Promise<void> {
  await database.refs.update([sessionId, key], { askedAt })
}

/** Says why a key has no bytes. Bytes that are already there are never taken away again. */
export async function storeMissing(ref: ResourceRef): Promise<void> {
  const { refs, sessions } = database
  await database.transaction('rw', refs, sessions, async () => {
    if (!(await sessions.get(ref.sessionId))) return
    const before = await refs.get([ref.sessionId, ref.key])
    if (before?.hash === undefined) await refs.put(ref)
  })
}
