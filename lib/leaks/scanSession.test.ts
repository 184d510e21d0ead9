import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import type { RecordEvent } from '../format/events'
import { scanSession } from './scanSession'

const snapshot: RecordEvent = {
  kind: 'snapshot',
  time: 0,
  url: 'https://shop.example/',
  title: 'Shop',
  viewport: { width: 800, height: 600 },
  scroll: [0, 0],
  children: [
    [
      'html',
      0,
      0,
      ['body', 0, 0, ['p', ['id', 'who'], 0, 'ann@mail.shop.io'], ['input', ['name', 'q'], 0]],
    ],
  ],
}

describe('scanSession', () => {
  it('reports kind, place and a selector, never the value', async () => {
    const source = inMemorySource({
      streams: [
        {
          events: [
            snapshot,
            { kind: 'mutation', time: 20, texts: [[5, 'card 4111 1111 1111 1111']] },
            {
              kind: 'console',
              time: 30,
              level: 'log',
              args: [{ a: ['DE89 3704 0044 0532 0130 00'] }],
            },
          ],
        },
      ],
      resources: {
        'https://shop.example/a.css': {
          mimeType: 'text/css',
          bytes: new TextEncoder().encode('/* bob@mail.shop.io */'),
        },
      },
    })
    const { leaks } = await scanSession(source)
    expect(leaks.map(({ kind, where, path, selector }) => [kind, where, path, selector])).toEqual([
      ['email', 'snapshot', 'text', '#who'],
      ['card', 'mutation', 'text', '#who'],
      ['iban', 'console', 'args.a', undefined],
      ['email', 'resource', 'text', undefined],
    ])
    expect(JSON.stringify(leaks)).not.toMatch(/ann|4111|DE89|bob/)
  })

  it('finds what was typed where it comes back, not in its own field', async () => {
    const source = inMemorySource({
      streams: [
        {
          events: [
            snapshot,
            { kind: 'input', time: 10, id: 6, value: 'Kall' },
            { kind: 'input', time: 12, id: 6, value: 'Kallisto' },
            { kind: 'mutation', time: 20, texts: [[5, 'Results for kallisto']] },
          ],
        },
      ],
    })
    const { leaks } = await scanSession(source)
    expect(leaks.filter(({ kind }) => kind === 'typed')).toMatchObject([
      { where: 'mutation', path: 'text', selector: '#who', count: 1 },
    ])
  })

  it('finds what was typed where it stands in pieces, over elements, events and arguments', async () => {
    const letters = [...'Kallisto'].map((letter): ['b', 0, 0, string] => ['b', 0, 0, letter])
    const source = (...events: RecordEvent[]) =>
      inMemorySource({
        streams: [
          { events: [snapshot, { kind: 'input', time: 1, id: 6, value: 'Kallisto' }, ...events] },
        ],
      })
    const typedIn = async (...events: RecordEvent[]) => {
      const { leaks } = await scanSession(source(...events))
      return leaks.flatMap(({ kind, where, count }) => (kind === 'typed' ? [[where, count]] : []))
    }
    expect(
      await typedIn({ kind: 'mutation', time: 2, inserts: [[4, 0, 7, ['p', 0, 0, ...letters]]] }),
    ).toEqual([['mutation', 1]])
    expect(
      await typedIn(
        { kind: 'mutation', time: 2, texts: [[5, 'For Kalli']] },
        { kind: 'scroll', time: 3, id: 4, left: 0, top: 9 },
        { kind: 'mutation', time: 4, texts: [[5, '-sto, of course']] },
      ),
    ).toEqual([['mutation', 1]])
    expect(
      await typedIn({ kind: 'console', time: 2, level: 'log', args: ['Kal', ['list', 'o']] }),
    ).toEqual([['console', 1]])
    expect(
      await typedIn({ kind: 'console', time: 2, level: 'log', args: ['Kallis', 'on'] }),
    ).toEqual([])
  })
})
