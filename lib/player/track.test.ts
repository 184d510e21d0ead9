import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyChange, recordingOf, writeState } from '../../tests/support/anyRecording'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import { SEED } from '../../tests/support/seed'
import type { RecordEvent } from '../format/events'
import { applyEvent } from '../replay/apply'
import { emptyState, fork, nodeOf } from '../replay/documentState'
import { packState } from '../replay/packState'
import { createChunkCache } from './chunkCache'
import { createKeyframeStore } from './keyframes'
import { createTrack, type KeptStates } from './track'

function fromScratch(events: RecordEvent[], time: number): string {
  const state = emptyState()
  for (const event of events) if (event.time <= time) applyEvent(state, event)
  return writeState(state)
}

async function newTrack(
  events: RecordEvent[],
  keyframeBytes?: number,
  kept?: KeptStates,
  cacheBytes = 2000,
) {
  const source = inMemorySource({ streams: [{ events }], chunkSize: 7 })
  const [stream] = await source.streams()
  if (!stream) throw new Error('no stream')
  const keyframes = createKeyframeStore(keyframeBytes)
  const headers = await source.chunks()
  const reads: number[] = []
  const after = ({ seq }: { seq: number }) => headers.find((each) => each.seq > seq)
  const chunks = createChunkCache(
    {
      ...source,
      events: (chunk) => {
        reads.push(chunk.seq)
        return source.events(chunk)
      },
    },
    after,
    cacheBytes,
  )
  const track = createTrack({
    stream,
    headers,
    chunks,
    keyframes: keyframes.of(stream.streamId),
    ...(kept && { kept }),
  })
  return { track, keyframes, reads }
}

const AT_ONCE = { signal: new AbortController().signal, turn: () => undefined }

/** The states that a store would keep before each of the given chunks. */
async function keptStates(events: RecordEvent[], seqs: readonly number[]): Promise<KeptStates> {
  const texts = new Map<number, string>()
  const source = inMemorySource({ streams: [{ events }], chunkSize: 7 })
  const state = emptyState()
  for (const header of await source.chunks()) {
    if (seqs.includes(header.seq)) texts.set(header.seq, packState(state))
    for (const event of await source.events(header)) applyEvent(state, event)
  }
  return { seqs: [...texts.keys()], read: async (seq) => texts.get(seq), worthBytes: 0 }
}

describe('a stream as a function of time', () => {
  it('begins with the linked sheets of its page', async () => {
    const events: RecordEvent[] = [
      { ...snapshot(html([], ['text'])), time: 100 },
      ...Array.from({ length: 9 }, (): RecordEvent => ({ kind: 'mark', time: 120, note: '' })),
      { kind: 'state', time: 150, id: 5, state: { css: 'css/1' } },
    ]
    const { track } = await newTrack(events)
    expect(nodeOf((await track.at(100)).state, 5)?.state.css).toBe('css/1')
  })

  it('is the same at each moment whichever way one comes there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyChange, { maxLength: 60 }),
        fc.array(fc.nat(700), { minLength: 2, maxLength: 8 }),
        async (changes, times) => {
          const events = recordingOf(changes)
          const { track } = await newTrack(events)
          for (const time of times) {
            const { state } = await track.at(time)
            expect(writeState(state)).toBe(fromScratch(events, time))
          }
        },
      ),
      { numRuns: 80, seed: SEED },
    )
  })

  it('is the same with states that the store keeps, and with some that cannot be read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyChange, { maxLength: 60 }),
        fc.array(fc.nat(700), { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat(9)),
        async (changes, times, seqs) => {
          const events = recordingOf(changes)
          const kept = await keptStates(events, seqs)
          const { track } = await newTrack(events, undefined, {
            ...kept,
            read: (seq) => (seq % 3 === 0 ? Promise.reject(new Error('damaged')) : kept.read(seq)),
          })
          for (const time of times) {
            const { state } = await track.at(time)
            expect(writeState(state)).toBe(fromScratch(events, time))
          }
        },
      ),
      { numRuns: 80, seed: SEED },
    )
  })

  it('reads next to nothing to come far, where the store keeps a state near it', async () => {
    const events: RecordEvent[] = [snapshot(html([], ['text']))]
    for (let time = 1; time <= 10_000; time++) {
      events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
    }
    const { track, reads } = await newTrack(
      events,
      undefined,
      await keptStates(events, [700, 1200]),
    )
    const { state } = await track.at(8410)
    expect(writeState(state)).toBe(fromScratch(events, 8410))
    expect(reads.length).toBeLessThan(6)
    expect(Math.min(...reads)).toBe(1200)
  })

  it('reads no state of the store where the events are at hand already', async () => {
    const events: RecordEvent[] = [snapshot(html([], ['text']))]
    for (let time = 1; time <= 2000; time++) {
      events.push({ kind: 'mutation', time, texts: [[6, `at ${time}`]] })
    }
    const stored = await keptStates(events, [100, 200])
    const states: number[] = []
    const kept: KeptStates = {
      ...stored,
      worthBytes: 20_000,
      read: (seq) => {
        states.push(seq)
        return stored.read(seq)
      },
    }
    const { track } = await newTrack(events, undefined, kept, 1_000_000)
    await track.at(1500)
    expect(states).toEqual([200])
    await track.index(() => undefined, AT_ONCE)
    expect(track.tryAt(1450)?.state.time).toBe(1450)
    expect(track.tryAt(720)?.state.time).toBe(720)
    expect(states).toEqual([200])
  })

  it('leaves a state as it was while others are made from it', () => {
    const events = recordingOf([{ kind: 'mutation', removes: [6] }])
    const before = emptyState()
    for (const event of events.slice(0, 1)) applyEvent(before, event)
    const written = writeState(before)
    const after = fork(before)
    for (const event of events.slice(1)) applyEvent(after, event)
    expect(writeState(before)).toBe(written)
    expect(writeState(after)).not.toBe(written)
  })

  it('gives the same state where nothing happened, so that nothing is compared', async () => {
    const { track } = await newTrack(recordingOf([{ kind: 'focus', id: 6 }]))
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
      await track.index(() => undefined, AT_ONCE)
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
    await track.index(() => undefined, AT_ONCE)
    expect(keyframes.bytes).toBeLessThanOrEqual(budget)
    expect(keyframes.of('s0').before(20_000)).toBeDefined()
  })
})
