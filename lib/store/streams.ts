import type { Sealer } from '../crypto/hybrid'
import type { Stream } from '../format/session'
import { database, type StreamRow } from './database'
import { parseStream } from './parseRows'
import { readRows } from './readRows'
import { mergeFields, openFields, STREAM_FIELDS, sealFields } from './sealedRows'
import { openerNow, writeRows } from './vault'

/** In order of their start. */
export async function listStreams(sessionId: string): Promise<Stream[]> {
  const among = database.streams.where({ sessionId })
  const rows = await readRows(database.streams, { among })
  const opened = await openStreams(rows)
  return opened.sort((a, b) => a.startedAt - b.startedAt)
}

export async function getStream(streamId: string): Promise<Stream | undefined> {
  const row = await database.streams.get(streamId)
  return row && (await openStreams([row]))[0]
}

/** As they are written: nothing is opened, so addresses and titles may be missing. */
export async function listStreamRows(sessionId: string): Promise<StreamRow[]> {
  return await database.streams.where({ sessionId }).toArray()
}

export async function getStreamRow(streamId: string): Promise<StreamRow | undefined> {
  return await database.streams.get(streamId)
}

/** Without addresses and titles while the library is locked, or where they are damaged. */
async function openStreams(rows: StreamRow[]): Promise<Stream[]> {
  const opener = rows.some(({ sealed }) => sealed) ? await openerNow() : undefined
  const opened = await Promise.all(
    rows.map((row) => {
      const { sealed: _, ...blank } = row
      return openFields(opener, { fields: STREAM_FIELDS, id: row.streamId, row }).catch(() => blank)
    }),
  )
  return opened.flatMap((row) => parseStream(row) ?? [])
}

/**
 * Adds a stream and counts it in its session, in one transaction. A stream that is already there is left as it is:
 * a recorder says hello again when the worker was restarted. Returns false when there is no such session.
 */
export async function addStream(stream: Stream): Promise<boolean> {
  const { sessions, streams, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const row = await sealStream(sealer, stream)
    return await database.transaction('rw', sessions, streams, settings, async () => {
      await check()
      const session = await sessions.get(stream.sessionId)
      if (!session) return false
      if (await streams.get(stream.streamId)) return true
      await streams.add(row)
      const all = await streams.where({ sessionId: stream.sessionId }).toArray()
      const places = new Set(all.map((each) => (each.framePath ?? []).join('.')))
      const pages = all.filter((each) => (each.framePath ?? []).length === 0).length
      await sessions.put({ ...session, frames: places.size, pages })
      return true
    })
  })
}

/** Changes what is given. Returns false when there is no such stream. */
export async function updateStream(
  streamId: string,
  patch: Partial<Omit<Stream, 'streamId' | 'sessionId'>>,
): Promise<boolean> {
  const { streams, settings } = database
  return await writeRows(async ({ sealer, check }) => {
    const sealed = await sealFields(sealer, { fields: STREAM_FIELDS, id: streamId, patch })
    return await database.transaction('rw', streams, settings, async () => {
      await check()
      const stream = await streams.get(streamId)
      if (!stream) return false
      await streams.put(mergeFields(stream, sealed))
      return true
    })
  })
}

/** The whole row as it is written now. */
export async function sealStream(sealer: Sealer | undefined, stream: Stream): Promise<StreamRow> {
  const patch = await sealFields(sealer, {
    fields: STREAM_FIELDS,
    id: stream.streamId,
    patch: stream,
  })
  return mergeFields<StreamRow>(stream, patch)
}
