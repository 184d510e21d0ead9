/// <reference types="chrome" />
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { listCaughtUp } from './extension'

/** Lets the extension into private windows, as its switch in the browser's extension page does. */
export async function allowPrivateWindows(
  context: BrowserContext,
  extensionId: string,
): Promise<void> {
  const page = await context.newPage()
  await page.goto('chrome://extensions')
  // The switch loads the extension anew, and an unpacked one stays off without developer mode.
  const worker = context.waitForEvent('serviceworker')
  await page.evaluate(async (extensionId) => {
    // The browser's own page has more of `chrome` than extensions see.
    const { updateProfileConfiguration, updateExtensionConfiguration } = Reflect.get(
      chrome,
      'developerPrivate',
    )
    await updateProfileConfiguration({ inDeveloperMode: true })
    await updateExtensionConfiguration({ extensionId, incognitoAccess: true })
  }, extensionId)
  await worker
  await page.close()
}

/** Opens the address in a private window of its own. Playwright's own contexts are no such windows. */
export async function openPrivateWindow(
  context: BrowserContext,
  ownPage: Page,
  url: string,
): Promise<{ page: Page; windowId: number }> {
  const opened = context.waitForEvent('page', (page) => page.url() === url)
  const windowId = await ownPage.evaluate(
    async (url) => (await chrome.windows.create({ incognito: true, url }))?.id ?? -1,
    url,
  )
  return { page: await opened, windowId }
}

/** Closes it, and resolves when the browser has done so. */
export async function closeWindow(ownPage: Page, windowId: number): Promise<void> {
  await ownPage.evaluate(async (windowId) => {
    const gone = new Promise<void>((resolve) => {
      chrome.windows.onRemoved.addListener((id) => {
        if (id === windowId) resolve()
      })
    })
    await chrome.windows.remove(windowId)
    await gone
  }, windowId)
}

/**
 * Every row of every table and everything in the extension's storage, as text; bodies of chunks and resources as well.
 * What says only that time has passed is left out, and what the library derives from sessions that it `knows`: it does
 * so when it finds the time.
 */
export async function everyByte(ownPage: Page, known: readonly string[] = []): Promise<string> {
  return await ownPage.evaluate(async (known) => {
    const asText = async (value: unknown): Promise<unknown> => {
      if (value instanceof Uint8Array) {
        const isGzip = value[0] === 0x1f && value[1] === 0x8b
        if (!isGzip) return new TextDecoder().decode(value)
        const stream = new Blob([new Uint8Array(value)])
          .stream()
          .pipeThrough(new DecompressionStream('gzip'))
        return await new Response(stream).text()
      }
      if (value instanceof Blob) return await value.text()
      if (Array.isArray(value)) return await Promise.all(value.map(asText))
      if (typeof value !== 'object' || value === null) return value
      const pairs = Object.entries(value).map(async ([key, each]) => [key, await asText(each)])
      return Object.fromEntries(await Promise.all(pairs))
    }
    const open = indexedDB.open('recount')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result)
      open.onerror = () => reject(open.error)
    })
    const tables: Record<string, unknown> = {}
    for (const name of database.objectStoreNames) {
      const all = database.transaction(name).objectStore(name).getAll()
      await new Promise((resolve) => {
        all.onsuccess = resolve
      })
      const isTime = (row: { name?: string }) => row.name === 'clock' || row.name === 'cleaning'
      const isDerived = (row: { sessionId: string }) =>
        /^(digests|thumbnails)$/.test(name) && known.includes(row.sessionId)
      tables[name] = await asText(all.result.filter((row) => !isTime(row) && !isDerived(row)))
    }
    database.close()
    const storage = [await chrome.storage.local.get(null), await chrome.storage.session.get(null)]
    return JSON.stringify({ tables, storage }, null, 1)
  }, known)
}

/** Waits until the pattern is, or is not, in all that is stored; what is recorded is asked for what it has. */
export async function expectStored(
  ownPage: Page,
  text: string,
  { there }: { there: boolean },
): Promise<void> {
  const isStored = async () => {
    if (there) await listCaughtUp(driveAutomation(ownPage))
    return (await everyByte(ownPage)).includes(text)
  }
  await expect.poll(isStored).toBe(there)
}
