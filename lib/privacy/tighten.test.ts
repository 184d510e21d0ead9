// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import type { RecordEvent, SnapshotEvent } from '../format/events'
import type { Policy } from '../format/settings'
import { countIds, type PackedNode } from '../format/tree'
import { tighten } from './tighten'
import { tightenSource } from './tightenSource'

const OPTIONS = { document, baseUrl: 'https://shop.example/' }

const snapshot: SnapshotEvent = {
  kind: 'snapshot',
  time: 0,
  url: 'https://shop.example/orders/8812?q=Kallisto',
  title: 'Order Kallisto',
  viewport: { width: 800, height: 600 },
  scroll: [0, 0],
  children: [
    { doctype: ['html', '', ''] }, // 2
    [
      'html', // 3
      0,
      0,
      ['head', 0, 0, ['style', 0, 0, '.Kallisto::after { content: "Kallisto" }']], // 4 5 6
      [
        'body', // 7
        0,
        0,
        ['main', ['class', 'page'], 0, ['p', ['title', 'Kallisto'], 0, 'Hello Kallisto']], // 8 9 10
        ['aside', ['class', 'private'], 0, 'Old text'], // 11 12
        ['input', ['name', 'q', 'value', 'Kallisto'], { value: 'Kallisto 2' }], // 13
        ['x-card', 0, 0, { shadow: [['b', 0, 0, 'Kallisto']], mode: 'open' }], // 14 15 16 17
        ['input', ['type', 'password'], { value: 'Kallisto' }], // 18
      ],
    ],
  ],
}

const rest: RecordEvent[] = [
  {
    kind: 'mutation',
    time: 10,
    texts: [[10, 'Bye Kallisto']],
    attributes: [[9, 'title', 'Kallisto again']],
  },
  {
    kind: 'mutation',
    time: 20,
    inserts: [[11, 0, 19, ['i', ['title', 'Kallisto'], 0, 'In private Kallisto']]],
  },
  { kind: 'mutation', time: 30, inserts: [[11, 0, 9]] },
  { kind: 'input', time: 40, id: 13, value: 'Kallisto 3' },
  { kind: 'console', time: 50, level: 'log', args: ['Kallisto', { a: 'Kallisto' }] },
  {
    kind: 'network',
    time: 60,
    via: 'fetch',
    method: 'POST',
    url: 'https://shop.example/api?x=Kallisto',
    requestBody: '{"a":"Kallisto"}',
    requestHeaders: [['x-thing', 'Kallisto']],
    error: 'TypeError: Kallisto',
    redirects: [{ status: 302, url: 'https://shop.example/Kallisto?y=Kallisto' }],
  },
  {
    kind: 'navigation',
    time: 70,
    how: 'push',
    url: 'https://shop.example/Kallisto',
    title: 'Kallisto',
  },
  {
    kind: 'pointer',
    time: 80,
    action: 'click',
    pointer: 'mouse',
    id: 9,
    x: 1,
    y: 1,
    target: { name: 'Kallisto', css: '#Kallisto' },
  },
  { kind: 'sheet', time: 90, sheet: 1, text: 'p::before { content: "Kallisto" }' },
  {
    kind: 'rules',
    time: 95,
    owner: { sheet: 1 },
    changes: [
      ['insert', [0], '.Kallisto { color: red }'],
      ['set', [0], 'content', '"Kallisto"', ''],
      ['selector', [0], '.Kallisto'],
      ['replace', '/* Kallisto */'],
    ],
  },
  {
    kind: 'animation',
    time: 96,
    id: 9,
    animation: 1,
    action: 'start',
    keyframes: [{ content: '"Kallisto"', '--Kallisto': 'Kallisto', offset: 0 }],
  },
  { kind: 'storage', time: 97, area: 'local', action: 'set', key: 'Kallisto', value: 'Kallisto' },
  {
    kind: 'error',
    time: 98,
    what: 'uncaught',
    name: 'Kallisto',
    message: 'Kallisto',
    stack: 'at Kallisto (https://x.example/a.js:1:1)',
  },
]
const events = [snapshot, ...rest]

const policy = (level: Policy['level'], rules: Policy['rules'] = []): Policy => ({
  level,
  rules,
  key: 'k',
})

function textsOf(list: RecordEvent[]): string {
  return JSON.stringify(list)
}

