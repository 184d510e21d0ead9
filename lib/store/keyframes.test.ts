import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import { applyEvent } from '../replay/apply'
import { emptyState } from '../replay/documentState'
import { packState } from '../replay/packState'
import { database } from './database'
import { importSession } from './importSession'
import { dropKeyframes, keepKeyframes, storedKeyframes } from './keyframes'
import { getSession, purgeSession } from './sessions'
import { storedText } from './storedText'
import { createStoreSource } from './storeSource'

beforeEach(async () => {
  for (const table of database.tables) await table.clear()
})

/** About 80 bytes an event. */
async function imported(count: number): Promise<string> {
  const events: RecordEvent[] = [snapshot(html([], ['text']))]
  for (let time = 1; time <= count; time++) {
    events.push({ kind: 'mutation', time, texts: [[6, `canary at ${time} ${'.'.repeat(40)}`]] })
  }
  const source = inMemorySource({ streams: [{ events }], chunkSize: 500 })
  return (await importSession(source)).sessionId
}

describe('states kept with a long session', () => {
  it('are what the events before them make', async () => {
    const sessionId = await imported(12_000)
    const kept = storedKeyframes(sessionId)
    const [key] = await kept.list()
    if (!key) throw new Error('none kept')
    const source = createStoreSource(sessionId)
    const state = emptyState()
    for (const header of await source.chunks()) {
      if (header.seq >= key.seq) break
      for (const event of await source.events(header)) applyEvent(state, event)
    }
    expect(await kept.read(key)).toBe(packState(state))
  })

  it('are not made for a short one', async () => {
    expect(await storedKeyframes(await imported(1000)).list()).toEqual([])
  })

  it('count, are seen by whoever audits the store, and go with the session', async () => {
    const sessionId = await imported(12_000)
    const before = await getSession(sessionId)
    const rows = await database.keyframes.toArray()
    const events = (await database.chunks.toArray()).reduce(
      (sum, each) => sum + each.storedBytes,
      0,
    )
    const states = rows.reduce((sum, { bytes }) => sum + bytes.length, 0)
    expect(before?.storedBytes).toBe(events + states)
    const text = await storedText(sessionId)
    expect(text.match(/"nodes":\[\[1,/g)).toHaveLength(rows.length)
    await keepKeyframes(sessionId)
    expect((await getSession(sessionId))?.storedBytes).toBe(before?.storedBytes)
    await purgeSession(sessionId, 'user')
    expect(await database.keyframes.count()).toBe(0)
  })

  it('can be dropped alone, and are made again', async () => {
    const sessionId = await imported(12_000)
    const kept = storedKeyframes(sessionId)
    const keys = await kept.list()
    await dropKeyframes(sessionId)
    expect(await kept.list()).toEqual([])
    await keepKeyframes(sessionId)
    expect(await kept.list()).toEqual(keys)
  })

  it('are not made of a session that is gone', async () => {
    const sessionId = await imported(12_000)
    await dropKeyframes(sessionId)
    await database.sessions.clear()
    await keepKeyframes(sessionId)
    expect(await database.keyframes.count()).toBe(0)
  })
})
