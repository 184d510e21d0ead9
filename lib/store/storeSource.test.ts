import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import { database } from './database'
import { importSession } from './importSession'
import { createStoreSource } from './storeSource'

beforeEach(async () => {
  vi.restoreAllMocks()
  for (const table of database.tables) await table.clear()
})

async function imported(): Promise<string> {
  const events: RecordEvent[] = [snapshot(html([], ['text']))]
  for (let time = 1; time < 9; time++) events.push({ kind: 'focus', time, id: 5 })
  const source = inMemorySource({ streams: [{ events }], chunkSize: 3 })
  return (await importSession(source)).sessionId
}

it('reads the parts that are asked for together with one question to the database', async () => {
  const source = createStoreSource(await imported())
  const asked = vi.spyOn(database.bodies, 'bulkGet')
  const headers = await source.chunks()
  const parts = await Promise.all(headers.map((header) => source.events(header)))
  expect(parts.map((events) => events.map(({ time }) => time))).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
  ])
  expect(asked).toHaveBeenCalledTimes(1)
})

it('reads the others where one of them cannot be read', async () => {
  const source = createStoreSource(await imported())
  const headers = await source.chunks()
  vi.spyOn(database.bodies, 'bulkGet').mockRejectedValue(new Error('Failed to read large value'))
  const get = database.bodies.get.bind(database.bodies)
  vi.spyOn(database.bodies, 'get').mockImplementation((key) =>
    Array.isArray(key) && key[1] === 1
      ? (Promise.reject(new Error('Failed to read large value')) as never)
      : get(key as never),
  )
  const parts = await Promise.all(headers.map((header) => source.events(header)))
  expect(parts.map(([first]) => [first?.kind, first?.time])).toEqual([
    ['snapshot', 0],
    ['gap', 3],
    ['focus', 6],
  ])
})
