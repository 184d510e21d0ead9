import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import type { Session } from '../format/session'
import { database } from './database'
import { applyRetention, expiredSessions } from './retention'
import {
  CLEANED_WINDOW_MS,
  createSession,
  listSessions,
  purgeDeleted,
  restoreSession,
} from './sessions'
import { newSession } from './testRows'
import { getTombstone } from './tombstones'

const DAY = 24 * 3600 * 1000
const NOW = 100 * DAY
const NO_LIMITS = { retentionDays: 0, retentionCount: 0, retentionBytes: 0 }

function daysAgo(days: number, patch: Partial<Session> = {}): Session {
  const at = NOW - days * DAY
  const row = { sessionId: `${days}`, startedAt: at, endedAt: at, storedBytes: 10 }
  return newSession({ ...row, status: 'complete', ...patch })
}

function expiredIds(sessions: Session[], limits: Partial<typeof NO_LIMITS>): string[] {
  return expiredSessions(sessions, { ...NO_LIMITS, ...limits }, NOW).map((each) => each.sessionId)
}

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

it('keeps everything without limits', () => {
  expect(expiredIds([daysAgo(1), daysAgo(90)], {})).toEqual([])
})

it('deletes by age, number and bytes, the oldest first', () => {
  const sessions = [daysAgo(40), daysAgo(1), daysAgo(31), daysAgo(29)]
  expect(expiredIds(sessions, { retentionDays: 30 })).toEqual(['40', '31'])
  expect(expiredIds(sessions, { retentionCount: 1 })).toEqual(['40', '31', '29'])
  expect(expiredIds(sessions, { retentionBytes: 25 })).toEqual(['40', '31'])
})

it('never deletes what is pinned or being recorded', () => {
  const sessions = [daysAgo(90, { pinned: true }), daysAgo(80, { status: 'recording' })]
  const limits = { retentionDays: 1, retentionCount: 1, retentionBytes: 1 }
  expect(expiredIds(sessions, limits)).toEqual([])
})

it('can be undone for a day, and what was brought back stays', async () => {
  for (const days of [1, 40, 50]) await createSession(daysAgo(days))
  const limits = { ...NO_LIMITS, retentionDays: 30 }
  expect(await applyRetention(limits, NOW)).toEqual(['50', '40'])
  expect((await listSessions()).map((each) => each.sessionId)).toEqual(['1'])
  expect(await purgeDeleted(NOW + CLEANED_WINDOW_MS - 1)).toEqual([])
  await restoreSession('50')
  expect(await applyRetention(limits, NOW)).toEqual([])
  const told: number[][] = []
  const tell = async (done: number, total: number) => void told.push([done, total])
  const gone = await purgeDeleted(NOW + CLEANED_WINDOW_MS, { onProgress: tell })
  expect(gone.map((each) => each.sessionId)).toEqual(['40'])
  expect(told).toEqual([[0, 1]])
  expect((await listSessions()).map((each) => each.sessionId)).toEqual(['1', '50'])
  expect(await getTombstone('40')).toMatchObject({ reason: 'retention', bytes: 10 })
})
