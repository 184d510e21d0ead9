/** Recordings under a clock that jumps: sleep, changed time, and an hour of buffering in a moment. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { database } from '../store/database'
import { listSessions } from '../store/sessions'
import { updateSettings } from '../store/settings'
import { updateSite } from '../store/sites'
import { listStreams } from '../store/streams'
import { getRun } from './runs'
import { createTestPage } from './testPage'

const START = Date.UTC(2026, 0, 1)
const SECOND = 1000
const MINUTE = 60 * SECOND
const ORIGIN = 'https://shop.example'

let now = START
function pass(ms: number): void {
  now += ms
  vi.setSystemTime(now)
}

beforeEach(async () => {
  fakeBrowser.reset()
  now = START
  vi.useFakeTimers({ toFake: ['Date'], now })
})

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await Promise.all(database.tables.map((table) => table.clear()))
})

/** Text that does not compress away: what a page does is not twice the same. */
function noise(chars: number): string {
  let state = now % 2147483647
  let text = ''
  while (text.length < chars) {
    state = (state * 48271) % 2147483647
    text += state.toString(36)
  }
  return text.slice(0, chars)
}

async function bytesOnDisk(): Promise<number> {
  return (await database.bodies.toArray()).reduce((sum, row) => sum + row.bytes.length, 0)
}

describe('a sleeping machine', () => {
  it('ends what started by itself at its last moment, not at the moment of waking', async () => {
    await updateSite(ORIGIN, { consent: 'always' })
    const page = createTestPage()
    await page.hello()
    pass(10 * SECOND)
    await page.send('before the lid was closed')
    pass(8 * 60 * MINUTE)
    await page.review()
    const [session] = await listSessions()
    expect(session).toMatchObject({ status: 'complete', endReason: 'idle' })
    expect(session?.endedAt).toBe(START + 10 * SECOND)
  })

  it('splits nothing and loses nothing where idling is switched off', async () => {
    await updateSite(ORIGIN, { consent: 'always' })
    await updateSettings({ idleMinutes: 0, maxHours: 0 })
    const page = createTestPage()
    await page.hello()
    pass(8 * 60 * MINUTE)
    await page.review()
    await page.send('after waking')
    const [session] = await listSessions()
    expect(session).toMatchObject({ status: 'recording', events: 2 })
  })
})

describe('a clock that is changed while recording', () => {
  it('set forward: the person who goes on is not idle for longer than one review', async () => {
    await updateSite(ORIGIN, { consent: 'always' })
    const page = createTestPage()
    await page.hello()
    pass(24 * 60 * MINUTE)
    await page.send('still here')
    await page.review()
    // A day is more than the longest session: split, and recording goes on.
    const sessions = await listSessions()
    expect(sessions.map(({ status }) => status).sort()).toEqual(['complete', 'recording'])
    expect(sessions.find(({ status }) => status === 'complete')?.endReason).toBe('max-duration')
  })

  it('set back: time in the session goes on, and its end is not before its start', async () => {
    await updateSite(ORIGIN, { consent: 'always' })
    const page = createTestPage()
    await page.hello()
    pass(5 * MINUTE)
    await page.send('before the clock went back')
    pass(-60 * MINUTE)
    await page.review()
    await page.hello() // the next page of the tab
    await page.send('after it')
    const [session] = await listSessions()
    const streams = await listStreams(session?.sessionId ?? '')
    expect(streams.map(({ startedAt }) => startedAt)).toEqual([START, START + 5 * MINUTE])
    await page.review()
    expect((await getRun(1))?.sessionId).toBe(session?.sessionId)
  })
})

it('an hour of buffering stays within three generations of its length, on disk and in rows', async () => {
  await updateSite(ORIGIN, { consent: 'always', buffer: true })
  const page = createTestPage()
  await page.hello()
  const curve: { minute: number; kB: number; streams: number }[] = []
  for (let minute = 1; minute <= 60; minute++) {
    for (const half of [0, 1]) {
      for (let second = 5 + half * 30; second <= 30 + half * 30; second += 5) {
        pass(5 * SECOND)
        await page.send(noise(20_000))
      }
      await page.review()
    }
    const streams = await database.streams.count()
    curve.push({ minute, kB: Math.round((await bytesOnDisk()) / 1000), streams })
  }
  const perMinuteKb = curve[0]?.kB ?? 0
  const later = curve.slice(5).map(({ kB }) => kB)
  // For docs/consent.md.
  if (process.env.RECOUNT_CURVE) process.stdout.write(`${JSON.stringify(curve)}\n`)
  // Never less than was promised, never more than the generation before and half a minute until the next review.
  expect(Math.min(...later)).toBeGreaterThanOrEqual(2 * perMinuteKb * 0.9)
  expect(Math.max(...later)).toBeLessThanOrEqual(4.6 * perMinuteKb)
  expect(Math.max(...curve.map(({ streams }) => streams))).toBeLessThanOrEqual(3)
  // No slope: the last quarter of the hour is as the one before.
  const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
  expect(mean(later.slice(-15))).toBeLessThan(mean(later.slice(-30, -15)) * 1.1)
  const [session] = await listSessions()
  expect(session?.startedAt).toBeGreaterThan(START + 54 * MINUTE)
}, 60_000)
