import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { appendChunk, appendGap, listChunks, type NewChunk } from './chunks'
import { database } from './database'
import { listRefs, storeMissing, storeResource } from './resources'
import {
  createSession,
  getSession,
  listSessions,
  markDeleted,
  purgeDeleted,
  purgeSession,
  restoreSession,
  UNDO_WINDOW_MS,
  watchSessions,
} from './sessions'
import { storedText } from './storedText'
import { createStoreSource } from './storeSource'
import { addStream, listStreams } from './streams'
import { newSession, newStream } from './testRows'
import { getTombstone } from './tombstones'

async function chunkOf(streamId: string, seq: number, text = '[]'): Promise<NewChunk> {
  const body = await gzip(text)
  return {
    header: {
      sessionId: 's1',
      streamId,
      seq,
      firstTime: 0,
      lastTime: 10,
      events: 2,
      errors: 1,
      snapshot: seq === 0,
      rawBytes: text.length,
      storedBytes: body.length,
    },
    body,
    resources: [],
    lastActivityAt: 1500,
    actions: 1,
  }
}

const unreadable = new Set<string>()

/** As Chromium does with a value whose file is gone. */
async function readOrFail<T>(rows: unknown[], result: T): Promise<T> {
  const isBad = (row: unknown) =>
    typeof row === 'object' && row !== null && unreadable.has(Reflect.get(row, 'sessionId'))
  if (!rows.some(isBad)) return result
  throw new DOMException('Failed to read large IndexedDB value', 'DataError')
}

// Before the first query opens the database: later it would not be asked.
database.use({
  stack: 'dbcore',
  create: (core) => ({
    ...core,
    table(name) {
      const table = core.table(name)
      if (name !== 'sessions') return table
      return {
        ...table,
        async get(request) {
          const row: unknown = await table.get(request)
          return await readOrFail([row], row)
        },
        async query(request) {
          const result = await table.query(request)
          return request.values ? await readOrFail(result.result, result) : result
        },
      }
    },
  }),
})

async function inlineResource(key: string, text: string) {
  const body = utf8(text)
  return { key, hash: await sha256(body), mimeType: 'text/css', bytes: body.length, body }
}

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

describe('sessions', () => {
  it('lists the newest first and leaves deleted ones out until they are restored', async () => {
    await createSession(newSession({ sessionId: 's1', startedAt: 1 }))
    await createSession(newSession({ sessionId: 's2', startedAt: 2 }))
    expect((await listSessions()).map((each) => each.sessionId)).toEqual(['s2', 's1'])
    await markDeleted('s2')
    expect((await listSessions()).map((each) => each.sessionId)).toEqual(['s1'])
    await restoreSession('s2')
    expect((await listSessions()).map((each) => each.sessionId)).toEqual(['s2', 's1'])
  })

  it('shows the good sessions beside a damaged row', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await database.table('sessions').put({ sessionId: 'bad', startedAt: 'x', events: null })
    const listed = await listSessions()
    expect(listed.map((each) => each.sessionId).sort()).toEqual(['bad', 's1'])
    expect(listed.find((each) => each.sessionId === 'bad')).toMatchObject({
      status: 'interrupted',
      level: 'mask-all',
      events: 0,
      damage: 'incomplete',
    })
    expect(listed.find((each) => each.sessionId === 's1')?.damage).toBeUndefined()
  })

  it('shows a row that the browser cannot read beside the others, and can save and delete it', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await createSession(newSession({ sessionId: 'bad' }))
    await addStream(newStream({ sessionId: 'bad' }))
    const chunk = await chunkOf('t1', 0, '[{"kind":"mark","time":1,"note":"LEFT"}]')
    await appendChunk({ ...chunk, header: { ...chunk.header, sessionId: 'bad' } })
    unreadable.add('bad')
    onTestFinished(() => unreadable.clear())
    const listed = await listSessions()
    expect(listed.map(({ sessionId, damage }) => `${sessionId} ${damage}`).sort()).toEqual([
      'bad unreadable',
      's1 undefined',
    ])
    expect(await getSession('bad')).toMatchObject({ damage: 'unreadable' })
    expect(await storedText('bad')).toContain('LEFT')
    await purgeSession('bad', 'user')
    expect((await listSessions()).map(({ sessionId }) => sessionId)).toEqual(['s1'])
    expect(await database.bodies.count()).toBe(0)
  })

  it('tells a watcher about a change', async () => {
    const seen: string[][] = []
    const watching = watchSessions((sessions) => seen.push(sessions.map((each) => each.sessionId)))
    await expect.poll(() => seen).toEqual([[]])
    await createSession(newSession({ sessionId: 's1' }))
    await expect.poll(() => seen.at(-1)).toEqual(['s1'])
    watching.stop()
  })

  it('purges only what was marked long enough ago', async () => {
    await createSession(newSession({ sessionId: 'old', deletedAt: 10 }))
    await createSession(newSession({ sessionId: 'new', deletedAt: 100 }))
    await createSession(newSession({ sessionId: 'due', deletedAt: 10, deletedBy: 'retention' }))
    const now = 50 + UNDO_WINDOW_MS
    expect((await purgeDeleted(now)).map((each) => each.sessionId)).toEqual(['old'])
    expect(await getSession('due')).toBeDefined()
    expect(await getSession('new')).toBeDefined()
    expect(await getTombstone('old')).toMatchObject({ reason: 'user' })
  })
})

