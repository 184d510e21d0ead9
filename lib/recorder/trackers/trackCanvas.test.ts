// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RecordEvent } from '../../format/events'
import { createMasker } from '../../privacy/createMasker'
import { createDrawings } from '../drawings'
import type { Scope } from '../scope'
import { trackCanvas } from './trackCanvas'

/** Encoded, below the most that is kept of one picture. */
const PICTURE_BYTES = 900_000

let told: RecordEvent[] = []
let drawn = 0

function scopeOf(): Scope {
  let keys = 0
  return {
    document,
    masker: createMasker({ level: 'allow', rules: [] }, { baseUrl: () => 'https://game.example/' }),
    capture: { canvas: true },
    resources: { mintKey: () => `key:${++keys}`, keep() {} },
    now: () => Math.round(performance.now()),
    emit: (event: RecordEvent) => void told.push(event),
    idOf: () => 7,
    knownTreatment: (node: Node) => scope.masker.resolve(node),
    guard: <Args extends unknown[]>(run: (...args: Args) => void) => run,
  } as unknown as Scope
}
let scope: Scope

beforeEach(() => {
  told = []
  drawn = 0
  scope = scopeOf()
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage: () => void drawn++ })
      async convertToBlob() {
        const bytes = new Uint8Array(PICTURE_BYTES)
        // Another picture each time.
        bytes.set([drawn % 256, drawn >> 8])
        return new Blob([bytes], { type: 'image/webp' })
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('canvases that change all the time', () => {
  it('have a share of bytes for each minute, and the rest of it is a gap', async () => {
    const canvas = document.createElement('canvas')
    document.body.append(canvas)
    const tracker = trackCanvas(scope)
    tracker.add(canvas)
    await vi.advanceTimersByTimeAsync(58_000)
    const pictures = () => told.filter(({ kind }) => kind === 'canvas').length
    const ofFirst = pictures()
    // 1.2 million characters each, of ten million.
    expect(ofFirst).toBe(9)
    const gaps = told.filter((event) => event.kind === 'gap')
    expect(gaps).toMatchObject([{ reason: 'too-many-pictures' }])
    const [gap] = gaps
    expect((gap?.time ?? 0) + (gap?.durationMs ?? 0)).toBeGreaterThan(59_000)

    await vi.advanceTimersByTimeAsync(30_000)
    expect(pictures()).toBe(2 * ofFirst)
    tracker.stop()
    const last = drawn
    await vi.advanceTimersByTimeAsync(120_000)
    expect(drawn).toBe(last)
  })
})

it('of a canvas whose drawings are told only those are kept', async () => {
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const drawings = createDrawings()
  scope = Object.assign(scopeOf(), { drawings })
  drawings.drawn(canvas)
  const tracker = trackCanvas(scope)
  tracker.add(canvas)
  await vi.advanceTimersByTimeAsync(20_000)
  const pictures = () => told.filter(({ kind }) => kind === 'canvas').length
  expect(pictures()).toBe(1)
  drawings.drawn(canvas)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(pictures()).toBe(2)
  tracker.stop()
})
