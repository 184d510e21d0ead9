import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { database } from './database'
import { dropDerived, getThumbnail, listDigests, putDigest, putThumbnail } from './derived'
import { createSession, getSession, purgeSession } from './sessions'
import { storedText } from './storedText'
import { newSession } from './testRows'

const digest = (revision: number) => ({
  sessionId: 's1',
  revision,
  policy: '',
  events: 1,
  text: 'TypeError: WORDS',
  signals: { 'rage-click': 1 },
  failedRequests: 0,
})
const thumbnail = (revision: number) => ({
  sessionId: 's1',
  revision,
  policy: '',
  mimeType: 'image/webp',
  bytes: new Uint8Array([1, 2, 3]),
})

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

describe('dropDerived', () => {
  it('forgets digest and picture, and refuses what was made of the events before', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    expect(await putDigest(digest(0))).toBe(true)
    expect(await putThumbnail(thumbnail(0))).toBe(true)
    await dropDerived('s1')
    expect(await listDigests()).toEqual([])
    expect(await getThumbnail('s1')).toBeUndefined()
    expect(await putDigest(digest(0))).toBe(false)
    expect(await putThumbnail(thumbnail(0))).toBe(false)
    expect((await getSession('s1'))?.revision).toBe(1)
    expect(await putDigest(digest(1))).toBe(true)
  })

  it('takes part in the transaction of who rewrites the events', async () => {
    await createSession(newSession({ sessionId: 's1' }))
    await putDigest(digest(0))
    const { sessions, digests, thumbnails, bodies } = database
    const rewriting = database.transaction(
      'rw',
      sessions,
      digests,
      thumbnails,
      bodies,
      async () => {
        await dropDerived('s1')
        throw new Error('the rewriting failed')
      },
    )
    await expect(rewriting).rejects.toThrow('failed')
    expect(await listDigests()).toHaveLength(1)
  })
})

it('is removed with its session, and part of what is said to be stored', async () => {
  await createSession(newSession({ sessionId: 's1' }))
  await putDigest(digest(0))
  await putThumbnail(thumbnail(0))
  const text = await storedText('s1')
  expect(text).toContain('TypeError: WORDS')
  expect(text).toContain('AQID')
  await purgeSession('s1', 'user')
  expect(await storedText('s1')).not.toContain('WORDS')
  expect(await getThumbnail('s1')).toBeUndefined()
  expect(await putThumbnail(thumbnail(0))).toBe(false)
})