describe('tighten', () => {
  it('leaves nothing readable at mask-all, and keeps the structure and every id', () => {
    const masked = tighten(events, policy('mask-all'), OPTIONS)
    expect(textsOf(masked)).not.toMatch(/kallisto/i)
    expect(masked.map(({ kind }) => kind)).toEqual(events.map(({ kind }) => kind))
    const [first] = masked
    if (first?.kind !== 'snapshot') throw new Error('no snapshot')
    const ids = (nodes: PackedNode[]) => nodes.map(countIds)
    expect(ids(first.children)).toEqual(ids(snapshot.children))
  })

  it('masks what was typed and its echoes at mask-user-input, and keeps the page', () => {
    const masked = tighten(events, policy('mask-user-input'), OPTIONS)
    const [first] = masked
    expect(textsOf(first ? [first] : [])).toContain('Hello Kallisto')
    expect(masked.find(({ kind }) => kind === 'input')).toMatchObject({ value: 'Xxxxxxxx 0' })
    expect(textsOf(masked)).not.toMatch(/Kallisto [23]/)
  })

  it('applies new rules by selector, to what is moved there as well', () => {
    const masked = tighten(
      events,
      policy('allow', [{ selector: '.private', effect: 'mask' }]),
      OPTIONS,
    )
    const [first, , inserted, moved] = masked
    expect(textsOf(first ? [first] : [])).toContain('Hello Kallisto')
    expect(textsOf(first ? [first] : [])).toContain('Xxx xxxx')
    expect(textsOf(inserted ? [inserted] : [])).not.toContain('Kallisto')
    // Node 9 and its text 10 came from where they were kept.
    expect(moved).toMatchObject({
      inserts: [[11, 0, 9]],
      texts: [[10, 'Xxx Xxxxxxxx']],
      attributes: [[9, 'title', 'Xxxxxxxx xxxxx']],
    })
  })

  it('masks again when a token comes later', () => {
    const later: RecordEvent = {
      kind: 'mutation',
      time: 5,
      attributes: [[8, 'data-recount', 'mask']],
    }
    const masked = tighten([snapshot, later], policy('allow'), OPTIONS)
    expect(masked[1]).toMatchObject({ texts: [[10, 'Xxxxx Xxxxxxxx']] })
  })

  it('changes nothing that is masked already', () => {
    const once = tighten(events, policy('mask-all'), OPTIONS)
    const twice = tighten(once, { ...policy('mask-all'), key: 'another' }, OPTIONS)
    expect(twice).toEqual(once)
  })

  it('names a highlight as the masked sheets do', () => {
    const events: RecordEvent[] = [
      snapshot,
      { kind: 'sheet', time: 5, sheet: 1, text: '::highlight(kallisto) { color: red }' },
      { kind: 'highlight', time: 6, name: 'kallisto', priority: 0, ranges: [[10, 0, 10, 4]] },
      { kind: 'highlight', time: 7, name: 'no selector', priority: 0, ranges: [[10, 0, 10, 4]] },
    ]
    const [, sheet, highlight, ...others] = tighten(events, policy('mask-all'), OPTIONS)
    const name = highlight?.kind === 'highlight' ? highlight.name : ''
    expect(name).not.toMatch(/kallisto|^$/)
    expect(sheet).toMatchObject({ text: expect.stringContaining(`::highlight(${name})`) })
    expect(others).toEqual([])
  })

  it('never lifts the floor', () => {
    expect(
      textsOf(
        tighten([snapshot], policy('allow', [{ selector: 'input', effect: 'allow' }]), OPTIONS),
      ),
    ).toContain('********')
  })
})

describe('tightenSource', () => {
  const recording = () =>
    inMemorySource({
      session: { title: 'Kallisto', url: 'https://shop.example/?q=Kallisto' },
      streams: [{ stream: { url: 'https://shop.example/?q=Kallisto', title: 'Kallisto' }, events }],
      chunkSize: 3,
      resources: {
        'https://shop.example/a.css?Kallisto': {
          mimeType: 'text/css',
          bytes: new TextEncoder().encode('.Kallisto { content: "Kallisto" }'),
        },
        'https://shop.example/a.png': {
          mimeType: 'image/png',
          bytes: new TextEncoder().encode('Kallisto'),
        },
      },
    })

  it('gives the same events whichever chunk is read first', async () => {
    const read = async (order: (seqs: number[]) => number[]) => {
      const source = tightenSource(recording(), policy('mask-all'), document)
      const chunks = await source.chunks()
      const found = new Map<number, RecordEvent[]>()
      for (const seq of order(chunks.map((chunk) => chunk.seq))) {
        const streamId = chunks[0]?.streamId ?? ''
        found.set(seq, await source.events({ streamId, seq }))
      }
      return [...found].sort(([a], [b]) => a - b)
    }
    const forward = await read((seqs) => seqs)
    expect(await read((seqs) => [...seqs].reverse())).toEqual(forward)
    expect(JSON.stringify(forward)).not.toMatch(/kallisto/i)
  })

  it('masks names, addresses and resources around the events', async () => {
    const source = tightenSource(recording(), policy('mask-all'), document)
    const refs = await source.resourceRefs()
    expect(JSON.stringify([await source.session(), await source.streams(), refs])).not.toMatch(
      /kallisto/i,
    )
    expect(refs[1]).toMatchObject({ missing: 'masked' })
    const sheet = await source.resource(refs[0]?.hash ?? '')
    expect(new TextDecoder().decode(sheet?.bytes)).not.toMatch(/kallisto/i)
  })
})
