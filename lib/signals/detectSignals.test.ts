import { describe, expect, it } from 'vitest'
import type { RecordEvent, TargetDescription } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import { detectSignals } from './detectSignals'

const BUTTON: TargetDescription = { role: 'button', name: 'Buy', tag: 'button' }

function at(atMs: number, event: RecordEvent, streamId = 's0'): PlacedEvent {
  return { atMs, streamId, event: { ...event, time: atMs } }
}

function click(
  atMs: number,
  over: { x?: number; target?: TargetDescription; button?: number } = {},
) {
  const { x = 10, target = BUTTON, button } = over
  return at(atMs, {
    time: 0,
    kind: 'pointer',
    action: 'click',
    pointer: 'mouse',
    id: 7,
    x,
    y: 10,
    target,
    ...(button === undefined ? {} : { button }),
  })
}

const mutation = (atMs: number) => at(atMs, { time: 0, kind: 'mutation', texts: [[3, 'a']] })
const request = (atMs: number) =>
  at(atMs, { time: 0, kind: 'network', via: 'fetch', method: 'GET', url: 'https://a.example/' })
const error = (atMs: number, what: 'uncaught' | 'rejection' | 'resource' = 'uncaught') =>
  at(atMs, { time: 0, kind: 'error', what, message: 'x is not a function' })
const scroll = (atMs: number, top: number, id = 1) =>
  at(atMs, { time: 0, kind: 'scroll', id, left: 0, top })
const idle = (atMs: number) => at(atMs, { time: 0, kind: 'focus', id: 0 })
const load = (atMs: number, reached: 'navigate' | 'reload', url = 'https://a.example/') =>
  at(
    atMs,
    {
      time: 0,
      kind: 'snapshot',
      url,
      title: '',
      viewport: { width: 1, height: 1 },
      children: [],
      scroll: [0, 0],
      reached,
    },
    `s${atMs}`,
  )

const kinds = (events: PlacedEvent[]) => detectSignals(events).map((signal) => signal.kind)
const answered = (clicks: PlacedEvent[]) =>
  clicks.flatMap((each) => [each, mutation(each.atMs + 10)])

describe('rage click', () => {
  it('is three clicks within a second in one place', () => {
    const [signal] = detectSignals(answered([click(100), click(500), click(900)]))
    expect(signal).toMatchObject({ kind: 'rage-click', atMs: 100, untilMs: 900, amount: 3, id: 7 })
  })
  it('counts a longer chain once', () => {
    const chain = [0, 200, 400, 600, 800, 1000, 1200].map((time) => click(time))
    expect(detectSignals(answered(chain))).toMatchObject([{ kind: 'rage-click', amount: 7 }])
  })
  it('is not three slow clicks', () => {
    expect(kinds(answered([click(0), click(600), click(1200)]))).toEqual([])
  })
  it('is not three clicks over 100 px apart', () => {
    expect(kinds(answered([click(0), click(200, { x: 120 }), click(400, { x: 240 })]))).toEqual([])
  })
  it('is not selecting a paragraph', () => {
    const select = at(450, { time: 0, kind: 'selection', ranges: [[3, 0, 3, 9]] })
    expect(kinds([...answered([click(0), click(200), click(400)]), select])).toEqual([])
  })
  it('is excused by neither a caret nor a selection in another document', () => {
    const clicks = answered([click(0), click(200), click(400)])
    const caret = at(450, { time: 0, kind: 'selection', ranges: [[3, 4, 3, 4]] })
    const elsewhere = at(450, { time: 0, kind: 'selection', ranges: [[3, 0, 3, 9]] }, 'frame')
    for (const event of [caret, elsewhere])
      expect(kinds([...clicks, event])).toEqual(['rage-click'])
  })
  it('is not clicking while the page scrolls, nor clicks in several documents', () => {
    const clicks = answered([click(0), click(200), click(400)])
    expect(kinds([...clicks.slice(0, 2), scroll(50, 300), ...clicks.slice(2)])).toEqual([])
    const turns = clicks.map((each, index) => ({ ...each, streamId: `s${(index >> 1) % 2}` }))
    expect(kinds(turns)).toEqual([])
  })
  it('begins with the first click of its chain', () => {
    const chain = [0, 900, 1100, 1300].map((time) => click(time))
    expect(detectSignals(answered(chain))).toMatchObject([{ atMs: 0, untilMs: 1300, amount: 4 }])
  })
  it('is dead once, and an error once, however many clicks it has', () => {
    const clicks = [0, 200, 400, 600].flatMap((time) => [click(time), error(time + 50)])
    expect(kinds([...clicks, idle(2000)])).toEqual(['rage-click', 'dead-click', 'error-click'])
  })
  it('takes nothing from clicks before and after it, nor from those elsewhere', () => {
    const clicks = [click(0), click(2000), click(2200), click(2400)]
    const other = at(2400, click(2400).event, 'frame')
    const found = kinds([...clicks, other, click(4000), idle(5000)])
    expect(found.filter((kind) => kind === 'dead-click')).toHaveLength(4)
  })
  it('does not count other buttons', () => {
    const right = { button: 2 }
    expect(kinds([click(0, right), click(100, right), click(200, right)])).toEqual([])
  })
})

