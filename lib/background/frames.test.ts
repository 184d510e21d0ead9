import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import type { Stream } from '../format/session'
import { database } from '../store/database'
import { addStream, getStream } from '../store/streams'
import { newSession } from '../store/testRows'
import { restrictFrame, verifyFrame } from './frames'

const send = vi.fn(async () => ({ ok: true, reply: null }))

const stream = (streamId: string, framePath: number[], frameId: number): Stream => ({
  streamId,
  sessionId: 's1',
  framePath,
  frameId,
  documentId: streamId,
  url: '',
  title: '',
  startedAt: 0,
  endedAt: null,
  level: 'mask-all',
})

const senderOf = (streamId: string) => ({ tab: { id: 1 }, documentId: streamId }) as never

beforeEach(async () => {
  send.mockClear()
  browser.tabs.sendMessage = send as never
  await database.sessions.add(newSession({ sessionId: 's1', tabId: 1 }))
  await addStream(stream('page', [], 0))
  await addStream(stream('frame', [0], 5))
  await addStream(stream('beside', [1], 6))
  await addStream(stream('inner', [0, 0], 7))
})

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

it('a document says what applies to the frames it holds', async () => {
  await verifyFrame({ streamId: 'inner', parentStreamId: 'frame', round: 0 }, senderOf('frame'))
  expect((await getStream('inner'))?.parentStreamId).toBe('frame')
  await restrictFrame({ streamId: 'frame', parentStreamId: 'page', how: 'block' }, senderOf('page'))
  expect(send).toHaveBeenCalledTimes(2)
})

it('a frame takes no place above the page around it or beside itself, and restricts neither', async () => {
  for (const streamId of ['page', 'beside', 'frame']) {
    const payload = { streamId, parentStreamId: 'frame', round: 0, how: 'block' }
    await expect(verifyFrame(payload, senderOf('frame'))).rejects.toThrow('not part')
    await expect(restrictFrame(payload, senderOf('frame'))).rejects.toThrow('not part')
    expect((await getStream(streamId))?.parentStreamId).toBeUndefined()
  }
  expect(send).not.toHaveBeenCalled()
})

it('nobody speaks for another document', async () => {
  const payload = { streamId: 'frame', parentStreamId: 'page', round: 0, how: 'block' }
  await expect(verifyFrame(payload, senderOf('beside'))).rejects.toThrow('another document')
  await expect(restrictFrame(payload, senderOf('beside'))).rejects.toThrow('another document')
})
