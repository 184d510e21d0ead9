import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import { createOutline } from './outline'

function clickAt(time: number): RecordEvent {
  const target = { role: 'button', name: 'Buy', tag: 'button' }
  return { kind: 'pointer', time, action: 'click', pointer: 'mouse', id: 7, x: 1, y: 1, target }
}

const time = fc.nat(6000)
const event: fc.Arbitrary<RecordEvent> = fc.oneof(
  time.map(clickAt),
  time.map((at): RecordEvent => ({ kind: 'mutation', time: at, texts: [[3, 'a']] })),
  time.map(
    (at): RecordEvent => ({ kind: 'network', time: at, via: 'fetch', method: 'GET', url: '' }),
  ),
  time.map((at): RecordEvent => ({ kind: 'error', time: at, what: 'uncaught', message: 'x' })),
  time.map((at): RecordEvent => ({ kind: 'scroll', time: at, id: 1, left: 0, top: at % 900 })),
)

const place =
  (streamId: string) =>
  (each: RecordEvent): PlacedEvent => ({ atMs: each.time, streamId, event: each })

function signalsOf(events: readonly PlacedEvent[]): unknown {
  const outline = createOutline()
  for (const each of events) outline.take(each)
  return outline.signals()
}

describe('an outline', () => {
  it('gives the same signals in whatever turn the documents of a session arrive', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 40 }),
        fc.array(event, { maxLength: 40 }),
        fc.array(fc.nat(9), { minLength: 1 }),
        (first, second, cuts) => {
          const [a, b] = [first.map(place('a')), second.map(place('b'))]
          const expected = signalsOf([...a, ...b])
          const live: PlacedEvent[] = []
          const rest: [PlacedEvent[], PlacedEvent[]] = [[...a], [...b]]
          for (let turn = 0; rest[0].length + rest[1].length > 0; turn++) {
            live.push(
              ...rest[turn % 2 === 0 ? 0 : 1].splice(0, 1 + (cuts[turn % cuts.length] ?? 0)),
            )
          }
          expect(signalsOf(live)).toEqual(expected)
        },
      ),
    )
  })

  it('has one order for what happens at the same time in two documents', () => {
    const events = [
      place('a')(clickAt(100)),
      place('b')({ kind: 'mutation', time: 100, texts: [[3, 'a']] }),
      place('a')({ kind: 'focus', time: 3000, id: 0 }),
    ]
    const [click, answer, late] = events
    if (!click || !answer || !late) throw new Error('no events')
    expect(signalsOf([answer, click, late])).toEqual(signalsOf(events))
  })

  it('may be asked while the session goes on, and changes its mind when an answer comes', () => {
    const outline = createOutline()
    outline.take(place('a')(clickAt(0)))
    outline.take(place('a')({ kind: 'focus', time: 3000, id: 0 }))
    expect(outline.signals()).toMatchObject([{ kind: 'dead-click' }])
    // Told when it was over, with the time it began.
    outline.take(
      place('a')({
        kind: 'network',
        time: 40,
        via: 'fetch',
        method: 'GET',
        url: '',
        durationMs: 2990,
      }),
    )
    expect(outline.signals()).toEqual([])
  })
})
