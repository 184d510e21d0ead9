import { expect, it } from 'vitest'
import type { RecordEvent } from '../format/events'
import { parseEvent } from '../format/parse'
import { createEarlier, EVERY_MARK, marksOf } from './earlier'
import { maskEcho } from './echoes'
import { createNameMask } from './names'
import { maskShape } from './shape'

const { hash } = createNameMask('key')
const SECRET = 'zebrafish'

const EVENTS: RecordEvent[] = [
  {
    kind: 'snapshot',
    time: 0,
    url: `https://a.example/${SECRET}`,
    title: `For ${SECRET}`,
    viewport: { width: 9, height: 9, devicePixelRatio: 1 },
    scroll: [0, 0],
    children: [['p', ['title', `for ${SECRET}`], 0, `Hello ${SECRET}`]],
  },
  { kind: 'mutation', time: 1, texts: [[3, SECRET]], attributes: [[2, 'class', `a ${SECRET}`]] },
  { kind: 'console', time: 2, level: 'log', args: [{ [SECRET]: [SECRET] }] },
  { kind: 'storage', time: 3, area: 'local', action: 'set', key: `draft-${SECRET}`, value: SECRET },
  { kind: 'frame', time: 4, id: 2, stream: 'zebra-stream' },
]

function after(marks: Iterable<string>) {
  const known = createEarlier(hash)
  known.add(marks)
  return EVENTS.map((event) => maskEcho(event, (text) => known.mask(text, 'e', maskShape)))
}

it('masks what was known too late wherever an event may hold it, and nothing else', () => {
  const masked = after(marksOf(SECRET, 'e', hash))
  expect(JSON.stringify(masked)).toBe(JSON.stringify(EVENTS).replaceAll(SECRET, 'xxxxxxxxx'))
})

it('leaves events that can be read where every word is masked', () => {
  const masked = after(EVERY_MARK)
  expect(JSON.stringify(masked)).not.toContain(SECRET)
  expect(masked.map((event) => parseEvent(event)?.kind)).toEqual(EVENTS.map(({ kind }) => kind))
  expect(JSON.stringify(masked)).toContain('zebra-stream')
})

it('changes nothing where nothing was entered', () => {
  expect(after([])).toEqual(EVENTS)
})
