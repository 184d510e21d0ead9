import { describe, expect, it } from 'vitest'
import { inMemorySource, type TestRecording } from '../../tests/support/inMemorySource'
import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import type { PackedNode } from '../format/tree'
import { createLiveTree } from './liveTree'
import { readEvents } from './readEvents'
import { trimSource } from './trimSource'

const PAGE: RecordEvent = {
  time: 0,
  kind: 'snapshot',
  url: 'https://a.example/',
  title: 'A',
  viewport: { width: 800, height: 600 },
  scroll: [0, 0],
  children: [['html', 0, 0, ['head', 0, 0], ['body', 0, 0, ['p', 0, 0, 'one'], ['input', 0, 0]]]],
}
// 1 document, 2 html, 3 head, 4 body, 5 p, 6 text, 7 input
const later: RecordEvent[] = [
  { time: 100, kind: 'input', id: 7, value: 'secret of before' },
  { time: 150, kind: 'sheet', sheet: 1, text: 'p { color: red }' },
  { time: 160, kind: 'adopted', root: 1, sheets: [1] },
  { time: 200, kind: 'mutation', removes: [5], inserts: [[4, 7, 8, ['b', ['id', 'b'], 0, 'two']]] },
  { time: 300, kind: 'console', level: 'log', args: ['before'] },
  { time: 400, kind: 'input', id: 7, value: 'kept' },
  { time: 500, kind: 'scroll', id: 1, left: 0, top: 50 },
  {
    time: 600,
    kind: 'mutation',
    inserts: [[8, 0, 10, ['i', 0, 0]]],
    attributes: [[8, 'class', 'x']],
  },
  { time: 700, kind: 'mutation', removes: [7], texts: [[9, 'three']] },
  { time: 800, kind: 'input', id: 8, value: 'after' },
]

const recording = (chunkSize = 3): TestRecording => ({
  streams: [{ events: [PAGE, ...later] }],
  chunkSize,
})

async function eventsOf(source: RecordingSource): Promise<RecordEvent[]> {
  const events: RecordEvent[] = []
  for await (const { event } of readEvents(source)) events.push(event)
  return events
}

/** The tree after all events, ids left out: what somebody sees. */
function shown(events: RecordEvent[]): unknown {
  const tree = createLiveTree()
  for (const event of events) tree.apply(event)
  const plain = (id: number): unknown => {
    const node = tree.node(id)
    if (!node) return undefined
    const { kind, tag, text, attributes, state, children } = node
    return { kind, tag, text, attributes, state, children: children.map(plain) }
  }
  return plain(1)
}

describe('trimSource', () => {
  it.each([1, 2, 3, 100])('shows the same at every later moment (chunks of %i)', async (size) => {
    const source = inMemorySource(recording(size))
    for (const fromMs of [0, 50, 250, 450, 550, 650, 750]) {
      const trimmed = await trimSource(source, { fromMs, toMs: 10_000 })
      expect(shown(await eventsOf(trimmed))).toEqual(shown([PAGE, ...later]))
    }
  })

  it('shows at its start what was shown then', async () => {
    const source = inMemorySource(recording())
    const trimmed = await trimSource(source, { fromMs: 650, toMs: 660 })
    const until = later.filter((event) => event.time < 650)
    expect(shown(await eventsOf(trimmed))).toEqual(shown([PAGE, ...until]))
  })

  it('keeps nothing of before but the state', async () => {
    const trimmed = await trimSource(inMemorySource(recording()), { fromMs: 450, toMs: 650 })
    const events = await eventsOf(trimmed)
    expect(events.map((event) => event.kind)).toEqual(['snapshot', 'sheet', 'scroll', 'mutation'])
    const text = JSON.stringify(events)
    expect(text).toContain('kept')
    expect(text).not.toContain('secret of before')
    expect(text).not.toContain('after')
    expect(events[0]).toMatchObject({ time: 0, adopted: [1] })
    expect(events.map((event) => event.time)).toEqual([0, 0, 50, 150])
  })

  it('keeps the highlights that are there, in nodes that are', async () => {
    const mark = (time: number, name: string, id: number): RecordEvent => {
      const ranges: [number, number, number, number][] = id === 0 ? [] : [[id, 0, id, 3]]
      return { kind: 'highlight', time, name, priority: 0, ranges }
    }
    const marks = [mark(210, 'found', 9), mark(211, 'gone', 9), mark(212, 'gone', 0)]
    const source = inMemorySource({ streams: [{ events: [PAGE, ...later.slice(0, 4), ...marks] }] })
    const events = await eventsOf(await trimSource(source, { fromMs: 450, toMs: 650 }))
    // The text is the sixth node by then.
    const found = events.filter(({ kind }) => kind === 'highlight')
    expect(found).toMatchObject([{ name: 'found', ranges: [[6, 0, 6, 3]] }])
  })

  it('begins its clock at the span and counts what is left', async () => {
    const source = inMemorySource(recording())
    const before = await source.session()
    const trimmed = await trimSource(source, { fromMs: 450, toMs: 650 })
    const session = await trimmed.session()
    expect(session.startedAt - before.startedAt).toBe(450)
    expect((session.endedAt ?? 0) - before.startedAt).toBe(650)
    expect(session.events).toBe((await eventsOf(trimmed)).length)
    expect((await trimmed.streams())[0]?.startedAt).toBe(session.startedAt)
  })

  it('drops documents that were gone before and those that came after', async () => {
    const page = (startedAt: number, name: string): TestRecording['streams'][number] => ({
      stream: { startedAt: Date.UTC(2026, 0, 2, 3, 4, 5) + startedAt, title: name },
      events: [
        { ...PAGE, title: name },
        { time: 10, kind: 'mark', note: name },
      ],
    })
    const source = inMemorySource({ streams: [page(0, 'a'), page(1000, 'b'), page(2000, 'c')] })
    const trimmed = await trimSource(source, { fromMs: 1500, toMs: 1600 })
    expect((await trimmed.streams()).map((stream) => stream.title)).toEqual(['b'])
    expect((await eventsOf(trimmed)).map((event) => event.kind)).toEqual(['snapshot'])
  })

  it('leaves out a stream that ended, though nothing took its place', async () => {
    const end: RecordEvent = { time: 900, kind: 'end', reason: 'unload' }
    const source = inMemorySource({ streams: [{ events: [PAGE, ...later, end] }] })
    expect(await (await trimSource(source, { fromMs: 950, toMs: 999 })).streams()).toEqual([])
  })

  it('takes ids as they are after another snapshot', async () => {
    const fresh: PackedNode[] = [['html', 0, 0, ['p', 0, 0, 'new']]]
    const more: RecordEvent[] = [
      { ...PAGE, time: 850, children: fresh } as RecordEvent,
      { time: 860, kind: 'mutation', texts: [[4, 'newer']] },
    ]
    const source = inMemorySource({
      streams: [{ events: [PAGE, ...later, ...more] }],
      chunkSize: 4,
    })
    const trimmed = await trimSource(source, { fromMs: 650, toMs: 900 })
    expect(shown(await eventsOf(trimmed))).toEqual(shown([PAGE, ...later, ...more]))
  })
})
