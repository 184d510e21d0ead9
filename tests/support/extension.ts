/// <reference types="chrome" />
/** What the tests ask of the extension as its own pages do. */
import type { BrowserContext, Page } from '@playwright/test'
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

/** The alarm that comes twice a minute (`review`) or every hour (`cleaning`) comes now. */
export async function ringAlarm(context: BrowserContext, name = 'review'): Promise<void> {
  const worker = await workerOf(context)
  await worker.evaluate((name) => {
    // Not the clock that `shiftClock` sets: the browser's own rings the alarm.
    const now: () => number = Reflect.get(globalThis, 'realNow') ?? Date.now
    return chrome.alarms.create(name, { when: now() })
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
  const texts = await Promise.all(sessions.map(({ sessionId }) => recount.stored(sessionId)))
  return texts.join('\n')
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
