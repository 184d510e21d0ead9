import { browser } from 'wxt/browser'
import type { EndReason } from '../format/session'

/** Not in the database: there is no room in it. Gone with the browser, which then finds the sessions interrupted. */
const FULL = 'full'
const PREFIX = 'unended:'
/** Looks so often whether there is room again to write down how sessions ended. */
const SETTLE = 'settle'
const SETTLE_MINUTES = 0.5

/** A session whose end could not be written. */
export interface Unended {
  sessionId: string
  endReason: EndReason
}

/** Says to every surface that nothing can be recorded. */
export async function noteFull(): Promise<void> {
  await browser.storage.session.set({ [FULL]: true })
}

export async function noteRoom(): Promise<void> {
  await browser.storage.session.remove(FULL)
}

export async function isKnownFull(): Promise<boolean> {
  return (await browser.storage.session.get(FULL))[FULL] === true
}

export async function noteUnended(note: Unended): Promise<void> {
  await noteFull()
  await browser.storage.session.set({ [PREFIX + note.sessionId]: note })
  await browser.alarms.create(SETTLE, { periodInMinutes: SETTLE_MINUTES })
}

/** Writes down what could not be written before. `end` rejects while there is still no room. */
export async function settleUnended(end: (note: Unended) => Promise<void>): Promise<void> {
  const all = await browser.storage.session.get(null)
  const notes = Object.entries(all).flatMap(([key, value]) =>
    key.startsWith(PREFIX) ? [value as Unended] : [],
  )
  if (notes.length === 0) return
  for (const note of notes) {
    await end(note)
    await browser.storage.session.remove(PREFIX + note.sessionId)
  }
  await noteRoom()
  await browser.alarms.clear(SETTLE)
}

export function isSettleAlarm(name: string): boolean {
  return name === SETTLE
}
