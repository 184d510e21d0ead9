/// <reference types="chrome" />
/** Speaks to the worker from the isolated world of a page, as a recorder would, and as a forger might. */
import type { BrowserContext, Worker } from '@playwright/test'

export interface Envelope {
  name: string
  payload: unknown
}
export type Answer =
  | { ok: true; reply: Record<string, unknown> | null }
  | { ok: false; error: string }

export async function workerOf(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
}

export async function tabIdOf(context: BrowserContext, url: string): Promise<number> {
  const worker = await workerOf(context)
  return await worker.evaluate(async (url) => {
    const tab = (await chrome.tabs.query({})).find((each) => each.url === url)
    if (tab?.id === undefined) throw new Error(`No tab shows ${url}`)
    return tab.id
  }, url)
}

/** Sends a message from a content script in the tab (the top frame, if none is named). */
export async function sendFrom(
  context: BrowserContext,
  tabId: number,
  envelope: Envelope,
  frameId = 0,
): Promise<Answer> {
  const worker = await workerOf(context)
  return (await worker.evaluate(
    async ([tabId, envelope, frameId]) => {
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId, frameIds: [frameId] },
        args: [envelope],
        func: (message) => chrome.runtime.sendMessage(message),
      })
      return injected?.result
    },
    [tabId, envelope, frameId] as const,
  )) as Answer
}
