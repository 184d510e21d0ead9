import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { causedBy } from '../platform/causedBy'
import { appendChunk, type NewChunk } from './chunks'
import { database } from './database'
import { storeMissing, storeResource } from './resources'
import {
  createSession,
  getSession,
  listSessions,
  markDeleted,
  purgeSession,
  updateSession,
} from './sessions'
import { createStoreSource } from './storeSource'
import { addStream, updateStream } from './streams'
import { createTestDisk } from './testDisk'
import { newSession, newStream } from './testRows'
import { getTombstone } from './tombstones'

const disk = createTestDisk()

async function newChunk(seq: number): Promise<NewChunk> {
  const body = await gzip('[{"kind":"mark","time":1,"note":"kept"}]')
  const sheet = utf8('p{}')
  return {
    header: {
      sessionId: 's1',
      streamId: 't1',
      seq,
      firstTime: 1,
      lastTime: 1,
      events: 1,
      errors: 0,
      snapshot: false,
      rawBytes: 40,
      storedBytes: body.length,
    },
    body,
    resources: [
      { key: `k${seq}`, hash: await sha256(sheet), mimeType: 'text/css', bytes: 3, body: sheet },
    ],
    lastActivityAt: 0,
    actions: 0,
    endedAt: 5,
  }
}

async function everything(): Promise<string> {
  const tables = await Promise.all(database.tables.map((table) => table.toArray()))
  return JSON.stringify(tables)
}

/** A session with one chunk, on a disk that is not full yet. */
async function recorded(): Promise<void> {
  await createSession(newSession())
  await addStream(newStream())
  await appendChunk(await newChunk(0))
}

afterEach(async () => {
  disk.room = Number.POSITIVE_INFINITY
  await Promise.all(database.tables.map((table) => table.clear()))
})

const WRITES: [string, () => Promise<unknown>][] = [
  ['a new session', () => createSession(newSession({ sessionId: 's2' }))],
  ['a change of a session', () => updateSession('s1', { title: 'new' })],
  ['a new stream', () => addStream(newStream({ streamId: 't2' }))],
  ['a change of a stream', () => updateStream('t1', { title: 'new' })],
  ['a chunk with its resources', async () => appendChunk(await newChunk(1))],
  [
    'a fetched resource',
    () => storeResource({ sessionId: 's1', key: 'x', hash: 'h' }, utf8('bytes')),
  ],
  ['a missing resource', () => storeMissing({ sessionId: 's1', key: 'y', missing: 'failed' })],
]

describe('a full disk', () => {
  it.each(WRITES)(
    'refuses %s as a whole, whichever write it is that fails',
    async (_name, write) => {
      await recorded()
      const before = await everything()
      let refusals = 0
      for (let fitting = 0; ; fitting++) {
        disk.room = fitting
        const error = await write().then(
          () => undefined,
          (reason: unknown) => reason,
        )
        disk.room = Number.POSITIVE_INFINITY
        if (error === undefined) break
        expect(causedBy(error, 'QuotaExceededError')).toBe(true)
        expect(await everything()).toBe(before)
        refusals++
      }
      expect(refusals).toBeGreaterThan(0)
      expect(await everything()).not.toBe(before)
    },
  )

  it('leaves what is stored readable', async () => {
    await recorded()
    disk.room = 0
    expect(await listSessions()).toHaveLength(1)
    expect(await createStoreSource('s1').events({ streamId: 't1', seq: 0 })).toEqual([
      { kind: 'mark', time: 1, note: 'kept' },
    ])
  })

  it('lets sessions be deleted, though there is no room to note why they are gone', async () => {
    await recorded()
    disk.room = 0
    await purgeSession('s1', 'user')
    disk.room = Number.POSITIVE_INFINITY
    expect(await getSession('s1')).toBeUndefined()
    expect(await getTombstone('s1')).toBeUndefined()
    expect(await database.resources.count()).toBe(0)
  })

  it('deletes at once where a mark to delete later does not fit', async () => {
    await recorded()
    disk.room = 0
    await markDeleted('s1')
    expect(await getSession('s1')).toBeUndefined()
    expect(await database.bodies.count()).toBe(0)
  })
})
