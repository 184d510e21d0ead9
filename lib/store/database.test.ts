import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { describe, expect, it, onTestFinished } from 'vitest'
import { causedBy } from '../platform/causedBy'
import { RecountDatabase, SCHEMA, type SchemaStep } from './database'
import { NEWER_DATABASE } from './refuseNewer'
import { newSession } from './testRows'

let count = 0

/** Opens the database as the version of Recount with that schema would. */
function openAs(name: string, schema: readonly SchemaStep[] = SCHEMA): RecountDatabase {
  const opened = new RecountDatabase(name, schema)
  onTestFinished(() => opened.close())
  return opened
}

function newName(): string {
  count += 1
  return `test-${count}`
}

/** A later version: sessions get a member, and there is another table. */
const NEXT: SchemaStep = {
  stores: { shelves: 'name' },
  async upgrade(transaction) {
    await transaction
      .table('sessions')
      .toCollection()
      .modify((session: Record<string, unknown>) => {
        session.shelf = 'all'
      })
    await transaction.table('shelves').add({ name: 'all' })
  },
}

async function withSession(name: string): Promise<void> {
  const first = openAs(name)
  await first.sessions.add(newSession())
  first.close()
}

describe('the database', () => {
  it('is upgraded one step at a time, rows and tables', async () => {
    const name = newName()
    await withSession(name)
    const third: SchemaStep = {
      stores: {},
      upgrade: async (transaction) => {
        // What the step before has left.
        const shelves = await transaction.table('shelves').toArray()
        await transaction.table('settings').add({ name: 'shelves', value: shelves.length })
      },
    }
    const next = openAs(name, [...SCHEMA, NEXT, third])
    expect(await next.sessions.get('s1')).toMatchObject({ sessionId: 's1', shelf: 'all' })
    expect(await next.settings.get('shelves')).toMatchObject({ value: 1 })
  })

  it('is as it was when an upgrade is interrupted, and is upgraded the next time', async () => {
    const name = newName()
    await withSession(name)
    const broken: SchemaStep = {
      ...NEXT,
      async upgrade(transaction) {
        await NEXT.upgrade?.(transaction)
        throw new Error('interrupted')
      },
    }
    const failing = openAs(name, [...SCHEMA, broken])
    await expect(failing.sessions.toArray()).rejects.toThrow('interrupted')
    failing.close()

    const before = openAs(name)
    expect(await before.sessions.get('s1')).toEqual(newSession())
    expect(before.verno).toBe(SCHEMA.length)
    before.close()

    const after = openAs(name, [...SCHEMA, NEXT])
    expect(await after.sessions.get('s1')).toMatchObject({ shelf: 'all' })
  })

  it('of a newer version is refused with the reason, and not changed', async () => {
    const name = newName()
    await withSession(name)
    const newer = openAs(name, [...SCHEMA, NEXT])
    await newer.sessions.toArray()
    newer.close()

    const older = openAs(name)
    const refused = older.sessions.toArray()
    const reason = await refused.catch((error: unknown) => error)
    expect(causedBy(reason, NEWER_DATABASE)).toBe(true)
    await expect(older.sessions.add(newSession({ sessionId: 's2' }))).rejects.toThrow(
      'newer version of Recount',
    )

    const again = openAs(name, [...SCHEMA, NEXT])
    expect(await again.sessions.toArray()).toEqual([{ ...newSession(), shelf: 'all' }])
    expect(await again.table('shelves').toArray()).toEqual([{ name: 'all' }])
    again.close()
    // Dexie alone opens it, whatever its version: this is what the refusal is for.
    const careless = new Dexie(name)
    careless.version(1).stores({ sessions: 'sessionId' })
    await expect(careless.open()).resolves.toBeTruthy()
    careless.close()
  })
})
