import { strFromU8, strToU8, zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import { openRecording } from './importRecording'
import { createLiveTree } from './liveTree'
import { toRrwebEvents } from './toRrweb'

const events: RecordEvent[] = [
  // ul 6, li 7 'one' 8, iframe 9, div 10 shadow 11 b 12 'shade' 13, input 14
  snapshot(
    html(
      [],
      [
        ['ul', 0, 0, ['li', 0, 0, 'one']],
        ['iframe', 0, 0],
        ['div', 0, 0, { shadow: [['b', 0, 0, 'shade']], mode: 'open' }],
        ['input', ['type', 'text'], { value: 'start' }],
      ],
    ),
  ),
  { kind: 'frame', time: 5, id: 9, stream: 's1' },
  {
    kind: 'mutation',
    time: 10,
    inserts: [
      [6, 7, 15, ['li', ['class', 'a'], 0, 'zero', ['b', 0, 0]]],
      [11, 0, 18, ['i', 0, 0, 'x']],
    ],
  },
  { kind: 'mutation', time: 20, texts: [[8, 'ONE']], attributes: [[15, 'class', 'b']] },
  { kind: 'mutation', time: 30, inserts: [[6, 0, 15]], removes: [18] },
  { kind: 'input', time: 40, id: 14, value: 'typed' },
]
const frame: RecordEvent[] = [
  snapshot(html([], ['framed'])),
  { kind: 'mutation', time: 15, texts: [[6, 'later']] },
]

function source() {
  return inMemorySource({ streams: [{ events }, { stream: { framePath: [0] }, events: frame }] })
}

/** The document of each stream at its end, as text. */
async function shown(recording: ReturnType<typeof source>): Promise<string[]> {
  const documents: string[] = []
  for (const { streamId } of await recording.streams()) {
    const tree = createLiveTree()
    for (const chunk of await recording.chunks()) {
      if (chunk.streamId !== streamId) continue
      for (const event of await recording.events(chunk)) tree.apply(event)
    }
    const write = (id: number): string => {
      const node = tree.node(id)
      if (!node) return ''
      const inner = node.children.map(write).join('')
      const value = node.state.value === undefined ? '' : ` value=${node.state.value}`
      if (node.kind === 'element') {
        return `<${node.tag} ${node.attributes.filter((part) => part !== 'value' && part !== 'start').join('=')}${value}>${inner}</${node.tag}>`
      }
      return node.kind === 'shadow' ? `#(${inner})` : node.text + inner
    }
    documents.push(write(1))
  }
  return documents
}

function file(value: unknown): Blob {
  return new Blob([typeof value === 'string' ? value : JSON.stringify(value)])
}

describe('rrweb recordings', () => {
  it('shows the same at the end after a way through rrweb events', async () => {
    const imported = await openRecording('a.json', file(await toRrwebEvents(source())))
    expect(await shown(imported)).toEqual(await shown(source()))
    expect(await imported.session()).toMatchObject({ pages: 1, frames: 1, title: 'a.json' })
  })

  it('finds the events wherever tools put them', async () => {
    const rrweb = await toRrwebEvents(source())
    const packed = rrweb.map((event) =>
      strFromU8(zlibSync(strToU8(JSON.stringify({ ...event, v: 'v1' }))), true),
    )
    const expected = await shown(source())
    const wrapped = [
      { events: rrweb },
      { data: { snapshots: rrweb } },
      [rrweb.slice(0, 3), rrweb.slice(3)],
      rrweb.map((event) => ['window', event]),
      rrweb.map((event) => JSON.stringify(event)).join('\n'),
      packed,
    ]
    for (const value of wrapped) {
      expect(await shown(await openRecording('a.json', file(value)))).toEqual(expected)
    }
  })

  it('takes adds in any order, and style changes piece by piece', async () => {
    const element = (id: number, tagName: string, childNodes: unknown[] = []) => ({
      type: 2,
      id,
      tagName,
      attributes: id === 3 ? { style: 'color: red; width: 1px' } : {},
      childNodes,
    })
    const rrweb = [
      { type: 4, timestamp: 1, data: { href: 'https://a.example/', width: 10, height: 10 } },
      {
        type: 2,
        timestamp: 2,
        data: { node: { type: 0, id: 1, childNodes: [element(2, 'html', [element(3, 'body')])] } },
      },
      {
        type: 3,
        timestamp: 3,
        data: {
          source: 0,
          adds: [
            { parentId: 3, nextId: 5, node: element(4, 'i') },
            { parentId: 6, nextId: null, node: { type: 3, id: 7, textContent: 'deep' } },
            { parentId: 3, nextId: 6, node: element(5, 'b') },
            { parentId: 3, nextId: null, node: element(6, 'p') },
          ],
          attributes: [
            { id: 3, attributes: { style: { color: false, height: ['2px', 'important'] } } },
          ],
        },
      },
    ]
    const documents = await shown(await openRecording('a.json', file(rrweb)))
    expect(documents).toEqual([
      '<html ><body style=width: 1px; height: 2px !important;><i ></i><b ></b><p >deep</p></body></html>',
    ])
  })

  it('says what is wrong with a file that is no recording', async () => {
    const meta = { type: 4, timestamp: 1, data: {} }
    await expect(openRecording('a.json', file([meta]))).rejects.toThrow('no full snapshot')
    await expect(openRecording('a.json', file('[1,2]'))).rejects.toThrow('neither')
    await expect(openRecording('a.json', file('{"__proto__":{"events":[]}}'))).rejects.toThrow()
  })
})
