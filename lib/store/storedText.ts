import { gunzip, toBase64 } from '../platform/bytes'
import { describeError } from '../platform/describeError'
import { listBodies, listChunks } from './chunks'
import { database } from './database'
import { getDigest, getThumbnail } from './derived'
import { getDraft } from './drafts'
import { readRows } from './readRows'
import { getResource, listRefs } from './resources'
import { openBytes } from './sealedBytes'
import { getSession } from './sessions'
import { getStream } from './streams'
import { getTombstone } from './tombstones'

/**
 * Every byte kept about a session, decompressed: one record per line as JSON, events and text resources as they are,
 * other resources in base64. For audits of what is really stored: nothing may be left out here.
 */
export async function storedText(sessionId: string): Promise<string> {
  const lines: string[] = []
  const row = await database.sessions.get(sessionId).catch(() => undefined)
  // An encrypted row is shown decrypted; one that is not, with all that is in it.
  if (row) lines.push(JSON.stringify(row.sealed ? await getSession(sessionId) : row))
  const among = database.streams.where({ sessionId })
  for (const { streamId, ...stream } of await readRows(database.streams, { among }))
    lines.push(JSON.stringify(stream.sealed ? await getStream(streamId) : { streamId, ...stream }))
  for (const header of await listChunks(sessionId)) lines.push(JSON.stringify(header))
  for (const body of await listBodies(sessionId)) {
    const { bytes, ...rest } = body
    lines.push(JSON.stringify(rest))
    const opened = openBytes('body', body).then((plain) => gunzip(plain.bytes))
    lines.push(await opened.catch((error: unknown) => damaged(bytes, error)))
  }
  for (const keyframe of await database.keyframes.where({ sessionId }).toArray()) {
    const { bytes, ...rest } = keyframe
    lines.push(JSON.stringify(rest))
    const opened = openBytes('keyframe', keyframe).then((plain) => gunzip(plain.bytes))
    lines.push(await opened.catch((error: unknown) => damaged(bytes, error)))
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
  const digest = await getDigest(sessionId)
  if (digest) lines.push(JSON.stringify(digest))
  const thumbnail = await getThumbnail(sessionId)
  if (thumbnail) {
    const { bytes, ...rest } = thumbnail
    lines.push(JSON.stringify(rest), toBase64(bytes))
  }
  const draft = await getDraft(sessionId)
  if (draft) lines.push(JSON.stringify(draft))
  const tombstone = await getTombstone(sessionId)
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
