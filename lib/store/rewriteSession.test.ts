import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { gunzip, utf8 } from '../platform/bytes'
import { database } from './database'
import { importSession } from './importSession'
import { addRemaskWork, finishRemask, readRemaskWork } from './remaskWork'
import { rewriteSession } from './rewriteSession'
import { createStoreSource } from './storeSource'

const SECRET = 'kallisto'

/** The session with every secret taken out. */
function masked(source: RecordingSource): RecordingSource {
  const without = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replaceAll(SECRET, '****')) as T
  return {
    ...source,
    session: async () => without(await source.session()),
    streams: async () => without(await source.streams()),
    events: async (chunk) => without(await source.events(chunk)),
    resourceRefs: async () => without(await source.resourceRefs()),
    resource: async () => ({ mimeType: 'text/css', bytes: utf8('b { color: red }') }),
  }
}

async function stored(): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of database.tables) {
    const all: unknown[] = await table.toArray()
    rows[table.name] = table.name === 'bodies' ? await Promise.all(all.map(opened)) : all
  }
  return rows
}

async function opened(row: unknown): Promise<unknown> {
  const { bytes, ...rest } = row as { bytes: Uint8Array<ArrayBuffer> }
  return { ...rest, text: await gunzip(bytes) }
}

async function holding(): Promise<string[]> {
  const text = (rows: unknown) =>
    JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
    )
  return Object.entries(await stored()).flatMap(([name, rows]) =>
    text(rows).includes(SECRET) ? [name] : [],
  )
}

/** Whoever writes is killed in the midst of its so manieth write. */
function killedAt(count: number): { done: number; restore(): void } {
  const { put, add } = IDBObjectStore.prototype
  const counting = { done: 0, restore: () => Object.assign(IDBObjectStore.prototype, { put, add }) }
  const dying = (write: typeof put): typeof put =>
    function (this: IDBObjectStore, ...args) {
      const request = write.apply(this, args)
      if (++counting.done === count) this.transaction.abort()
      return request
    }
  Object.assign(IDBObjectStore.prototype, { put: dying(put), add: dying(add) })
  return counting
}

it('leaves a session whole, and what is to be done written down, at whatever write it is killed', async () => {
  const events: RecordEvent[] = [snapshot(html([], [SECRET]))]
  for (let time = 1; time < 30; time++)
    events.push({ kind: 'mutation', time, texts: [[6, `${SECRET} at ${time}`]] })
  const { sessionId } = await importSession(
    inMemorySource({
      session: { title: `For ${SECRET}` },
      streams: [{ stream: { title: SECRET }, events }],
      chunkSize: 10,
      resources: {
        [`https://shop.example/${SECRET}.css`]: {
          mimeType: 'text/css',
          bytes: utf8(`.${SECRET} {}`),
        },
      },
    }),
  )
  await addRemaskWork([sessionId])
  const before = await stored()
  const places = await holding()
  expect(places).toEqual(
    expect.arrayContaining(['sessions', 'streams', 'bodies', 'refs', 'resources']),
  )

  let kills = 0
  for (;;) {
    const writes = killedAt(kills + 1)
    const outcome = await rewriteSession(sessionId, masked(createStoreSource(sessionId)), {
      alsoWrite: () => finishRemask(sessionId),
    })
      .catch(() => 'killed' as const)
      .finally(writes.restore)
    if (outcome !== 'killed') {
      expect(outcome).toBe('rewritten')
      break
    }
    kills++
    expect(await stored()).toEqual(before)
    expect((await readRemaskWork())?.sessionIds).toEqual([sessionId])
  }
  // Bodies, headers, stream, reference, bytes, session.
  expect(kills).toBeGreaterThanOrEqual(8)
  expect(await holding()).toEqual([])
  expect(await readRemaskWork()).toBeUndefined()
})
