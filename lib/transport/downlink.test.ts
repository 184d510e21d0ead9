import { describe, expect, it } from 'vitest'
import type { Session, Stream } from '../format/session'
import type { Sender } from '../messages/runtime'
import { gunzip } from '../platform/bytes'
import { createDownlink, type DownlinkChunk, type DownlinkDeps } from './downlink'
import { parseChunk } from './parseChunk'

const NOW = 1_000_000

const chunk = {
  sessionId: 'session-1',
  streamId: 'stream-1',
  seq: 0,
  body: '[{"kind":"snapshot","time":5},{"kind":"error","time":9}]',
  lastActivityAt: 3,
}

const session = { sessionId: 'session-1', tabId: 7, status: 'recording', endedAt: null } as Session
const stream = {
  streamId: 'stream-1',
  sessionId: 'session-1',
  frameId: 0,
  documentId: 'D1',
  startedAt: 100,
} as Stream
const sender = { tab: { id: 7 }, frameId: 0, documentId: 'D1' } as Sender

function newDownlink(patch: Partial<DownlinkDeps> = {}) {
  const written: DownlinkChunk[] = []
  const full: string[] = []
  const downlink = createDownlink({
    session: async () => session,
    stream: async () => stream,
    append: async (each) => {
      written.push(each)
      return 'stored'
    },
    onStored: () => {},
    onFull: (sessionId) => full.push(sessionId),
    now: () => NOW,
    ...patch,
  })
  return { ...downlink, written, full }
}

describe('parseChunk', () => {
  it('counts the events itself, whatever the sender says', () => {
    const lies = { ...chunk, events: 99, errors: 99, firstTime: 99, lastTime: 1, snapshot: false }
    expect(parseChunk(lies, NOW)).toMatchObject({
      events: 2,
      errors: 1,
      firstTime: 5,
      lastTime: 9,
      snapshot: true,
    })
  })

  it.each([
    ['no object', null],
    ['an id that is none', { ...chunk, streamId: '../x' }],
    ['an id that is an object', { ...chunk, sessionId: ['session-1'] }],
    ['a negative number', { ...chunk, seq: -1 }],
    ['a broken number', { ...chunk, seq: 0.5 }],
    ['a number that is none', { ...chunk, seq: Number.NaN }],
    ['a body that is no text', { ...chunk, body: [] }],
    ['a body that is no JSON', { ...chunk, body: '[' }],
    ['a body that is no list', { ...chunk, body: '{}' }],
    ['an event without a kind', { ...chunk, body: '[{"time":1}]' }],
    ['an event with a time in another age', { ...chunk, body: '[{"kind":"x","time":1e300}]' }],
    ['an event before its stream', { ...chunk, body: '[{"kind":"x","time":-1}]' }],
    ['resources that are no list', { ...chunk, resources: {} }],
    ['a resource without a key', { ...chunk, resources: [{ mimeType: 'a/b', text: '' }] }],
    [
      'a MIME type that is markup',
      { ...chunk, resources: [{ key: 'k', mimeType: '<script>', text: '' }] },
    ],
    [
      'base64 that is none',
      { ...chunk, resources: [{ key: 'k', mimeType: 'image/png', base64: '%' }] },
    ],
  ])('refuses %s', (_name, payload) => {
    expect(parseChunk(payload, NOW)).toBeUndefined()
  })

  it('takes an activity in the future for none', () => {
    expect(parseChunk({ ...chunk, lastActivityAt: NOW + 1 }, NOW)?.lastActivityAt).toBe(0)
  })
})

describe('createDownlink', () => {
  it('acks a chunk after it is written, with its inline resources by content', async () => {
    const downlink = newDownlink()
    const resources = [{ key: 'css/1', mimeType: 'text/css', text: 'p{}' }]
    const final = { ...chunk, resources, final: true }
    expect(await downlink.append(final, sender)).toEqual({ acked: 0 })
    const [written] = downlink.written
    expect(await gunzip(written?.body ?? new Uint8Array())).toBe(chunk.body)
    expect(written).toMatchObject({ endedAt: 109, header: { rawBytes: chunk.body.length } })
    expect(written?.resources).toMatchObject([{ key: 'css/1', bytes: 3, mimeType: 'text/css' }])
  })

  it('acks a duplicate again', async () => {
    const downlink = newDownlink({ append: async () => 'duplicate' })
    expect(await downlink.append(chunk, sender)).toEqual({ acked: 0 })
  })

  it.each([
    ['another tab', { ...sender, tab: { id: 8 } }],
    ['another document', { ...sender, documentId: 'D2' }],
    ['no tab', { ...sender, tab: undefined }],
  ])('refuses a chunk from %s', async (_name, forger) => {
    const downlink = newDownlink()
    await expect(downlink.append(chunk, forger as Sender)).rejects.toThrow('another document')
    expect(downlink.written).toEqual([])
  })

  it('refuses a stream of another session', async () => {
    const downlink = newDownlink({ stream: async () => ({ ...stream, sessionId: 'session-2' }) })
    await expect(downlink.append(chunk, sender)).rejects.toThrow('another document')
  })

  it('stores the chunks of a stream in the order they came, whatever their size', async () => {
    const downlink = newDownlink()
    const note = 'y'.repeat(3_000_000)
    const large = { ...chunk, body: JSON.stringify([{ kind: 'mark', time: 1, note }]) }
    await Promise.all([
      downlink.append(large, sender),
      downlink.append({ ...chunk, seq: 1, body: '[]' }, sender),
    ])
    expect(downlink.written.map(({ header }) => header.seq)).toEqual([0, 1])
  })

  it('does not ack a chunk whose predecessor is missing, nor one that was cut on its way', async () => {
    const downlink = newDownlink({ append: async () => 'early' })
    expect(await downlink.append({ ...chunk, seq: 4 }, sender)).toEqual({ refused: 'early' })
    const cut = { ...chunk, body: chunk.body.slice(0, -9) }
    expect(await newDownlink().append(cut, sender)).toEqual({ refused: 'damaged' })
  })

  it('rejects without an ack when the write fails', async () => {
    const downlink = newDownlink({ append: () => Promise.reject(new Error('disk')) })
    await expect(downlink.append(chunk, sender)).rejects.toThrow('disk')
  })

  it('ends the session when the disk is full', async () => {
    const quota = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    const aborted = Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota })
    const downlink = newDownlink({ append: () => Promise.reject(aborted) })
    expect(await downlink.append(chunk, sender)).toEqual({ stop: 'quota' })
    expect(downlink.full).toEqual(['session-1'])
  })

  it('takes the last chunks of a closed tab, but nothing after consent was withdrawn', async () => {
    const ended = { ...session, status: 'complete', endedAt: NOW - 1000 } as Session
    const closed = newDownlink({ session: async () => ({ ...ended, endReason: 'tab-closed' }) })
    expect(await closed.append(chunk, sender)).toEqual({ acked: 0 })
    const withdrawn = newDownlink({
      session: async () => ({ ...ended, endReason: 'consent-withdrawn' }),
    })
    expect(await withdrawn.append(chunk, sender)).toEqual({ stop: 'consent-withdrawn' })
    const late = newDownlink({
      session: async () => ({ ...ended, endReason: 'tab-closed', endedAt: NOW - 60_000 }),
    })
    expect(await late.append(chunk, sender)).toEqual({ stop: 'tab-closed' })
  })

  it('tells the recorder of a deleted session to stop', async () => {
    const downlink = newDownlink({ session: async () => undefined })
    expect(await downlink.append(chunk, sender)).toEqual({ stop: 'user' })
  })
})
