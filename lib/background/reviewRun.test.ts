import { expect, it } from 'vitest'
import type { Session } from '../format/session'
import { DEFAULT_CAPTURE, DEFAULT_SETTINGS, type Settings } from '../format/settings'
import { newSession } from '../store/testRows'
import { reviewRun, type Verdict } from './reviewRun'
import type { Run } from './runs'

const MINUTE = 60_000
const START = 1_000_000

function review(
  minutes: number,
  {
    run = {},
    session = {},
    settings = {},
  }: { run?: Partial<Run>; session?: Partial<Session>; settings?: Partial<Settings> } = {},
): Verdict {
  const now = START + minutes * MINUTE
  return reviewRun({
    run: {
      tabId: 1,
      sessionId: 's1',
      origin: 'https://shop.example',
      explicit: false,
      capture: DEFAULT_CAPTURE,
      policy: { level: 'mask-all', rules: [] },
      limited: false,
      ...run,
    },
    session: newSession({ startedAt: START, lastActivityAt: now, ...session }),
    settings: { ...DEFAULT_SETTINGS, ...settings },
    now,
  })
}

const idle = { lastActivityAt: START }

it('goes on while something is done', () => {
  expect(review(60)).toEqual({ what: 'go-on' })
})

it('ends a session that started by itself after 15 minutes of nothing', () => {
  expect(review(14, { session: idle })).toEqual({ what: 'go-on' })
  expect(review(15, { session: idle })).toEqual({ what: 'end', reason: 'idle' })
  expect(review(600, { session: idle, settings: { idleMinutes: 0, maxHours: 0 } })).toEqual({
    what: 'go-on',
  })
})

it('pauses one that the person started, or ends it where they prefer that', () => {
  const run = { explicit: true }
  expect(review(15, { run, session: idle })).toEqual({ what: 'pause' })
  expect(review(15, { run, session: idle, settings: { idleManual: 'end' } })).toEqual({
    what: 'end',
    reason: 'idle',
  })
  expect(review(500, { run: { ...run, paused: true }, session: idle })).toEqual({ what: 'go-on' })
})

it('ends one whose page crashed', () => {
  const now = START
  const run = { tabId: 1, sessionId: 's1' } as Run
  const session = newSession({ startedAt: START })
  expect(reviewRun({ run, session, settings: DEFAULT_SETTINGS, now, isCrashed: true })).toEqual({
    what: 'end',
    reason: 'crash',
  })
})

it('splits after four hours and after the action limit', () => {
  expect(review(239)).toEqual({ what: 'go-on' })
  expect(review(240)).toEqual({ what: 'split', reason: 'max-duration' })
  expect(review(1, { session: { actions: 200 } })).toEqual({ what: 'go-on' })
  expect(review(1, { session: { actions: 200 }, settings: { actionLimit: 200 } })).toEqual({
    what: 'split',
    reason: 'action-limit',
  })
})

it('rotates a buffer instead of splitting it', () => {
  const run = { bufferSince: START }
  expect(review(1, { run })).toEqual({ what: 'go-on' })
  expect(review(2, { run })).toEqual({ what: 'rotate' })
  expect(review(300, { run, session: { actions: 1e6 } })).toEqual({ what: 'rotate' })
})

it('ends the recording of a session that was deleted meanwhile', () => {
  expect(review(1, { session: { deletedAt: 5 } })).toEqual({ what: 'end', reason: 'user' })
})