describe('dead click', () => {
  it('is a click that nothing follows', () => {
    expect(detectSignals([click(100), idle(700)])).toMatchObject([
      { kind: 'dead-click', atMs: 100 },
    ])
  })
  it('is not a click the page answers with a change, a request or a route', () => {
    const route = at(300, { time: 0, kind: 'navigation', how: 'push', url: '/', title: '' })
    for (const answer of [mutation(300), request(300), route]) {
      expect(kinds([click(100), answer, idle(900)])).toEqual([])
    }
  })
  it('is not one that selects or scrolls, leaves the tab, or ends the document', () => {
    const answers: RecordEvent[] = [
      { time: 0, kind: 'selection', ranges: [[3, 0, 3, 9]] },
      { time: 0, kind: 'scroll', id: 1, left: 0, top: 9 },
      { time: 0, kind: 'visibility', visible: false },
      { time: 0, kind: 'end', reason: 'unload' },
    ]
    for (const answer of answers)
      expect(kinds([click(100), at(300, answer), idle(900)]), answer.kind).toEqual([])
  })
  it('is not saved by a change that comes too late', () => {
    expect(kinds([click(100), mutation(700)])).toContain('dead-click')
  })
  it.each<TargetDescription>([
    { tag: 'input', type: 'text' },
    { tag: 'input' },
    { tag: 'textarea' },
    { tag: 'select' },
    { tag: 'span', type: 'contenteditable' },
    { tag: 'canvas' },
    { tag: 'video' },
    { tag: 'iframe' },
    { tag: 'label' },
    { tag: 'a', role: 'link' },
    { tag: 'span', role: 'link' },
    { tag: 'body' },
  ])('is never on %o', (target) => {
    expect(kinds([click(100, { target }), idle(900)])).toEqual([])
  })
  it('may be on a checkbox', () => {
    expect(kinds([click(1, { target: { tag: 'input', type: 'checkbox' } }), idle(900)])).toEqual([
      'dead-click',
    ])
  })
  it('is not claimed when the recording ends first', () => {
    expect(kinds([click(100), idle(300)])).toEqual([])
  })
})

describe('error click', () => {
  it('is a click followed by an uncaught error', () => {
    expect(detectSignals([click(100), mutation(110), error(120)])).toMatchObject([
      { kind: 'error-click', atMs: 100, message: 'x is not a function' },
    ])
  })
  it('is a click followed by a promise that nobody caught, and is one however many errors follow', () => {
    const errors = [error(120, 'rejection'), error(130), error(140)]
    for (const some of [errors, errors.slice(0, 1)])
      expect(kinds([click(100), mutation(110), ...some])).toEqual(['error-click'])
  })
  it('is not blamed for a late error or a picture that did not load', () => {
    expect(kinds([click(100), mutation(110), error(1200)])).toEqual([])
    expect(kinds([click(100), mutation(110), error(120, 'resource')])).toEqual([])
  })
})

