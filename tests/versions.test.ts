/** Databases of every version that ever was, opened by the present one. */
import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FORMAT_VERSION } from '../lib/format/events'
import { parseEvent } from '../lib/format/parse'
import { fromBase64 } from '../lib/platform/bytes'
import { RecountDatabase, SCHEMA } from '../lib/store/database'
import { listSessions } from '../lib/store/sessions'
import { createStoreSource } from '../lib/store/storeSource'

interface Dump {
  databaseVersion: number
  formatVersion: number
  nativeVersion: number
  stores: {
    name: string
    keyPath: string | string[]
    autoIncrement: boolean
    indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[]
    rows: unknown[]
  }[]
}

const FOLDER = new URL('recordings/versions/', import.meta.url)
const dumps = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name): [string, Dump] => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))])

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  if ('$base64' in value) return fromBase64(String(value.$base64))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revive(member)]))
}

/** As the disk of somebody who had that version. */
async function restore(dump: Dump): Promise<void> {
  await done(indexedDB.deleteDatabase('recount'))
  const opening = indexedDB.open('recount', dump.nativeVersion)
  opening.onupgradeneeded = () => {
    for (const { name, keyPath, autoIncrement, indexes } of dump.stores) {
      const store = opening.result.createObjectStore(name, { keyPath, autoIncrement })
      for (const index of indexes) store.createIndex(index.name, index.keyPath, index)
    }
  }
  const database = await done(opening)
  for (const { name, rows } of dump.stores) {
    const store = database.transaction(name, 'readwrite').objectStore(name)
    await Promise.all(rows.map((row) => done(store.put(revive(row)))))
  }
  database.close()
}

describe('what earlier versions stored', () => {
  it('has a fixture for every version of the database and of the events', () => {
    const databases = new Set(dumps.map(([, dump]) => dump.databaseVersion))
    const formats = new Set(dumps.map(([, dump]) => dump.formatVersion))
    for (let version = 1; version <= SCHEMA.length; version++) expect(databases).toContain(version)
    for (let version = 1; version <= FORMAT_VERSION; version++) expect(formats).toContain(version)
  })

  it.each(dumps)('%s opens, and every event of it can be read', async (_name, dump) => {
    await restore(dump)
    const rows = (name: string) => dump.stores.find((store) => store.name === name)?.rows ?? []
    const sessions = await listSessions()
    expect(sessions.length).toBe(rows('sessions').length)
    expect(sessions.length).toBeGreaterThan(0)
    let events = 0
    for (const { sessionId } of sessions) {
      const source = createStoreSource(sessionId)
      expect((await source.session()).formatVersion).toBe(FORMAT_VERSION)
      const streams = await source.streams()
      for (const chunk of await source.chunks()) {
        expect(streams.map(({ streamId }) => streamId)).toContain(chunk.streamId)
        const read = await source.events(chunk)
        expect(read.length).toBe(chunk.events)
        for (const event of read) {
          expect(event.kind === 'gap' && event.reason === 'damaged').toBe(false)
          expect(parseEvent(event)).toBeDefined()
        }
        events += read.length
      }
      for (const { hash } of await source.resourceRefs())
        if (hash !== undefined) expect(await source.resource(hash)).toBeDefined()
    }
    expect(events).toBeGreaterThan(0)
    const opened = new RecountDatabase()
    await opened.open()
    expect(opened.verno).toBe(SCHEMA.length)
    opened.close()
  })
})
