import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppendReply, ChunkMessage } from '../messages/protocol'
import type { Chunk } from './chunker'
import { createUplink, type UplinkOptions } from './uplink'

const chunk = (body = '[]'): Chunk => ({
  firstTime: 0,
  lastTime: 0,
  events: 0,
  errors: 0,
  actions: 0,
  snapshot: false,
  lastActivityAt: 0,
  body,
})

describe('createUplink', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function create(
    answer: (message: ChunkMessage) => AppendReply,
    options: Partial<UplinkOptions> = {},
  ) {
    const sent: number[] = []
    const uplink = createUplink({
      sessionId: 's',
      streamId: 't',
      send: async (message) => {
        sent.push(message.seq)
        return answer(message)
      },
      onStop: () => {},
      onOverflow: () => {},
      onRoom: () => {},
      onGivenUp: () => {},
      isGone: () => false,
      onGone: () => {},
      ...options,
    })
    return { uplink, sent }
  }

  it('numbers chunks from 0 and is drained when all are acked', async () => {
    const { uplink, sent } = create(({ seq }) => ({ acked: seq }))
    uplink.add(chunk())
    uplink.add(chunk())
    await expect(uplink.drained()).resolves.toBe(2)
    expect(sent).toEqual([0, 1])
    expect(uplink.waitingChars).toBe(0)
  })

  it('sends everything that is not acked again, in order, until it is', async () => {
    let isAway = true
    const { uplink, sent } = create(({ seq }) => {
      if (isAway) throw new Error('worker stopped')
      return { acked: seq }
    })
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(10)
    uplink.add(chunk())
    uplink.add(chunk())
    expect(sent).toEqual([0])
    await vi.advanceTimersByTimeAsync(400)
    expect(sent).toEqual([0, 0, 1, 2])
    isAway = false
    await vi.advanceTimersByTimeAsync(2000)
    await expect(uplink.drained()).resolves.toBe(3)
    expect(sent.slice(4)).toEqual([0, 1, 2])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('survives a send that throws at once', async () => {
    const onGone = vi.fn()
    const { uplink } = create(() => ({ acked: 0 }), {
      send: () => {
        throw new Error('Extension context invalidated.')
      },
      isGone: () => true,
      onGone,
    })
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(10)
    expect(onGone).toHaveBeenCalledOnce()
  })

  it('stops when the worker says so', async () => {
    const onStop = vi.fn()
    const { uplink } = create(() => ({ stop: 'user' }), { onStop })
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(10)
    expect(onStop).toHaveBeenCalledWith('user')
  })

  it('gives up new chunks, not sent ones, when too much waits, and says when there is room', async () => {
    const onOverflow = vi.fn()
    const onRoom = vi.fn()
    let isAway = true
    const { uplink } = create(
      ({ seq }) => {
        if (isAway) throw new Error('away')
        return { acked: seq }
      },
      { onOverflow, onRoom },
    )
    uplink.add(chunk('x'.repeat(9_000_000)))
    uplink.add(chunk('x'.repeat(9_000_000)))
    uplink.add(chunk('x'))
    expect(onOverflow).toHaveBeenCalledOnce()
    expect(uplink.waitingChars).toBe(9_000_000)
    isAway = false
    await vi.advanceTimersByTimeAsync(1000)
    expect(onRoom).toHaveBeenCalledOnce()
    await expect(uplink.drained()).resolves.toBe(1)
  })

  it('sends all that waits at once with the last chunk, for there may be no second try', async () => {
    let isAway = true
    const { uplink, sent } = create(({ seq }) => {
      if (isAway) throw new Error('worker stopped')
      return { acked: seq }
    })
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(10)
    uplink.add(chunk())
    isAway = false
    uplink.add({ ...chunk(), final: true })
    expect(sent).toEqual([0, 0, 1, 2])
    await expect(uplink.drained()).resolves.toBe(3)
  })

  it('sends a chunk that was refused because of one before it again, after that one', async () => {
    const stored: number[] = []
    let isFirst = true
    const { uplink } = create(({ seq }) => {
      if (seq === 0 && isFirst) {
        isFirst = false
        throw new Error('lost on the way')
      }
      if (seq > stored.length) return { refused: 'early' }
      if (seq === stored.length) stored.push(seq)
      return { acked: seq }
    })
    uplink.add(chunk())
    uplink.add(chunk())
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(1000)
    await expect(uplink.drained()).resolves.toBe(3)
    expect(stored).toEqual([0, 1, 2])
  })

  it('tries again when no answer comes', async () => {
    let isHanging = true
    const { uplink, sent } = create(({ seq }) => ({ acked: seq }), {
      send: (message) => {
        sent.push(message.seq)
        return isHanging ? new Promise(() => {}) : Promise.resolve({ acked: message.seq })
      },
    })
    uplink.add(chunk())
    await vi.advanceTimersByTimeAsync(59_000)
    expect(sent).toEqual([0])
    isHanging = false
    await vi.advanceTimersByTimeAsync(2000)
    expect(sent).toEqual([0, 0])
    await expect(uplink.drained()).resolves.toBe(1)
  })

  it('puts a gap in the place of a chunk that is refused again and again', async () => {
    const onGivenUp = vi.fn()
    const stored: string[] = []
    const { uplink } = create(
      ({ seq, body }) => {
        if (body === '[1]') return { refused: 'damaged' }
        if (seq > stored.length) return { refused: 'early' }
        stored[seq] = body
        return { acked: seq }
      },
      { onGivenUp },
    )
    uplink.add({ ...chunk('[1]'), firstTime: 5, lastTime: 9 })
    uplink.add(chunk('[2]'))
    await vi.advanceTimersByTimeAsync(10_000)
    await expect(uplink.drained()).resolves.toBe(2)
    expect(stored).toEqual(['[{"kind":"gap","time":5,"reason":"error","durationMs":4}]', '[2]'])
    expect(onGivenUp).toHaveBeenCalledOnce()
    expect(uplink.waitingChars).toBe(0)
  })

  it('puts a gap in the place of a chunk that no message can carry', async () => {
    const onGivenUp = vi.fn()
    const bodies: string[] = []
    const { uplink } = create(
      ({ seq, body }) => {
        bodies.push(body)
        return { acked: seq }
      },
      { onGivenUp },
    )
    uplink.add({ ...chunk('x'.repeat(25_000_000)), snapshot: true })
    await expect(uplink.drained()).resolves.toBe(1)
    expect(bodies).toEqual(['[{"kind":"gap","time":0,"reason":"too-large"}]'])
    expect(onGivenUp.mock.calls[0]?.[0]).toMatchObject({ snapshot: true })
  })
})
