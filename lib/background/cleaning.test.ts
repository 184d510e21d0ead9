import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { assessClock, type ClockNote, TRUST_AFTER_MS } from '../store/clockWatch'
import { database } from '../store/database'
import { createSession, listSessions, markDeleted } from '../store/sessions'
import { newSession } from '../store/testRows'
import { listTombstones } from '../store/tombstones'
import { clean } from './lifecycle'

const HOUR = 3600_000
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 1)

/** Looks at the clock once per step. */
function walk(stepsMs: number[], note: ClockNote = { at: START }): ClockNote {
  return stepsMs.reduce(
    (before, step) => assessClock(before, { newest: 0, now: before.at + step }),
    note,
  )
}

const hours = (count: number) => Array<number>(count).fill(HOUR)

describe('the clock', () => {
  it('is believed while it goes on, over a night, and over a weekend switched off', () => {
    expect(walk([HOUR, HOUR, 16 * HOUR, HOUR]).held).toBeUndefined()
    expect(walk([47 * HOUR]).held).toBeUndefined()
  })

  it('is not believed when it is suddenly a year ahead, and is when it is set back', () => {
    const ahead = walk([365 * DAY])
    expect(ahead.held).toEqual({ from: START, ranMs: 0 })
    expect(walk([HOUR, HOUR], ahead).held).toBeDefined()
    expect(walk([HOUR, -365 * DAY], ahead)).toEqual({ at: START + HOUR })
    // The network corrects it by some seconds only: it is as wrong as before.
    expect(walk([-3000, HOUR], ahead).held).toBeDefined()
  })

  it('is believed again after it went on for six hours, time switched off not counted', () => {
    const back = walk([60 * DAY])
    expect(walk(hours(5), back).held).toBeDefined()
    expect(walk(hours(6), back).held).toBeUndefined()
    expect(walk([...hours(3), 7 * DAY, ...hours(2)], back).held).toBeDefined()
    expect(walk([...hours(3), 7 * DAY, ...hours(3)], back).held).toBeUndefined()
    expect(TRUST_AFTER_MS).toBe(6 * HOUR)
  })

  it('set back is believed at once: nothing gets older by it', () => {
    expect(walk([-400 * DAY])).toEqual({ at: START - 400 * DAY })
  })

  it('is compared with what was recorded last where nothing else is known', () => {
    expect(assessClock(undefined, { newest: 0, now: START })).toEqual({ at: START })
    expect(assessClock(undefined, { newest: START, now: START + DAY }).held).toBeUndefined()
    expect(assessClock(undefined, { newest: START, now: START + 400 * DAY }).held).toBeDefined()
  })
})

describe('a clean-up with a clock that is a year ahead', () => {
  let now = START
  const at = async (ms: number, trustClock = false) => {
    now = ms
    vi.setSystemTime(now)
    return await clean({ trustClock })
  }
  const kept = async () => (await listSessions()).map(({ sessionId }) => sessionId)

  beforeEach(async () => {
    fakeBrowser.reset()
    vi.stubGlobal('navigator', {
      locks: { request: async (_: string, run: () => unknown) => await run() },
    })
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    const times = { startedAt: START - DAY, endedAt: START - DAY, status: 'complete' as const }
    await createSession(newSession({ ...times, sessionId: 'yesterday' }))
    const old = { ...times, startedAt: START - 31 * DAY, endedAt: START - 31 * DAY }
    await createSession(newSession({ ...old, sessionId: 'old' }))
    expect(await at(START)).toBe(1)
  })

  afterEach(async () => {
    vi.useRealTimers()
    await Promise.all(database.tables.map((table) => table.clear()))
  })

  it('deletes nothing, not even what was hidden before, and goes on as ever once it is set back', async () => {
    expect(await at(START + 365 * DAY)).toBe(0)
    expect(await kept()).toEqual(['yesterday'])
    expect(await database.sessions.count()).toBe(2)
    expect(await listTombstones()).toEqual([])
    await at(START + HOUR)
    expect(await database.sessions.count()).toBe(2)
    await at(START + 25 * HOUR)
    expect(await database.sessions.count()).toBe(1)
    expect(await listTombstones()).toMatchObject([{ sessionId: 'old' }])
  })

  it('deletes what is due when the person says that the clock is right', async () => {
    await at(START + 365 * DAY)
    expect(await at(START + 365 * DAY, true)).toBe(1)
    expect(await kept()).toEqual([])
    // Hidden for a day first, as always.
    expect(await database.sessions.count()).toBe(1)
  })

  it('keeps what it hid under the wrong time for a day of the right one, not for a year', async () => {
    await createSession(newSession({ sessionId: 'new', startedAt: START, status: 'complete' }))
    await at(START + 365 * DAY)
    await at(START + 365 * DAY, true)
    await at(START + 2 * HOUR)
    expect(await database.sessions.count()).toBeGreaterThan(0)
    await at(START + 27 * HOUR)
    expect(await database.sessions.count()).toBe(0)
  })

  it('removes what the person deleted', async () => {
    await markDeleted('yesterday')
    await at(START + 365 * DAY)
    expect(await database.sessions.get('yesterday')).toBeUndefined()
  })
})
