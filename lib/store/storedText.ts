import { gunzip, toBase64 } from '../platform/bytes'
import { describeError } from '../platform/describeError'
import { listBodies, listChunks } from './chunks'
import { database } from './database'
import { readRows } from './readRows'
import { getResource, listRefs } from './resources'

/**
 * Every byte kept about a session, decompressed: one record per line as JSON, events and text resources as they are,
 * other resources in base64. For audits of what is really stored: nothing may be left out here.
 */
export async function storedText(sessionId: string): Promise<string> {
  const lines: string[] = []
  const row = await database.sessions.get(sessionId).catch(() => undefined)
  if (row) lines.push(JSON.stringify(row))
  const among = database.streams.where({ sessionId })
  for (const stream of await readRows(database.streams, { among }))
    lines.push(JSON.stringify(stream))
  for (const header of await listChunks(sessionId)) lines.push(JSON.stringify(header))
  for (const { bytes, ...rest } of await listBodies(sessionId)) {
    lines.push(JSON.stringify(rest))
    lines.push(await gunzip(bytes).catch((error: unknown) => damaged(bytes, error)))
  }
  for (const { bytes, ...rest } of await database.keyframes.where({ sessionId }).toArray()) {
    lines.push(JSON.stringify(rest))
    lines.push(await gunzip(bytes).catch((error: unknown) => damaged(bytes, error)))
  }
  const hashes = new Set<string>()
  for (const ref of await listRefs(sessionId)) {
    lines.push(JSON.stringify(ref))
    if (ref.hash !== undefined) hashes.add(ref.hash)
  }
  for (const hash of hashes) {
    const resource = await getResource(hash).catch(() => undefined)
    if (!resource) continue
    const { body, ...rest } = resource
    lines.push(JSON.stringify(rest), textOf(body, resource.mimeType))
  }
  const digest = await database.digests.get(sessionId)
  if (digest) lines.push(JSON.stringify(digest))
  const thumbnail = await database.thumbnails.get(sessionId)
  if (thumbnail) {
    const { bytes, ...rest } = thumbnail
    lines.push(JSON.stringify(rest), toBase64(bytes))
  }
  const draft = await database.drafts.get(sessionId)
  if (draft) lines.push(JSON.stringify(draft))
  const tombstone = await database.tombstones.get(sessionId)
  if (tombstone) lines.push(JSON.stringify(tombstone))
  return lines.join('\n')
}

function textOf(body: Uint8Array, mimeType: string): string {
  if (!/^text\/|json|xml|javascript/.test(mimeType)) return toBase64(body)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return toBase64(body)
  }
}

function damaged(bytes: Uint8Array, error: unknown): string {
  return `damaged (${describeError(error)}): ${toBase64(bytes)}`
}
