import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import type { RecordEvent } from '../format/events'
import type { PackedNode } from '../format/tree'
import { applyEvent } from './apply'
import { createChunkCache } from './chunkCache'
import { type DocumentState, emptyState, fork, nodeOf } from './documentState'
import { createKeyframeStore } from './keyframes'
import { createTrack } from './track'

/** All that a state says, as plain text. */
function write(state: DocumentState, id = 1): string {
  const node = nodeOf(state, id)
  if (!node) return ''
  const inner = [node.shadow, ...node.children].map((child) => write(state, child)).join('')
  const live = JSON.stringify(node.state)
  return `<${id} ${node.kind} ${node.tag} ${node.attributes.join()} ${live} ${node.text}>${inner}`
}

const small = fc.constantFrom<PackedNode[]>(
  'text',
  ['p', ['class', 'a'], 0, 'x'],
  ['ul', 0, { scroll: [0, 5] }, ['li', 0, 0], ['li', 0, 0, 'y']],
  ['div', 0, 0, { shadow: [['b', 0, 0]], mode: 'open' }],
)
type Change = { kind: string; [member: string]: unknown }

const id = fc.integer({ min: 1, max: 60 })
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('mutation'), removes: fc.array(id, { maxLength: 2 }) }),
  fc.record({
    kind: fc.constant('mutation'),
    inserts: fc.array(fc.tuple(id, fc.oneof(fc.constant(0), id), id), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('insert'), parent: id, next: id, node: small }),
  fc.record({ kind: fc.constant('mutation'), texts: fc.array(fc.tuple(id, fc.string())) }),
  fc.record({
    kind: fc.constant('mutation'),
    attributes: fc.array(
      fc.tuple(id, fc.constantFrom('class', '__proto__'), fc.option(fc.string())),
      { maxLength: 2 },
    ),
  }),
  fc.record({ kind: fc.constant('input'), id, value: fc.string() }),
  fc.record({ kind: fc.constant('scroll'), id, left: fc.nat(9), top: fc.nat(9) }),
  fc.record({ kind: fc.constant('focus'), id }),
)

/** Ids of inserted trees count up, as a recorder's do; everything else may be nonsense. */
function recording(changes: Change[]): RecordEvent[] {
  let next = 20
  const events: RecordEvent[] = [
    snapshot(
      html(
        [],
        [
          ['p', 0, 0, 'one'],
          ['div', 0, 0, 'two'],
        ],
      ),
    ),
  ]
  changes.forEach((change, index) => {
    const time = (index + 1) * 10
    if (change.kind !== 'insert') {
      events.push({ ...change, time } as RecordEvent)
      return
    }
    const {
      parent,
      next: before,
      node,
    } = change as unknown as {
      parent: number
      next: number
      node: PackedNode
    }
    events.push({ kind: 'mutation', time, inserts: [[parent, before, next, node]] })
    next += 6
  })
  return events
}

function fromScratch(events: RecordEvent[], time: number): string {
  const state = emptyState()
  for (const event of events) if (event.time <= time) applyEvent(state, event)
  return `${write(state)} ${state.focus} ${state.scroll.join()}`
}

async function newTrack(events: RecordEvent[], keyframeBytes?: number) {
  const source = inMemorySource({ streams: [{ events }], chunkSize: 7 })
  const [stream] = await source.streams()
  if (!stream) throw new Error('no stream')
  const keyframes = createKeyframeStore(keyframeBytes)
  const headers = await source.chunks()
  const chunks = createChunkCache(source, 2000)
  const track = createTrack({ stream, headers, chunks, keyframes: keyframes.of(stream.streamId) })
  return { track, keyframes }
}

describe('a stream as a function of time', () => {
  it('is the same at each moment whichever way one comes there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyChange, { maxLength: 60 }),
        fc.array(fc.nat(700), { minLength: 2, maxLength: 8 }),
        async (changes, times) => {
          const events = recording(changes)
          const { track } = await newTrack(events)
          for (const time of times) {
            const { state } = await track.at(time)
            const shown = `${write(state)} ${state.focus} ${state.scroll.join()}`
            expect(shown).toBe(fromScratch(events, time))
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('leaves a state as it was while others are made from it', () => {
    const events = recording([{ kind: 'mutation', removes: [6] }])
    const before = emptyState()
    for (const event of events.slice(0, 1)) applyEvent(before, event)
    const written = write(before)
    const after = fork(before)
    for (const event of events.slice(1)) applyEvent(after, event)
    expect(write(before)).toBe(written)
    expect(write(after)).not.toBe(written)
  })

  it('gives the same state where nothing happened, so that nothing is compared', async () => {
    const { track } = await newTrack(recording([{ kind: 'focus', id: 6 }]))
    const first = await track.at(10)
    expect((await track.at(500)).state).toBe(first.state)
  })

  it('redoes little after it was read once, in a long stream as in a short one', async () => {
    for (const count of [3_000, 30_000]) {
      const events: RecordEvent[] = [snapshot(html([], ['text']))]
      for (let time = 1; time <= count; time++) {
        events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
      }
      const { track, keyframes } = await newTrack(events)
      await track.index(() => undefined, new AbortController().signal)
      const near = keyframes.of('s0').before(count * 0.9)
      expect(count * 0.9 - (near?.state.time ?? 0)).toBeLessThan(1000)
    }
  })

  it('keeps its keyframes within their budget', async () => {
    const events: RecordEvent[] = [snapshot(html([], ['text']))]
    for (let time = 1; time <= 20_000; time++) {
      events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
    }
    const budget = 400_000
    const { track, keyframes } = await newTrack(events, budget)
    await track.index(() => undefined, new AbortController().signal)
    expect(keyframes.bytes).toBeLessThanOrEqual(budget)
    expect(keyframes.of('s0').before(20_000)).toBeDefined()
  })
})