describe('slow interaction', () => {
  it('is a click whose effect waits for the server for over a second', () => {
    expect(detectSignals([click(0), request(50), mutation(1500)])).toMatchObject([
      { kind: 'slow-interaction', amount: 1500 },
    ])
  })
  it('is not a quick one', () => {
    expect(kinds([click(0), request(50), mutation(900)])).toEqual([])
  })
  it('is one that loads a page late, but not what happens by itself, or long after', () => {
    const slow = (events: PlacedEvent[]) =>
      kinds(events).filter((kind) => kind === 'slow-interaction')
    const page = { ...load(2000, 'navigate'), streamId: 's0' }
    expect(slow([click(0), page])).toHaveLength(1)
    expect(slow([click(0), mutation(1500)])).toEqual([])
    expect(slow([click(0), request(50), mutation(11_000)])).toEqual([])
  })
  it('is a click during which the page was blocked', () => {
    const task = at(20, { time: 0, kind: 'vital', name: 'longtask', value: 800 })
    expect(detectSignals([click(0), task, mutation(830)])).toMatchObject([
      { kind: 'slow-interaction', amount: 820 },
    ])
  })
  it('is not one during which it was blocked for a moment, or after which it was', () => {
    const task = (atMs: number, value: number) =>
      at(atMs, { time: 0, kind: 'vital', name: 'longtask', value })
    for (const event of [task(20, 300), task(200, 800)])
      expect(kinds([click(0), event, mutation(700)])).toEqual([])
  })
})

describe('repeated reload', () => {
  it('is the same page loaded again and again', () => {
    const loads = [load(0, 'navigate'), load(5000, 'reload'), load(9000, 'reload')]
    expect(detectSignals(loads)).toMatchObject([
      { kind: 'repeated-reload', atMs: 5000, untilMs: 9000, amount: 2 },
    ])
  })
  it('is told also when others follow much later', () => {
    const loads = [load(0, 'reload'), load(5000, 'reload'), load(90_000, 'reload')]
    expect(kinds(loads)).toEqual(['repeated-reload'])
  })
  it('is not two reloads far apart, nor of two pages', () => {
    expect(kinds([load(0, 'reload'), load(60_000, 'reload')])).toEqual([])
    expect(kinds([load(0, 'reload'), load(100, 'reload', 'https://b.example/')])).toEqual([])
  })
})

describe('thrash scrolling', () => {
  it('is going to and fro', () => {
    const tops = [0, 400, 0, 400, 0, 400]
    expect(detectSignals(tops.map((top, index) => scroll(index * 300, top)))).toMatchObject([
      { kind: 'thrash-scroll', amount: 4 },
    ])
  })
  it('counts from where it turned, not from where it began', () => {
    const tops = [0, 300, 900, 600, 900, 600, 900]
    expect(kinds(tops.map((top, index) => scroll(index * 300, top)))).toEqual(['thrash-scroll'])
  })
  it('is not in several documents by turns', () => {
    const tops = [0, 400, 0, 400, 0, 400].map((top, index) => scroll(index * 300, top))
    const turns = tops.map((each, index) => ({ ...each, streamId: `s${index % 2}` }))
    expect(kinds(turns)).toEqual([])
  })
  it('is not reading down, nor with pauses, nor small jitter, nor over several elements', () => {
    const many = Array.from({ length: 20 }, (_, index) => index)
    expect(kinds(many.map((index) => scroll(index * 100, index * 300)))).toEqual([])
    expect(kinds(many.map((index) => scroll(index * 3000, (index % 2) * 400)))).toEqual([])
    expect(kinds(many.map((index) => scroll(index * 100, (index % 2) * 40)))).toEqual([])
    expect(kinds(many.map((index) => scroll(index * 100, (index % 2) * 400, index % 4)))).toEqual(
      [],
    )
  })
})
