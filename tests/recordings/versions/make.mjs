/**
 * node tests/recordings/versions/make.mjs
 *
 * Records the demo shop with this version of Recount and keeps its database as it is, as a fixture for all later ones.
 * Run it once for every new version of database or event format, before anything is released with it, and never change
 * a file that is there: it stands for what people have on their disks.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { setUp } from '../../../scripts/setup.mjs'
import { launchWithExtension } from '../../../scripts/support/browser.mjs'
import { ensureBuild } from '../../../scripts/support/build.mjs'
import { callAutomation } from '../../../scripts/support/callAutomation.mjs'
import { command, HelpfulError } from '../../../scripts/support/run.mjs'
import { startDemo } from '../../demo/server.mjs'
import { visitShop } from '../../demo/visit.mjs'

await command(async () => {
  const chromium = await setUp()
  const extensionFolder = await ensureBuild('automation')
  const demo = await startDemo()
  const executablePath = chromium.path
  const { context, extensionId } = await launchWithExtension({ executablePath, extensionFolder })
  try {
    const own = await context.newPage()
    await own.goto(`chrome-extension://${extensionId}/sessions.html`)
    await own.waitForFunction(() => 'recount' in globalThis)
    const shop = await context.newPage()
    await shop.goto(demo.url)
    await callAutomation(own, 'setConsent', demo.url, 'ask', { privacy: 'mask-user-input' })
    const rules = [{ selector: '.price', effect: 'mask' }]
    await callAutomation(own, 'setRules', demo.url, rules)
    for (const privacy of ['allow', 'mask-all']) {
      const { sessionId } = await callAutomation(own, 'start', { url: shop.url() }, { privacy })
      if (privacy === 'allow') await visitShop(shop, () => {})
      await callAutomation(own, 'stop', sessionId)
    }
    // A third one that leaves a tombstone.
    const { sessionId } = await callAutomation(own, 'start', { url: shop.url() })
    await callAutomation(own, 'stop', sessionId)
    await callAutomation(own, 'remove', sessionId)
    const dump = await own.evaluate(dumpDatabase)
    const { databaseVersion, formatVersion } = dump
    const name = `database-${databaseVersion}-events-${formatVersion}.json`
    const file = new URL(name, import.meta.url)
    if (existsSync(file)) throw new HelpfulError(`${name} is there already, and stays as it is.`)
    writeFileSync(file, `${JSON.stringify(dump)}\n`)
    console.log(`Wrote ${name}`)
  } finally {
    await context.close()
    await demo.stop()
  }
})

/** Runs in the extension's page, without Dexie: the file shall not depend on what reads it. */
async function dumpDatabase() {
  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  /** @param {unknown} value @returns {unknown} */
  const plain = (value) => {
    if (value instanceof Uint8Array)
      return { $base64: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) }
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
  }
  const database = await done(indexedDB.open('recount'))
  const stores = []
  let formatVersion = 0
  for (const name of database.objectStoreNames) {
    const store = database.transaction(name).objectStore(name)
    const indexes = Array.from(store.indexNames, (index) => {
      const { keyPath, unique, multiEntry } = store.index(index)
      return { name: index, keyPath, unique, multiEntry }
    })
    const { keyPath, autoIncrement } = store
    const rows = await done(store.getAll())
    for (const row of rows) formatVersion = Math.max(formatVersion, row.formatVersion ?? 0)
    stores.push({ name, keyPath, autoIncrement, indexes, rows: rows.map(plain) })
  }
  const nativeVersion = database.version
  database.close()
  const databaseVersion = Math.floor(nativeVersion / 10)
  return { databaseVersion, formatVersion, nativeVersion, stores }
}
