/**
 * Ten thousand recordings with something wrong in them, through parser, virtual document, import and the folds over events.
 * `FUZZ_RUNS` and `RECOUNT_SEED` make it longer or the same again; what breaks is shrunk, and goes into
 * `tests/recordings/crashes.json`.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRecording } from '../lib/exporters/importRecording'
import { parseEvents } from '../lib/exporters/parseManifest'
import { readStory } from '../lib/exporters/story'
import { FORMAT_VERSION, type RecordEvent } from '../lib/format/events'
import { parseEvent } from '../lib/format/parse'
import type { RecordingSource } from '../lib/format/source'
import { collectOverview } from '../lib/player/overview'
import { createTimeIndex } from '../lib/player/timeIndex'
import { applyEvent } from '../lib/replay/apply'
import { type DocumentState, emptyState, nodeOf } from '../lib/replay/documentState'
import { packState, unpackState } from '../lib/replay/packState'
import { eachValue } from '../lib/replay/sparseVector'
import { writeState } from './support/anyRecording'
import { inMemorySource } from './support/inMemorySource'
import {
  anyMutant,
  foreignBases,
  jsonOf,
  type Mutant,
  mutate,
  oldCrashes,
  ownBases,
} from './support/mutants'
import { SEED } from './support/seed'

const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000)
/** A mutant is as small as its base: what takes longer does not end. */
const MOST_MS = 3000

const BASES = { own: await ownBases(), foreign: await foreignBases() }

/** Applies what the parser lets through, and looks at what came of it. */
function replay(events: readonly unknown[]): DocumentState {
  const state = emptyState()
  for (const event of events.map(parseEvent)) if (event) applyEvent(state, event)
  expectTree(state)
  const restored = unpackState(packState(state))
  expect(restored && writeState(restored)).toBe(writeState(state))
  return state
}

/** Each node hangs where it says, once. */
function expectTree(state: DocumentState): void {
  const seen = new Set<number>()
  const pending = nodeOf(state, 1) ? [1] : []
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) throw new Error(`Node ${id} is there twice`)
    seen.add(id)
    const node = nodeOf(state, id)
    if (!node) throw new Error(`Node ${id} is missing`)
    for (const child of [...(node.shadow ? [node.shadow] : []), ...node.children]) {
      if (nodeOf(state, child)?.parent !== id) throw new Error(`Node ${child} is not in ${id}`)
      pending.push(child)
    }
  }
  let count = 0
  eachValue(state.nodes, () => count++)
  expect(count).toBe(seen.size)
}

/** Everything that reads a session, over one that came from a file. */
async function readAll(source: RecordingSource): Promise<void> {
  const [session, streams, chunks] = await Promise.all([
    source.session(),
    source.streams(),
    source.chunks(),
  ])
  const index = createTimeIndex(session, streams, chunks)
  if (!Number.isFinite(index.durationMs)) throw new Error('A session without end')
  const overview = collectOverview({ ...index, durationMs: index.durationMs })
  for (const stream of streams) {
    const events: RecordEvent[] = []
    for (const chunk of chunks)
      if (chunk.streamId === stream.streamId) events.push(...(await source.events(chunk)))
    replay(events)
    for (const event of events) overview.visit(event, stream)
  }
  const { activity } = overview.finish()
  if (!activity.values.every(Number.isFinite)) throw new Error('Activity that is no number')
  await readStory(source)
}

function fuzz(
  name: 'own' | 'foreign',
  runs: number,
  run: (value: unknown) => Promise<void> | void,
) {
  const bases = BASES[name]
  const examples = oldCrashes().filter(({ base }) => base in bases)
  const property = fc.asyncProperty(anyMutant(bases), async ({ base, mutations }: Mutant) => {
    const began = performance.now()
    await run(mutate(bases[base], mutations))
    expect(performance.now() - began).toBeLessThan(MOST_MS)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
  return fc.assert(property, {
    seed: SEED,
    numRuns: runs,
    examples: examples.map((each): [Mutant] => [each]),
  })
}

describe('a recording with something wrong in it', () => {
  it('does not break the virtual document', { timeout: 600_000 }, async () => {
    await fuzz('own', RUNS * 0.6, (value) => {
      if (Array.isArray(value)) replay(value)
    })
  })

  it('does not break what reads an archive', { timeout: 600_000 }, async () => {
    await fuzz('own', RUNS * 0.2, async (value) => {
      const text: unknown = JSON.parse(jsonOf(value))
      if (!Array.isArray(text)) return
      const events = parseEvents(text, FORMAT_VERSION)
        .map(parseEvent)
        .filter((event) => event !== undefined)
      await readAll(inMemorySource({ streams: [{ events }] }))
    })
  })

  it('is refused with a sentence, or read, where it comes from another tool', {
    timeout: 600_000,
  }, async () => {
    await fuzz('foreign', RUNS * 0.2, async (value) => {
      const file = new Blob([jsonOf(value)])
      const source = await openRecording('a.json', file).catch((error: unknown) => {
        expect(String(error)).toMatch(/^Error: .*\.$/s)
        return undefined
      })
      if (source) await readAll(source)
    })
  })
})
