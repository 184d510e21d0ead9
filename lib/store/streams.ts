import type { Stream } from '../format/session'
import { database } from './database'
import { parseStream } from './parseRows'
import { readRows } from './readRows'

/** In order of their start. */
export async function listStreams(sessionId: string): Promise<Stream[]> {
  const among = database.streams.where({ sessionId })
  const rows = await readRows(database.streams, { among })
  return rows.flatMap((row) => parseStream(row) ?? []).sort((a, b) => a.startedAt - b.startedAt)
}

export async function getStream(streamId: string): Promise<Stream | undefined> {
  return parseStream(await database.streams.get(streamId))
}

/**
 * Adds a stream and counts it in its session, in one transaction. A stream that is already there is left as it is:
 * a recorder says hello again when the worker was restarted. Returns false when there is no such session.
 */
export async function addStream(stream: Stream): Promise<boolean> {
  const { sessions, streams } = database
  return await database.transaction('rw', sessions, streams, async () => {
    const session = await sessions.get(stream.sessionId)
    if (!session) return false
    if (await streams.get(stream.streamId)) return true
    await streams.add(stream)
    const all = await streams.where({ sessionId: stream.sessionId }).toArray()
    const places = new Set(all.map((each) => (each.framePath ?? []).join('.')))
    const pages = all.filter((each) => (each.framePath ?? []).length === 0).length
    await sessions.put({ ...session, frames: places.size, pages })
    return true
  })
}

/** Changes what is given. Returns false when there is no such stream. */
export async function updateStream(
  streamId: string,
  patch: Partial<Omit<Stream, 'streamId' | 'sessionId'>>,
): Promise<boolean> {
  return (await database.streams.update(streamId, patch)) > 0
}
