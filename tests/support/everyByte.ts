/** What a thief of the profile would look through. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** All rows of all tables of the extension and all that it keeps beside them, bytes as text, what is packed unpacked. */
export async function everyRow(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
    const lines: string[] = [JSON.stringify(await chrome.storage.local.get(null))]
    const packed: Uint8Array<ArrayBuffer>[] = []
    const database = await done(indexedDB.open('recount'))
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name)
      const [keys, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
      lines.push(`${name} ${JSON.stringify(keys)}`)
      for (const row of rows) {
        lines.push(
          JSON.stringify(row, (_, value: unknown) => {
            if (!(value instanceof Uint8Array)) return value
            if (value[0] === 0x1f && value[1] === 0x8b) packed.push(new Uint8Array(value))
            return text(value)
          }),
        )
      }
    }
    database.close()
    for (const bytes of packed) {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
      lines.push(await new Response(stream).text())
    }
    return lines.join('\n')
  })
}

/** The files in which the browser keeps the extension's databases and storage, as bytes one after the other. */
export function profileFiles(profile: string): Buffer[] {
  const kept = /IndexedDB|Local Extension Settings|Local Storage|WebStorage|blob_storage/
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kept.test(entry.parentPath))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** Is the word in the bytes, in either of the ways in which a browser writes text? */
export function holds(bytes: Buffer, word: string): boolean {
  return bytes.includes(word, 0, 'utf8') || bytes.includes(word, 0, 'utf16le')
}
