/// <reference types="chrome" />
/** What the tests ask of the extension as its own pages do. */
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { workerOf } from '../e2e/fakeRecorder'
import type { Recount } from './automation'

/** Writes settings as the options page does. */
export async function setSettings(sessionsPage: Page, patch: object): Promise<void> {
  await sessionsPage.evaluate(async (patch) => {
    const open = indexedDB.open('recount')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const transaction = database.transaction('settings', 'readwrite')
    transaction.objectStore('settings').put({ name: 'settings', value: patch })
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    database.close()
  }, patch)
}

/**
 * The alarm that comes twice a minute (`review`) or every hour (`cleaning`) comes now. The browser itself lets one second
 * pass before it rings.
 */
export async function ringAlarm(context: BrowserContext, name = 'review'): Promise<void> {
  const worker = await workerOf(context)
  await worker.evaluate((name) => {
    const event = chrome.alarms.onAlarm as unknown as {
      dispatch(alarm: { name: string }): void
    }
    event.dispatch({ name })
  }, name)
}

/** A request of one of our own pages to the worker. */
export async function ask(sessionsPage: Page, name: string, payload: object) {
  return await sessionsPage.evaluate(
    async ([name, payload]) => {
      const answer = await chrome.runtime.sendMessage({ name, payload })
      if (!answer.ok) throw new Error(answer.error)
      return answer.reply
    },
    [name, payload] as const,
  )
}

export async function updateSite(sessionsPage: Page, origin: string, patch: object) {
  await ask(sessionsPage, 'site.update', { origin, patch })
}

/** Everything that is stored, of all sessions. */
export async function everything(recount: Recount): Promise<string> {
  const sessions = await recount.list()
  const texts = sessions.map(async ({ sessionId }) => {
    try {
      return await recount.stored(sessionId)
    } catch (error) {
      // One that went since it was listed has nothing stored.
      if (String(error).includes(`There is no session ${sessionId}`)) return ''
      throw error
    }
  })
  return (await Promise.all(texts)).join('\n')
}

/**
 * The sessions, with all that was recorded of them up to now. By itself a page hands over every five seconds what it has,
 * and nothing here is about those.
 */
export async function listCaughtUp(recount: Recount) {
  await everything(recount)
  return await recount.list()
}

/** Documents of the session's tabs whose first snapshot is stored. */
export async function countDocuments(sessionsPage: Page, sessionId: string): Promise<number> {
  await ask(sessionsPage, 'recording.catchUp', { sessionId })
  return await sessionsPage.evaluate(async (sessionId) => {
    const open = indexedDB.open('recount')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const transaction = database.transaction(['streams', 'chunks'])
    const all = (table: string) =>
      new Promise<{ streamId: string; snapshot?: boolean; framePath?: number[] }[]>((resolve) => {
        const request = transaction.objectStore(table).index('sessionId').getAll(sessionId)
        request.onsuccess = () => resolve(request.result)
      })
    const [streams, chunks] = await Promise.all([all('streams'), all('chunks')])
    database.close()
    const begun = new Set(chunks.flatMap(({ streamId, snapshot }) => (snapshot ? streamId : [])))
    return streams.filter((each) => each.framePath?.length === 0 && begun.has(each.streamId)).length
  }, sessionId)
}

/** Resolves when something of the newest session is stored. */
export async function firstStored(recount: Recount): Promise<void> {
  await expect.poll(async () => (await listCaughtUp(recount))[0]?.events ?? 0).toBeGreaterThan(0)
}

/** What the toolbar button says in a tab. */
export async function badgeOf(sessionsPage: Page, tabId: number) {
  return await sessionsPage.evaluate(
    async (tabId) => ({
      text: await chrome.action.getBadgeText({ tabId }),
      title: await chrome.action.getTitle({ tabId }),
    }),
    tabId,
  )
}

/**
 * Moves the worker's clock away from the real one. The browser keeps a worker that Playwright looks at, so it stays so
 * until it is set to 0.
 */
export async function shiftClock(context: BrowserContext, ms: number): Promise<void> {
  const worker = await workerOf(context)
  await worker.evaluate((ms) => {
    const real: () => number = Reflect.get(globalThis, 'realNow') ?? Date.now.bind(Date)
    Object.assign(globalThis, { realNow: real })
    Date.now = () => real() + ms
  }, ms)
}

/** Changes fields of a stored session. */
export async function changeSession(
  sessionsPage: Page,
  sessionId: string,
  patch: object,
): Promise<void> {
  await sessionsPage.evaluate(
    async ([sessionId, patch]) => {
      const open = indexedDB.open('recount')
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.onsuccess = () => resolve(open.result)
      })
      const transaction = database.transaction('sessions', 'readwrite')
      const store = transaction.objectStore('sessions')
      const request = store.get(sessionId)
      request.onsuccess = () => store.put({ ...request.result, ...patch })
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
      })
      database.close()
    },
    [sessionId, patch] as const,
  )
}
