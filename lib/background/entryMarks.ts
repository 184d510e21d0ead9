import { browser } from 'wxt/browser'
import type { ContentCommands } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { createMarks, parseMarks } from '../privacy/earlier'
import { getSession } from '../store/sessions'
import { LATE_CHUNK_MS } from '../transport/downlink'
import { isRecord } from './parseHello'

/**
 * What was entered in the documents of a session, by keyed hash: a page that a form was sent to repeats it. Lives in
 * memory only, as the key does, and goes soon after the tab's recording: the last words of its frames come later.
 */
interface Kept {
  sessionId: string
  marks: string[]
  /** Epoch ms: the recording of the tab was over. */
  leftAt?: number
}

const PREFIX = 'entries:'
/** Reading waits for all that was said before: a page greets after the one before it has told. */
const LOCK = 'entries'

/** Undefined: nothing is known of this session, not even that nothing was entered. */
export async function marksOfSession(sessionId: string): Promise<string[] | undefined> {
  return await navigator.locks.request(LOCK, async () => {
    const kept = (await listKept()).filter(([, each]) => each.sessionId === sessionId)
    return kept.length === 0 ? undefined : bounded(kept.flatMap(([, { marks }]) => marks))
  })
}

/** What is entered in the tab belongs to this session from now on. */
export async function openMarks(tabId: number, sessionId: string): Promise<void> {
  const known = await marksOfSession(sessionId)
  await change(tabId, (kept) =>
    kept?.sessionId === sessionId
      ? { sessionId, marks: kept.marks }
      : { sessionId, marks: known ?? [] },
  )
}

/** The recording of the tab is over. */
export async function leaveMarks(tabId: number): Promise<void> {
  await change(tabId, (kept) => kept && { ...kept, leftAt: Date.now() })
}

/** Nothing stays of sessions that are deleted. */
export async function forgetMarks(): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    for (const [key, { sessionId }] of await listKept())
      if (!(await getSession(sessionId))) await browser.storage.session.remove(key)
  })
}

/** A document says what was entered in it. */
export async function hearMarks(payload: unknown, sender: Sender): Promise<null> {
  const tabId = sender.tab?.id
  const marks = parseMarks(isRecord(payload) ? payload.marks : undefined)
  if (tabId === undefined || marks.length === 0) return null
  await change(tabId, (kept) => kept && { ...kept, marks: bounded([...kept.marks, ...marks]) })
  // Documents of other sites beside it may show it as well.
  sendToTab<ContentCommands, 'entries.known'>({ tabId }, 'entries.known', { marks }).catch(
    () => null,
  )
  return null
}

async function change(
  tabId: number,
  to: (kept: Kept | undefined) => Kept | undefined,
): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const all = await listKept()
    const old = all.filter(([, { leftAt }]) => Date.now() - (leftAt ?? Date.now()) > LATE_CHUNK_MS)
    if (old.length > 0) await browser.storage.session.remove(old.map(([key]) => key))
    const key = PREFIX + tabId
    const kept = to(all.find(([name]) => name === key)?.[1])
    if (kept) await browser.storage.session.set({ [key]: kept })
  })
}

async function listKept(): Promise<[string, Kept][]> {
  const all = await browser.storage.session.get(null)
  return Object.entries(all).flatMap(([key, value]): [string, Kept][] =>
    key.startsWith(PREFIX) ? [[key, value as Kept]] : [],
  )
}

function bounded(marks: string[]): string[] {
  const known = createMarks()
  known.add(marks)
  return known.since(0)
}
