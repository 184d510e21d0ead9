import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { gzip } from '../platform/bytes'
import { appendChunk } from '../store/chunks'
import { database } from '../store/database'
import { createSession } from '../store/sessions'
import { storedText } from '../store/storedText'
import { addStream } from '../store/streams'
import { createTestDisk } from '../store/testDisk'
import { newSession, newStream } from '../store/testRows'
import { beginEncryption } from '../store/vaultActions'
import { viewVault } from '../store/vaultView'
import { workOnVault } from './vaultWork'

const disk = createTestDisk()

beforeEach(async () => {
  fakeBrowser.reset()
  disk.room = Number.POSITIVE_INFINITY
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, task: () => Promise<unknown>) => task() },
  })
  await database.delete()
  await database.open()
})

it('a disk that is full while the library is encrypted is told, loses nothing, and holds up nothing once it has room', async () => {
  const text = JSON.stringify([{ time: 0, kind: 'mark', note: 'kept' }])
  const body = await gzip(text)
  for (const n of [1, 2, 3]) {
    const [sessionId, streamId] = [`s${n}`, `t${n}`]
    await createSession(newSession({ sessionId, title: `kept title ${n}` }))
    await addStream(newStream({ sessionId, streamId }))
    await appendChunk({
      header: {
        ...{ sessionId, streamId, seq: 0, firstTime: 0, lastTime: 0, events: 1, errors: 0 },
        ...{ snapshot: false, rawBytes: text.length, storedBytes: body.length },
      },
      body,
      resources: [],
      lastActivityAt: 0,
      actions: 0,
    })
  }
  await beginEncryption('correct horse battery', 10)
  for (const writes of [0, 1, 2, 3]) {
    disk.room = writes
    await workOnVault()
    expect((await viewVault()).work).toMatchObject({ direction: 'sealing', isFull: true })
    // As far as it came, both forms are read alike.
    for (const n of [1, 2, 3]) {
      const stored = await storedText(`s${n}`)
      expect(stored).toContain(text)
      expect(stored).toContain(`kept title ${n}`)
    }
  }
  // What is to be tried again is tried by the alarm.
  expect(await fakeBrowser.alarms.get('vault')).toBeDefined()
  disk.room = Number.POSITIVE_INFINITY
  await workOnVault()
  expect((await viewVault()).work).toBeUndefined()
  expect(await storedText('s2')).toContain('kept title 2')
  expect(JSON.stringify(await database.sessions.toArray())).not.toContain('kept title')
})
