import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../format/events'
import { createDigest, LONGEST_TEXT } from './digest'

function digestOf(events: RecordEvent[]) {
  const digest = createDigest()
  for (const event of events) digest.take({ atMs: event.time, streamId: 's', event })
  return digest.end()
}

describe('createDigest', () => {
  it('keeps errors, failed requests, notes, pages and the console, no line twice', () => {
    const log: RecordEvent = {
      kind: 'console',
      time: 4,
      level: 'log',
      args: ['cart', { total: 3 }],
    }
    const { text, failedRequests } = digestOf([
      log,
      { ...log, time: 5 },
      { kind: 'mark', time: 6, note: 'The cart\nstays empty' },
      {
        kind: 'error',
        time: 7,
        what: 'uncaught',
        name: 'TypeError',
        message: 'x is not a function',
      },
      {
        kind: 'network',
        time: 8,
        via: 'fetch',
        method: 'GET',
        url: 'https://a.example/ok',
        status: 200,
      },
      {
        kind: 'network',
        time: 9,
        via: 'fetch',
        method: 'POST',
        url: 'https://a.example/cart',
        status: 500,
      },
    ])
    expect(text.split('\n')).toEqual([
      'TypeError x is not a function',
      'POST https://a.example/cart 500',
      'The cart stays empty',
      'cart { total: 3 }',
    ])
    expect(failedRequests).toBe(1)
  })

  it('cuts what the console says before it cuts errors', () => {
    const logs = Array.from(
      { length: 2000 },
      (_, time): RecordEvent => ({
        kind: 'console',
        time,
        level: 'log',
        args: [`line ${time} ${'x'.repeat(80)}`],
      }),
    )
    const { text } = digestOf([
      ...logs,
      { kind: 'error', time: 3000, what: 'uncaught', message: 'LATE' },
    ])
    expect(text.startsWith('LATE')).toBe(true)
    expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT)
  })

  it('counts signals', () => {
    const click = (time: number): RecordEvent => ({
      kind: 'pointer',
      time,
      action: 'click',
      pointer: 'mouse',
      id: 3,
      x: 5,
      y: 5,
      target: { tag: 'button' },
    })
    expect(digestOf([click(100), click(200), click(300)]).signals).toMatchObject({
      'rage-click': 1,
    })
  })
})