describe('appendChunk', () => {
  it('counts a chunk once however often it is sent', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await addStream(newStream({ streamId: 't1', sessionId: 's1' }))
    const chunk = await chunkOf('t1', 0)
    expect(await appendChunk(chunk)).toBe('stored')
    expect(await appendChunk(chunk)).toBe('duplicate')
    expect(await getSession('s1')).toMatchObject({
      events: 2,
      errors: 1,
      actions: 1,
      lastActivityAt: 1500,
    })
  })

  it('keeps what the recorder says a chunk cost the page', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await addStream(newStream({ streamId: 'a', sessionId: 's1' }))
    const chunk = await chunkOf('a', 0)
    await appendChunk({ ...chunk, header: { ...chunk.header, costMs: 1.5 } })
    expect(await listChunks('s1')).toMatchObject([{ costMs: 1.5 }])
  })

  it('takes no chunk before the one that comes before it, so that a stream has no holes', async () => {
    await createSession(newSession())
    await addStream(newStream())
    expect(await appendChunk(await chunkOf('t1', 1))).toBe('early')
    expect(await appendChunk(await chunkOf('t1', 0))).toBe('stored')
    expect(await appendChunk(await chunkOf('t1', 2))).toBe('early')
    expect(await appendChunk(await chunkOf('t1', 1))).toBe('stored')
    expect((await listChunks('s1')).map(({ seq }) => seq)).toEqual([0, 1])
    expect(await getSession('s1')).toMatchObject({ events: 4, lastEventAt: 1010 })
  })

  it('refuses a stream of another session and writes nothing', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await createSession(newSession({ sessionId: 's2' }))
    await addStream(newStream({ streamId: 't2', sessionId: 's2' }))
    expect(await appendChunk(await chunkOf('t2', 0))).toBe('no-stream')
    expect(await database.bodies.count()).toBe(0)
  })

  it('counts bytes of a resource once per session', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await addStream(newStream({ streamId: 't1', sessionId: 's1' }))
    const first = await chunkOf('t1', 0)
    first.resources.push(await inlineResource('a', 'p{}'), await inlineResource('b', 'p{}'))
    await appendChunk(first)
    expect((await getSession('s1'))?.resourceBytes).toBe(3)
    expect(await database.resources.count()).toBe(1)
    expect((await listRefs('s1')).map((ref) => ref.key).sort()).toEqual(['a', 'b'])
  })
})

