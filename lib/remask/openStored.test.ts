import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import { database } from '../store/database'
import { importSession } from '../store/importSession'
import { rewriteSession } from '../store/rewriteSession'
import { createStoreSource } from '../store/storeSource'
import { openKept } from './openStored'

beforeEach(async () => {
  for (const table of database.tables) await table.clear()
})

async function imported(): Promise<string> {
  const events: RecordEvent[] = [snapshot(html([], ['text']))]
  for (let time = 1; time <= 12_000; time++) {
    events.push({ kind: 'mutation', time, texts: [[6, `canary at ${time} ${'.'.repeat(40)}`]] })
  }
  const source = inMemorySource({ streams: [{ events }], chunkSize: 500 })
  return (await importSession(source)).sessionId
}

describe('states kept of a session', () => {
  it('are not shown once a rule became stricter than they are', async () => {
    const sessionId = await imported()
    expect(await openKept(sessionId).list()).not.toEqual([])
    const rules = [{ selector: 'body', effect: 'mask' }]
    await database.sites.put({ origin: 'https://shop.example', rules } as never)
    expect(await openKept(sessionId).list()).toEqual([])
  })

  it('go when the events they were made of are rewritten', async () => {
    const sessionId = await imported()
    expect(await database.keyframes.count()).toBeGreaterThan(0)
    expect(await rewriteSession(sessionId, createStoreSource(sessionId))).toBe('rewritten')
    expect(await database.keyframes.count()).toBe(0)
  })
})
