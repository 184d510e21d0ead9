import { expect, it } from 'vitest'
import type { ChunkHeader } from '../format/session'
import { newSession, newStream } from '../store/testRows'
import { createTimeIndex } from './timeIndex'

function headerOf(seq: number, firstTime: number, lastTime: number): ChunkHeader {
  const counts = { events: 1, errors: 0, rawBytes: 2, storedBytes: 2 }
  return { sessionId: 's1', streamId: 't1', seq, firstTime, lastTime, snapshot: !seq, ...counts }
}

it('lasts until the latest moment, though a later chunk tells of earlier requests only', () => {
  const chunks = [headerOf(1, 299, 299), headerOf(0, 559, 559)]
  const index = createTimeIndex(newSession(), [newStream()], chunks)
  expect(index.durationMs).toBe(559)
  // The player looks for a moment by halves.
  expect(index.headersOf('t1').map(({ seq, lastTime }) => [seq, lastTime])).toEqual([
    [0, 559],
    [1, 559],
  ])
})