describe('appendGap', () => {
  it('comes after the last chunk, whose requests may all be older than what is seen', async () => {
    await createSession(newSession())
    await addStream(newStream())
    await appendChunk(await chunkOf('t1', 0))
    const requests = await chunkOf('t1', 1)
    await appendChunk({ ...requests, header: { ...requests.header, lastTime: 4 } })
    await appendGap('s1', { reason: 'browser-closed', durationMs: 60 })
    expect((await listChunks('s1')).at(-1)).toMatchObject({ seq: 2, firstTime: 10, lastTime: 10 })
    expect(await storedText('s1')).toContain(
      '{"kind":"gap","time":10,"reason":"browser-closed","durationMs":60}',
    )
  })
})

describe('addStream', () => {
  it('counts places, not documents, as frames', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    for (const [streamId, framePath] of [
      ['a', []],
      ['b', [0]],
      ['c', []],
      ['d', [0]],
    ] as const)
      await addStream(newStream({ streamId, sessionId: 's1', framePath: [...framePath] }))
    expect(await getSession('s1')).toMatchObject({ frames: 2, pages: 2 })
    expect(await listStreams('s1')).toHaveLength(4)
  })
})

describe('purgeSession', () => {
  it('removes rows and unshared resources, keeps shared ones and leaves a tombstone', async () => {
    for (const sessionId of ['s1', 's2']) await createSession(newSession({ sessionId }))
    await addStream(newStream({ streamId: 't1', sessionId: 's1' }))
    await appendChunk(await chunkOf('t1', 0))
    const shared = utf8('shared')
    for (const sessionId of ['s1', 's2'])
      await storeResource({ sessionId, key: 'k', hash: 'shared', mimeType: 'image/png' }, shared)
    await storeResource({ sessionId: 's1', key: 'own', hash: 'own' }, utf8('own'))
    await purgeSession('s1', 'user')
    expect(await database.resources.toCollection().primaryKeys()).toEqual(['shared'])
    for (const table of [database.streams, database.chunks, database.bodies])
      expect(await table.count()).toBe(0)
    expect(await getTombstone('s1')).toMatchObject({ reason: 'user', sessionId: 's1' })
    await expect(createStoreSource('s1').session()).rejects.toThrow('was deleted on')
  })
})

describe('createStoreSource', () => {
  it('reads events, and shows a part that is damaged or gone as a gap', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await addStream(newStream({ streamId: 't1', sessionId: 's1' }))
    await appendChunk(await chunkOf('t1', 0, '[{"kind":"focus","time":3,"id":0},7]'))
    const source = createStoreSource('s1')
    expect(await source.events({ streamId: 't1', seq: 0 })).toEqual([
      { kind: 'focus', time: 3, id: 0 },
    ])
    await database.bodies.update(['t1', 0], { bytes: utf8('not gzip') })
    const gap = [{ kind: 'gap', time: 0, reason: 'damaged', durationMs: 10 }]
    expect(await source.events({ streamId: 't1', seq: 0 })).toEqual(gap)
    await database.bodies.delete(['t1', 0])
    expect(await source.events({ streamId: 't1', seq: 0 })).toEqual(gap)
  })

  it('refuses a session of a newer version with the reason', async () => {
    await createSession(newSession({ formatVersion: 999 }))
    await expect(createStoreSource('s1').session()).rejects.toThrow('newer version of Recount')
  })
})

describe('storedText', () => {
  it('holds rows, events and resources in readable form', async () => {
    await createSession(newSession({ sessionId: 's1', title: 'TITLE' }))
    await addStream(newStream({ streamId: 't1', sessionId: 's1', url: 'URL' }))
    const chunk = await chunkOf('t1', 0, '[{"kind":"mark","time":1,"note":"NOTE"}]')
    chunk.resources.push(await inlineResource('KEY', '.style{}'))
    await appendChunk(chunk)
    await storeMissing({ sessionId: 's1', key: 'LOST', missing: 'failed' })
    await storeResource(
      { sessionId: 's1', key: 'pic', hash: 'h', mimeType: 'image/png' },
      utf8('PIC'),
    )
    const text = await storedText('s1')
    for (const part of ['TITLE', 'URL', 'NOTE', 'KEY', '.style{}', 'LOST', btoa('PIC')])
      expect(text).toContain(part)
  })
})
