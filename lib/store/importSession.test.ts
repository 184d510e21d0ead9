import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { RecordingSource } from '../format/source'
import { database } from './database'
import { importSession } from './importSession'
import { listSessions } from './sessions'
import { createStoreSource } from './storeSource'

const source = () => inMemorySource(shopRecording())

beforeEach(async () => {
  for (const table of database.tables) await table.clear()
})

describe('importSession', () => {
  it('keeps everything under ids of its own', async () => {
    const original = source()
    const { sessionId } = await importSession(original)
    const kept = createStoreSource(sessionId)
    const before = await original.session()
    const after = await kept.session()
    expect(after.sessionId).not.toBe(before.sessionId)
    expect(after).toMatchObject({ title: before.title, url: before.url, level: before.level })
    expect(after).toMatchObject({ events: before.events, errors: before.errors, pinned: true })
    const streams = await kept.streams()
    expect(streams.map(({ streamId }) => streamId)).not.toContain('s0')
    expect(streams).toHaveLength(2)
    const [logo] = (await kept.resourceRefs()).filter(({ hash }) => hash)
    expect((await kept.resource(logo?.hash ?? ''))?.bytes).toEqual(
      new Uint8Array([137, 80, 78, 71]),
    )
  })

  it('keeps frames pointing at their documents', async () => {
    const { sessionId } = await importSession(source())
    const kept = createStoreSource(sessionId)
    const streams = await kept.streams()
    const frame = streams.find(({ framePath }) => framePath.length > 0)
    const events = await Promise.all((await kept.chunks()).map((chunk) => kept.events(chunk)))
    const told = events.flat().find((event) => event.kind === 'frame')
    expect(told).toMatchObject({ stream: frame?.streamId })
    expect(frame?.parentStreamId).toBe(
      streams.find(({ framePath }) => framePath.length === 0)?.streamId,
    )
  })

  it('never overwrites: twice the same file is two sessions', async () => {
    const first = await importSession(source())
    const second = await importSession(source())
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(await listSessions()).toHaveLength(2)
  })

  it('refuses a resource that lies about its hash, and leaves nothing behind', async () => {
    const honest = source()
    const lying: RecordingSource = {
      ...honest,
      resource: () => Promise.resolve({ mimeType: 'image/png', bytes: new Uint8Array([1]) }),
    }
    await expect(importSession(lying)).rejects.toThrow(/not what it says/)
    for (const table of [database.sessions, database.streams, database.chunks, database.bodies]) {
      expect(await table.count()).toBe(0)
    }
    expect(await database.refs.count()).toBe(0)
  })
})
