import { browser } from 'wxt/browser'
import type { Settings } from '../format/settings'
import { appendGap } from '../store/chunks'
import { getSession, updateSession } from '../store/sessions'
import { getSettings } from '../store/settings'
import { isEncrypted } from '../store/vault'
import { originOf } from './pageKind'
import { getRun, putRun, type Run } from './runs'

const NAME = 'resume'
/** A tab that comes back later than this after the start was opened anew, not restored. */
const RESTORE_LIMIT_MS = 10 * 60_000

/** What outlives the browser about the recording of a tab; only where the person wants sessions to go on. */
interface Entry {
  run: Run
  /** Salted hash of the address: the address itself is not written to disk. */
  place: string
  /** Epoch ms; set when the browser has started again. */
  until?: number
}

interface Stored {
  salt: string
  entries: Record<string, Entry>
}

/** Notes how to go on with the session of a tab after a restart. Buffers and private windows are not meant to last. */
export async function rememberForRestart(run: Run, url: string, settings: Settings): Promise<void> {
  const mayLast = settings.continueAfterRestart && !run.isPrivate && !run.limited && !run.tab
  if (!mayLast || run.bufferSince !== undefined) return
  await change(async (stored) => {
    // Where the library is encrypted the site is not written to disk either: the restored tab tells it again.
    const kept = (await isEncrypted()) ? { ...run, origin: '' } : run
    stored.entries[run.sessionId] = { run: kept, place: await placeOf(stored.salt, url) }
  })
}

/** The session ended, or the person does not want it to go on. */
export async function forgetForRestart(sessionId?: string): Promise<void> {
  if (!(await browser.storage.local.get(NAME))[NAME]) return
  await change(async (stored) => {
    if (sessionId === undefined) stored.entries = {}
    else delete stored.entries[sessionId]
  })
}

/** After the restart: tabs may claim what was cut off, for a while. Returns whether any may. */
export async function openClaims(cut: ReadonlySet<string>, now: number): Promise<boolean> {
  const { continueAfterRestart } = await getSettings()
  if (!continueAfterRestart) await forgetForRestart()
  if (!continueAfterRestart) return false
  let isAny = false
  await change(async (stored) => {
    for (const [sessionId, entry] of Object.entries(stored.entries)) {
      if (!cut.has(sessionId)) delete stored.entries[sessionId]
      else entry.until = now + RESTORE_LIMIT_MS
    }
    isAny = Object.keys(stored.entries).length > 0
  })
  return isAny
}

/** The run that goes on in a restored tab, its session recording again, with a gap for the time between. */
export async function resumeRun(tabId: number, url: string): Promise<Run | undefined> {
  if (!(await browser.storage.local.get(NAME))[NAME] || (await getRun(tabId))) return undefined
  const now = Date.now()
  let claimed: Entry | undefined
  await change(async (stored) => {
    const place = await placeOf(stored.salt, url)
    for (const [sessionId, entry] of Object.entries(stored.entries)) {
      if (entry.until !== undefined && entry.until < now) delete stored.entries[sessionId]
      else if (!claimed && entry.until !== undefined && entry.place === place) {
        claimed = entry
        delete stored.entries[sessionId]
      }
    }
  })
  const session = claimed && (await getSession(claimed.run.sessionId))
  if (!claimed || !session || session.deletedAt !== undefined) return undefined
  if (session.endReason !== 'browser-closed') return undefined
  const run: Run = { ...claimed.run, tabId, origin: claimed.run.origin || originOf(url) }
  await putRun(run)
  const durationMs = Math.max(0, now - (session.endedAt ?? now))
  await appendGap(session.sessionId, { reason: 'browser-closed', durationMs })
  await updateSession(session.sessionId, {
    status: 'recording',
    endReason: undefined,
    endedAt: null,
    tabId,
    lastActivityAt: now,
  })
  return run
}

/** One at a time: several tabs come back at once. */
async function change(edit: (stored: Stored) => Promise<void>): Promise<void> {
  await navigator.locks.request(NAME, async () => {
    const known = (await browser.storage.local.get(NAME))[NAME] as Stored | undefined
    const stored = known ?? { salt: crypto.randomUUID(), entries: {} }
    await edit(stored)
    await browser.storage.local.set({ [NAME]: stored })
  })
}

async function placeOf(salt: string, url: string): Promise<string> {
  const bytes = new TextEncoder().encode(salt + url)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
