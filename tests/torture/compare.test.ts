import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { gzip } from '../../lib/platform/bytes'
import { appendChunk } from '../../lib/store/chunks'
import { database } from '../../lib/store/database'
import { createSession } from '../../lib/store/sessions'
import { storedText } from '../../lib/store/storedText'
import { addStream } from '../../lib/store/streams'
import { newSession, newStream } from '../../lib/store/testRows'
import { compare, parseStored } from './compare.mjs'
import { hashOf } from './logServer.mjs'

const body = (tokens: string[]) =>
  JSON.stringify([
    { kind: 'snapshot', time: 0, title: 'Document d1' },
    ...tokens.map((token) => ({ kind: 'mutation', time: 1, text: token })),
  ])
const token = (n: number) => `~d1.text.${n}~`

function verdict(stored: string[], patch: Partial<Parameters<typeof compare>[0]> = {}) {
  const chunks = [{ sessionId: 's', streamId: 't', seq: 0, body: body(stored) }]
  return compare({
    documents: [
      {
        doc: 'd1',
        openedAt: 0,
        isTop: true,
        done: [0, 1, 2].map((n) => ({ kind: 'text', n, at: 1000 * n })),
      },
    ],
    acks: [],
    chunks,
    cutOf: () => undefined,
    isBlind: () => false,
    boundMs: 1500,
    ...patch,
  })
}

describe('the comparison of the soak', () => {
  it('is content when everything is there once, in order', () => {
    expect(verdict([token(0), token(1), token(2)])).toMatchObject({ problems: [], compared: 3 })
  })

  it('finds what is lost, stored twice, out of order or made up', () => {
    expect(verdict([token(0), token(2)]).problems).toEqual(['LOST: ~d1.text.1~, for no reason'])
    expect(verdict([token(0), token(1), token(1), token(2)]).problems).toHaveLength(2)
    expect(verdict([token(1), token(0), token(2)]).problems[0]).toContain('OUT OF ORDER')
    expect(verdict([0, 1, 2, 3].map(token)).problems[0]).toContain('INVENTED')
  })

  it('forgives what was not acked right before a cut, and nothing earlier', () => {
    const cutOf = () => ({ at: 2500, what: 'SIGKILL' })
    expect(verdict([token(0), token(1)], { cutOf })).toMatchObject({
      problems: [],
      lost: 1,
      longestLossMs: 500,
    })
    expect(verdict([token(0)], { cutOf, boundMs: 1000 }).problems).toHaveLength(1)
  })

  it('never forgives the loss of what was acked', () => {
    const cutOf = () => ({ at: 2500, what: 'SIGKILL' })
    const ack = { sessionId: 's', streamId: 't', seq: 1, hash: 1, tokens: [token(2)] }
    const { problems } = verdict([token(0), token(1)], { cutOf, acks: [ack] })
    expect(problems).toEqual(['ACKED AND LOST: part 1 of t', 'ACKED AND LOST: ~d1.text.2~'])
    const changed = { ...ack, seq: 0, hash: hashOf('another body'), tokens: [] }
    expect(verdict([0, 1, 2].map(token), { acks: [changed] }).problems).toEqual([
      'ACKED AND CHANGED: part 0 of t',
    ])
  })

  it('finds a hole in a stream', () => {
    const chunks = [0, 2].map((seq) => ({ sessionId: 's', streamId: 't', seq, body: '[]' }))
    expect(verdict([], { chunks, documents: [] }).problems).toEqual(['HOLE: t has the parts 0 2'])
  })

  it('reads chunks out of what the extension says it has stored', async () => {
    await database.delete()
    await database.open()
    await createSession(newSession())
    await addStream(newStream())
    const text = body([token(0)])
    await appendChunk({
      header: {
        ...{ sessionId: 's1', streamId: 't1', seq: 0, firstTime: 0, lastTime: 1, events: 2 },
        ...{ errors: 0, snapshot: true, rawBytes: text.length, storedBytes: 0 },
      },
      body: await gzip(text),
      resources: [],
      lastActivityAt: 1,
      actions: 0,
    })
    expect(parseStored(await storedText('s1'))).toEqual([
      { sessionId: 's1', streamId: 't1', seq: 0, body: text },
    ])
  })
})
