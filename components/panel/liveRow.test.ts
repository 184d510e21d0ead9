import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../lib/format/events'
import { liveText } from './liveRow'

describe('liveText', () => {
  it.each<[RecordEvent, string]>([
    [
      {
        kind: 'mutation',
        time: 0,
        removes: [4],
        texts: [
          [5, 'a'],
          [6, 'b'],
        ],
      },
      '-1  text 2',
    ],
    [{ kind: 'scroll', time: 0, id: 1, left: 0, top: 120.4 }, '0, 120'],
    [
      { kind: 'console', time: 0, level: 'warn', args: ['slow', { ms: 3 }] },
      'warn: slow { ms: 3 }',
    ],
    [
      {
        kind: 'network',
        time: 0,
        via: 'fetch',
        method: 'GET',
        url: 'https://a.example/x',
        status: 404,
      },
      'GET x 404',
    ],
    [{ kind: 'key', time: 0, key: 'Enter', id: 3, modifiers: ['Shift'] }, 'Shift+Enter'],
    [{ kind: 'focus', time: 0, id: 3 }, ''],
  ])('writes %j', (event, text) => {
    expect(liveText(event)).toBe(text)
  })
  it('bounds what a page wrote', () => {
    const event: RecordEvent = { kind: 'mark', time: 0, note: 'x'.repeat(9999) }
    expect(liveText(event)).toHaveLength(200)
  })
})
