/** Recordings of other tools, made with their own packages (`tests/recordings/record.mjs`). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openRecording } from './importRecording'
import { createLiveTree, type LiveTree } from './liveTree'
import { createRrwebUnpacker } from './unpackRrweb'

const FOLDER = join(import.meta.dirname, '../../tests/recordings')
const FILES = [
  'rrweb1.json',
  'rrweb1-packed.json',
  'rrweb2.json',
  'rrweb2-packed.json',
  'posthog.jsonl',
  'sentry-segment.bin',
]

function textOf(tree: LiveTree, id = 1): string {
  const node = tree.node(id)
  if (!node || node.tag === 'style' || node.tag === 'script') return ''
  return node.text + node.children.map((child) => textOf(tree, child)).join(' ')
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

describe('a recording of another tool', () => {
  it.each(FILES)('%s has at its end what the page had', async (file) => {
    const source = await openRecording(file, new Blob([readFileSync(join(FOLDER, file))]))
    expect(await source.streams()).toHaveLength(1)
    const tree = createLiveTree()
    const values: unknown[] = []
    for (const chunk of await source.chunks()) {
      for (const event of await source.events(chunk)) {
        tree.apply(event)
        if (event.kind === 'input') values.push(event.value ?? event.checked ?? event.selected)
      }
    }
    const shown = words(textOf(tree))
    for (const word of ['Changed', 'three', 'two', 'Go']) expect(shown).toContain(word)
    for (const word of ['Hello', 'one']) expect(shown).not.toContain(word)
    expect(values).toContain('typed')
    expect(values).toContain(true)
    expect(values).toContain('new text')
  })

  it('tells of what breadcrumbs and spans of Sentry say', async () => {
    const { events } = JSON.parse(readFileSync(join(FOLDER, 'rrweb2.json'), 'utf8')) as {
      events: { timestamp: number }[]
    }
    const timestamp = events.at(-1)?.timestamp ?? 0
    const custom = (tag: string, payload: object) => ({
      type: 5,
      timestamp,
      data: { tag, payload },
    })
    const file = [
      ...events,
      custom('breadcrumb', { category: 'console', level: 'warning', message: 'said' }),
      custom('performanceSpan', {
        op: 'resource.fetch',
        description: 'https://a.example/x',
        startTimestamp: 1,
        endTimestamp: 1.5,
        data: { method: 'POST', statusCode: 500 },
      }),
    ]
    const source = await openRecording('a.json', new Blob([JSON.stringify(file)]))
    const read = (await Promise.all((await source.chunks()).map(source.events))).flat()
    expect(read.slice(-2)).toMatchObject([
      { kind: 'console', level: 'warn', args: ['said'] },
      { kind: 'network', via: 'fetch', method: 'POST', status: 500, durationMs: 500 },
    ])
  })

  it('is not unpacked beyond what a tab can hold', () => {
    const bomb = strFromU8(zlibSync(strToU8(`"${'x'.repeat(200_000)}"`)), true)
    expect(createRrwebUnpacker(300_000)(bomb)).toHaveLength(200_000)
    expect(() => createRrwebUnpacker(100_000)(bomb)).toThrow('unpacks to more')
  })

  it('keeps the windows of a PostHog recording apart, as tabs', async () => {
    const events = JSON.parse(readFileSync(join(FOLDER, 'rrweb2.json'), 'utf8')).events as object[]
    const lines = ['a', 'b'].flatMap((tab) => events.map((event) => [tab, event]))
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    const source = await openRecording('a.jsonl', new Blob([text]))
    expect((await source.streams()).map(({ tab }) => tab)).toEqual([undefined, 1])
    expect((await source.session()).tabTurns?.map(({ tab }) => tab)).toContain(1)
  })

  it('may add its nodes in the worst order', async () => {
    const { events } = JSON.parse(readFileSync(join(FOLDER, 'rrweb2.json'), 'utf8')) as {
      events: { type: number; timestamp: number }[]
    }
    const body = 30_000
    const adds = Array.from({ length: body }, (_, index) => ({
      parentId: 1_000_000,
      nextId: index === body - 1 ? null : index + 2_000_001,
      node: { type: 3, id: index + 2_000_000, textContent: 'x' },
    }))
    const first = events.slice(0, events.findIndex(({ type }) => type === 2) + 1)
    const root = { type: 2, id: 1_000_000, tagName: 'p', attributes: {}, childNodes: [] }
    const mutation = {
      type: 3,
      timestamp: (first.at(-1)?.timestamp ?? 0) + 1,
      data: { source: 0, adds: [...adds, { parentId: 5, nextId: null, node: root }] },
    }
    const began = performance.now()
    await openRecording('a.json', new Blob([JSON.stringify([...first, mutation])]))
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
