import { liveQuery } from 'dexie'
import type { Stoppable } from '../platform/stoppable'
import { database } from './database'
import { listSessions } from './sessions'

const ROW = 'clock'
const HOUR_MS = 3600_000
/** A longer step than this is a machine that was switched off, or a clock that somebody set. Nobody can tell which. */
export const MAX_STEP_MS = 48 * HOUR_MS
/** Clean-ups come every hour while the browser runs; between two that are further apart it did not run. */
const RUNNING_STEP_MS = 2 * HOUR_MS
/** A wrong clock is seen, or mended by the network, sooner than this. Counted while the browser runs only. */
export const TRUST_AFTER_MS = 6 * HOUR_MS

/** What the wall clock said at the last clean-up, and whether it is believed. */
export interface ClockNote {
  /** Epoch ms. */
  at: number
  /** It was far ahead of the moment before: what is deleted by age waits. */
  held?: { from: number; ranMs: number }
}

/**
 * Is the wall clock to be believed? One that is set a year ahead would make every session a year older, and all of them
 * would go at once. After a long step nothing is deleted by age until the clock has gone on from there for some hours, is
 * set back, or the person says that it is right.
 *
 * @param newest The newest moment that is known where there is no note yet, epoch ms.
 */
export function assessClock(
  note: ClockNote | undefined,
  { newest, now }: { newest: number; now: number },
): ClockNote {
  const last = note?.at ?? newest
  if (note?.held) {
    const { from, ranMs } = note.held
    if (now - from <= MAX_STEP_MS) return { at: now }
    const stepMs = now - last
    const ran = ranMs + (stepMs > 0 && stepMs <= RUNNING_STEP_MS ? stepMs : 0)
    return ran >= TRUST_AFTER_MS ? { at: now } : { at: now, held: { from, ranMs: ran } }
  }
  return last > 0 && now - last > MAX_STEP_MS
    ? { at: now, held: { from: last, ranMs: 0 } }
    : { at: now }
}

/** Looks at the clock for one clean-up. Returns whether it is believed. */
export async function checkClock(now: number, { trusted }: { trusted: boolean }): Promise<boolean> {
  const note = parse((await database.settings.get(ROW))?.value)
  const newest = note || trusted ? 0 : await newestMoment()
  const next: ClockNote = trusted ? { at: now } : assessClock(note, { newest, now })
  await database.settings.put({ name: ROW, value: next })
  return next.held === undefined
}

async function newestMoment(): Promise<number> {
  const moments = (await listSessions()).map(
    (session) => session.endedAt ?? session.lastEventAt ?? session.startedAt,
  )
  return moments.reduce((newest, each) => Math.max(newest, each), 0)
}

/** Calls with the moment (epoch ms) from which the clock went too far, undefined while it is believed. */
export function watchClock(listener: (heldFrom: number | undefined) => void): Stoppable {
  const subscription = liveQuery(() => database.settings.get(ROW)).subscribe({
    next: (row) => listener(parse(row?.value)?.held?.from),
  })
  return { stop: () => subscription.unsubscribe() }
}

function parse(value: unknown): ClockNote | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { at, held } = value as Record<string, unknown>
  if (typeof at !== 'number') return undefined
  if (typeof held !== 'object' || held === null) return { at }
  const { from, ranMs } = held as Record<string, unknown>
  return typeof from === 'number' && typeof ranMs === 'number'
    ? { at, held: { from, ranMs } }
    : { at }
}
