import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RecordEvent } from '../format/events'
import { type Chunk, createChunker } from './chunker'

const mark = (time: number, note = 'x'): RecordEvent => ({ kind: 'mark', time, note })

describe('createChunker', () => {
  let chunks: Chunk[]
  beforeEach(() => {
    vi.useFakeTimers()
    chunks = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const create = () => createChunker((chunk) => chunks.push(chunk))

  it('closes a chunk five seconds after its first event, and keeps no timer after that', () => {
    const chunker = create()
    chunker.add(mark(1))
    vi.advanceTimersByTime(3000)
    chunker.add(mark(3001))
    vi.advanceTimersByTime(2000)
    expect(chunks).toHaveLength(1)
    expect(chunks[0]).toMatchObject({ firstTime: 1, lastTime: 3001, events: 2 })
    expect(JSON.parse(chunks[0]?.body ?? '')).toEqual([mark(1), mark(3001)])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('closes a chunk that has grown to 60 kB', () => {
    const chunker = create()
    chunker.add(mark(1, 'x'.repeat(30_000)))
    expect(chunks).toHaveLength(0)
    chunker.add(mark(2, 'x'.repeat(30_000)))
    expect(chunks).toHaveLength(1)
  })

  it('begins a chunk with a snapshot and says so', () => {
    const chunker = create()
    const snapshot: RecordEvent = {
      kind: 'snapshot',
      time: 2,
      url: '',
      title: '',
      viewport: { width: 1, height: 1 },
      children: [],
      scroll: [0, 0],
    }
    chunker.add(mark(1))
    chunker.add(snapshot)
    chunker.flush()
    expect(chunks.map((chunk) => chunk.snapshot)).toEqual([false, true])
  })

  it('counts errors and what the person did', () => {
    const chunker = create()
    chunker.add({ kind: 'error', time: 1, what: 'uncaught', message: '' })
    chunker.add({ kind: 'input', time: 2, id: 3, value: '' })
    chunker.add({ kind: 'input', time: 2, id: 3, value: '', byScript: true })
    chunker.add({ kind: 'pointer', time: 3, action: 'click', pointer: 'mouse', id: 3, x: 1, y: 1 })
    chunker.add({ kind: 'pointer', time: 3, action: 'up', pointer: 'mouse', id: 3, x: 1, y: 1 })
    chunker.flush('final')
    expect(chunks[0]).toMatchObject({ errors: 1, actions: 2, final: true })
  })

  it('says nothing when there is nothing, but for the end', () => {
    const chunker = create()
    chunker.flush()
    expect(chunks).toEqual([])
    chunker.flush('final')
    expect(chunks).toMatchObject([{ events: 0, final: true, body: '[]' }])
  })
})
