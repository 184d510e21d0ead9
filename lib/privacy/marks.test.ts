// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import type { Policy } from '../format/settings'
import { tightenSource } from './tightenSource'

/** body 5; list 6; items 7, 9, 11 with texts 8, 10, 12. */
const PAGE = html([], [['ul', 0, 0, ['li', 0, 0, 'Ann'], ['li', 0, 0, 'Ben'], ['li', 0, 0, 'Cy']]])
const FIRST = 'ul > li:nth-of-type(1)'

function recorded() {
  const life: RecordEvent[] = [
    snapshot(PAGE),
    // The marked one goes to the end, another takes its place.
    { kind: 'mutation', time: 10, inserts: [[6, 0, 7]] },
    {
      kind: 'mutation',
      time: 20,
      texts: [
        [8, 'Ann again'],
        [10, 'Ben again'],
      ],
    },
    // The page says itself that nothing is to be hidden.
    { kind: 'mutation', time: 30, attributes: [[7, 'data-recount', 'allow']] },
    { kind: 'mutation', time: 40, texts: [[8, 'Ann later']] },
    { kind: 'mutation', time: 50, inserts: [[7, 0, 13, ['b', 0, 0, 'Inside']]] },
  ]
  return inMemorySource({
    streams: [
      { events: [...life, snapshot(PAGE, { time: 100 })] },
      { stream: { startedAt: Date.UTC(2026, 0, 2, 3, 5) }, events: [snapshot(PAGE)] },
    ],
    chunkSize: 2,
  })
}

async function masked(): Promise<{ texts: string[]; headers: number }> {
  const source = recorded()
  const [first] = await source.streams()
  const mark = { streamId: first?.streamId ?? '', snapshot: 0, id: 7, selector: FIRST }
  const policy: Policy = { level: 'allow', rules: [], marks: [mark] }
  const tight = tightenSource(source, policy, document)
  const headers = await tight.chunks()
  const texts: string[] = []
  // Backwards: each chunk is reached from the snapshot before it.
  for (const header of [...headers].reverse())
    texts.unshift(JSON.stringify(await tight.events(header)))
  return { texts, headers: headers.length }
}

it('a marked element stays masked wherever it goes, and nothing else in its document is', async () => {
  const { texts } = await masked()
  const document = texts.slice(0, 3).join('\n')
  expect(document).not.toMatch(/Ann|Inside/)
  for (const other of ['"Ben"', '"Cy"', 'Ben again']) expect(document).toContain(other)
  expect(document).not.toContain('mask')
})

it('where nodes are numbered anew, and on other pages, what stands at its place is masked', async () => {
  const { texts, headers } = await masked()
  expect(headers).toBe(5)
  for (const text of texts.slice(3)) {
    expect(text).not.toContain('Ann')
    expect(text).toContain('"Ben"')
  }
})
