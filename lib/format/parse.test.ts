import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shopRecording } from '../../tests/support/shopRecording'
import { parseEvent } from './parse'

const snapshot = {
  kind: 'snapshot',
  time: 0,
  url: '',
  title: '',
  viewport: { width: 1, height: 1 },
  scroll: [0, 0],
  children: [],
}

describe('parseEvent', () => {
  it('takes every event of a recording as it is', () => {
    for (const { events } of shopRecording().streams) {
      for (const event of events) expect(parseEvent(event)).toBe(event)
    }
  })

  it.each([
    ['no object', 'text'],
    ['an unknown kind', { kind: 'other', time: 0 }],
    ['a kind of the prototype', { kind: 'constructor', time: 0 }],
    ['a time that is no number', { kind: 'focus', time: Number.NaN, id: 1 }],
    ['a time long before the start', { kind: 'focus', time: -1e9, id: 1 }],
    ['a time without end', { kind: 'focus', time: 1e18, id: 1 }],
    ['an id that is no whole number', { kind: 'focus', time: 0, id: 1.5 }],
    ['an id beyond all counting', { kind: 'focus', time: 0, id: 2 ** 31 }],
    ['a node that is a number', { ...snapshot, children: [1] }],
    ['attributes that are no pairs', { ...snapshot, children: [['p', ['class'], 0]] }],
    ['an offset that is no pair', { ...snapshot, children: [['p', 0, { scroll: 5 }]] }],
    ['members inherited from a prototype', Object.create({ kind: 'end', time: 0, reason: 'x' })],
  ])('refuses %s', (_, value) => {
    expect(parseEvent(value)).toBeUndefined()
  })

  it('survives a tree deeper than the stack', () => {
    let node: unknown = 'deep'
    for (let depth = 0; depth < 200_000; depth++) node = ['b', 0, 0, node]
    expect(parseEvent({ ...snapshot, children: [node] })).toBeDefined()
  })

  it('refuses a tree with too many nodes', () => {
    const row = new Array(3000).fill('x')
    const children = new Array(1000).fill(['b', 0, 0, ...row])
    expect(parseEvent({ ...snapshot, children: [['a', 0, 0, ...children]] })).toBeUndefined()
  })

  it('answers for anything without throwing', () => {
    const anything = fc.record(
      { kind: fc.constantFrom('mutation', 'state', 'move', 'rules'), time: fc.nat() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(anything, fc.object(), (event, members) => {
        parseEvent({ ...members, ...event })
      }),
    )
  })
})
