/**
 * States of long documents, kept beside their chunks: a player that jumps far into a long session starts from the
 * nearest instead of reading all that came before. Derived from the chunks; whoever rewrites those drops these.
 */

import { parseEvent } from '../format/parse'
import type { ChunkHeader } from '../format/session'
import type { KeptKeyframes, RecordingSource } from '../format/source'
import { gunzip, gzip } from '../platform/bytes'
import { applyEvent } from '../replay/apply'
import { type DocumentState, emptyState, fork } from '../replay/documentState'
import { packState } from '../replay/packState'
import { database } from './database'
import { openBytes, sealBytes } from './sealedBytes'
import { getSession } from './sessions'
import { createStoreSource } from './storeSource'
import { writeRows } from './vault'

/** Cost of what lies between two of them, in bytes of events' text: reading and applying it takes some 10 ms. */
const SPACING = 256_000
/** What reading one chunk costs besides its text. */
const CHUNK_COST = 6000
/** Stored, one is at most this part of the events it lies behind. */
const LARGEST_PART = 1 / 3

/** The kept states of a session, for its player. */
export function storedKeyframes(sessionId: string): KeptKeyframes {
  return {
    async list() {
      const keys = await database.keyframes.where({ sessionId }).primaryKeys()
      return keys.map(([streamId, seq]) => ({ streamId, seq }))
    },
    async read({ streamId, seq }) {
      const row = await database.keyframes.get([streamId, seq])
      if (row?.sessionId !== sessionId) return undefined
      return await gunzip((await openBytes('keyframe', row)).bytes)
    },
  }
}

/**
 * Makes the keyframes of a session that is over. What is there already is left; resolves early when it is deleted. Of an
 * encrypted one nothing is made while the library is locked: its events cannot be read.
 */
export async function keepKeyframes(sessionId: string): Promise<void> {
  if ((await getSession(sessionId))?.locked) return
  const source = createStoreSource(sessionId)
  const byStream = new Map<string, ChunkHeader[]>()
  for (const header of await source.chunks()) {
    const headers = byStream.get(header.streamId) ?? []
    headers.push(header)
    byStream.set(header.streamId, headers)
  }
  for (const headers of byStream.values()) {
    const cost = headers.reduce((sum, header) => sum + costOf(header), 0)
    if (cost > 2 * SPACING && !(await keepOfStream(source, headers))) return
  }
}

/** Forgets them: what they were made of is about to change. */
export async function dropKeyframes(sessionId: string): Promise<void> {
  await database.keyframes.where({ sessionId }).delete()
}

async function keepOfStream(
  source: RecordingSource,
  headers: readonly ChunkHeader[],
): Promise<boolean> {
  let state = emptyState()
  let cost = 0
  let stored = 0
  let leastStored = 0
  for (const [index, header] of headers.entries()) {
    const events = await source.events(header)
    for (const event of events.map(parseEvent)) if (event) applyEvent(state, event)
    cost += costOf(header)
    stored += header.storedBytes
    const next = headers[index + 1]
    if (!next || cost < SPACING || stored < leastStored) continue
    const size = await keep(next, state)
    if (size === undefined) return false
    // The next one will be about as large.
    leastStored = size / LARGEST_PART
    cost = 0
    stored = 0
    state = fork(state)
  }
  return true
}

function costOf({ rawBytes }: ChunkHeader): number {
  return rawBytes + CHUNK_COST
}

/** The state before a chunk. Returns the bytes it takes, undefined when the session is gone. */
async function keep(header: ChunkHeader, state: DocumentState): Promise<number | undefined> {
  const bytes = await gzip(packState(state))
  const { sessions, keyframes, settings } = database
  const { sessionId, streamId, seq } = header
  return await writeRows(async (writing) => {
    const row = await sealBytes(writing, 'keyframe', { streamId, seq, sessionId, bytes })
    return await database.transaction('rw', sessions, keyframes, settings, async () => {
      await writing.check()
      const session = await sessions.get(sessionId)
      if (!session) return undefined
      if (await keyframes.get([streamId, seq])) return bytes.length
      await keyframes.add(row)
      await sessions.put({ ...session, storedBytes: session.storedBytes + row.bytes.length })
      return bytes.length
    })
  })
}
