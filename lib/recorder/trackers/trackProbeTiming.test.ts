// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import type { NetworkEvent, RecordEvent } from '../../format/events'
import { createMasker } from '../../privacy/createMasker'
import type { Scope } from '../scope'
import { trackNetworkTiming } from './trackProbeTiming'

const URL = 'https://shop.example/api'
let told: RecordEvent[] = []
let observe: (entries: object[]) => void = () => {}

class Entry {
  name = URL
  entryType = 'resource'
  initiatorType = 'fetch'
  constructor(
    readonly startTime: number,
    readonly encodedBodySize: number,
  ) {}
}

beforeEach(() => {
  told = []
  vi.stubGlobal('PerformanceResourceTiming', Entry)
  vi.stubGlobal('PerformanceNavigationTiming', class {})
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      constructor(tell: (list: object) => void) {
        observe = (entries) => tell({ getEntries: () => entries })
      }
      observe() {}
      disconnect() {}
    },
  )
})

function track() {
  const scope = {
    masker: createMasker({ level: 'allow', rules: [] }, { baseUrl: () => URL }),
    document: { URL, baseURI: URL, readyState: 'complete' },
    now: () => Math.round(performance.now()),
    emit: (event: RecordEvent) => void told.push(event),
    settle() {},
    settled: () => true,
    guard: (run: unknown) => run,
  }
  return trackNetworkTiming(scope as unknown as Scope, { isSeen: false })
}

function fetched(): NetworkEvent {
  return { kind: 'network', time: 0, via: 'fetch', method: 'GET', url: URL }
}

it.each(['entries', 'calls'])(
  'tells each of two requests for the same address once, where the %s come first',
  (what) => {
    const timing = track()
    // The first one was made before the wrappers were there.
    const entries = [new Entry(74, 1), new Entry(275, 2)]
    if (what === 'entries') observe(entries)
    timing.add(fetched(), URL, 273)
    if (what === 'calls') observe(entries.reverse())
    timing.stop()
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ via: 'fetch', responseBytes: 2 }),
        expect.objectContaining({ via: 'resource', responseBytes: 1 }),
      ]),
    )
  },
)
