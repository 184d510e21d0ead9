import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { driveAutomation } from '../../scripts/playwright/drive.mjs'
import { launchWithExtension } from '../../scripts/support/browser.mjs'
import { buildFolder } from '../../scripts/support/build.mjs'
import { everyRow, holds, profileFiles } from '../support/everyByte'
import { ask } from '../support/extension'
import { OFFLINE } from '../support/offline'
import { test as base } from './fixtures'

const PASSPHRASE = 'correct horse battery'
/** Stand for what is private, in every place a page has for it; one before and one after encryption was turned on. */
const EARLY = 'kanarienvogel'
const LATE = 'wellensittich'

interface Library {
  /** Starts the browser on the profile of this test, or once more. */
  start(): Promise<{ own: Page; recount: ReturnType<typeof driveAutomation>; visit: Page }>
  /** Closes it, as a person does. */
  close(): Promise<void>
  readonly profile: string
}

const test = base.extend<{ library: Library }>({
  library: async ({ chromiumPath }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'recount-encryption-'))
    let close = async () => {}
    await use({
      profile,
      close: () => close(),
      async start() {
        const { context, extensionId } = await launchWithExtension({
          executablePath: chromiumPath,
          extensionFolder: buildFolder('automation'),
          profile,
          args: OFFLINE,
        })
        close = async () => {
          close = async () => {}
          await context.close()
        }
        const own = await context.newPage()
        await own.goto(`chrome-extension://${extensionId}/sessions.html`)
        await own.waitForFunction(() => 'recount' in globalThis)
        return { own, recount: driveAutomation(own), visit: await context.newPage() }
      },
    })
    await close()
    rmSync(profile, { recursive: true, force: true })
  },
})

/** A page that has the word in its title, address, text, style sheet, console and requests. */
function canaryPage(word: string): string {
  return `<!doctype html><title>${word} title</title>
<link rel="stylesheet" href="/${word}.css"><h1>${word}</h1>
<button onclick="document.querySelector('h1').append(' clicked'); console.log('${word} said')">Go</button>
<script>console.error('${word} error'); fetch('/${word}.json')</script>`
}

/** Events of the newest session, which can be counted while nobody can read them. */
async function countEvents(own: Page): Promise<number> {
  const rows = [...(await everyRow(own)).matchAll(/"events":(\d+),"frames"/g)]
  return rows.reduce((sum, [, events]) => sum + Number(events), 0)
}

test('nothing private is stored in clear, recording goes on while the library is locked, and unlocked it plays', async ({
  library,
  serve,
}) => {
  test.slow()
  const server = await serve((request, response) => {
    const word = request.url?.includes(LATE) ? LATE : EARLY
    const isSheet = request.url?.endsWith('.css')
    response.setHeader('content-type', isSheet ? 'text/css' : 'text/html')
    response.end(isSheet ? `.${word} { color: red }` : canaryPage(word))
  })
  const { own, recount, visit } = await library.start()
  await visit.goto(`${server.origin}/${EARLY}`)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  const early = await recount.start({ url: visit.url() }, { privacy: 'allow' })
  await visit.getByRole('button').click()
  await recount.stop(early.sessionId)
  expect(await everyRow(own)).toContain(EARLY)
  // Also what the library made of it: its digest and picture.
  await own.reload()
  await own.waitForFunction(() => 'recount' in globalThis)

  await recount.encryption.turnOn(PASSPHRASE)
  expect(await everyRow(own)).not.toContain(EARLY)
  expect(await recount.stored(early.sessionId)).toContain(EARLY)

  await recount.encryption.lock()
  await expect(own.getByRole('heading', { name: 'The library is locked' })).toBeVisible()
  await expect(recount.list()).rejects.toThrow('locked')
  await visit.bringToFront()
  await visit.goto(`${server.origin}/${LATE}`)
  const late = await recount.start({ url: visit.url() }, { privacy: 'allow' })
  await visit.bringToFront()
  const before = await countEvents(own)
  const cdp = await visit.context().newCDPSession(visit)
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.stopAllWorkers')
  await visit.getByRole('button').click()
  const countNow = async () => {
    await ask(own, 'recording.catchUp', late)
    return await countEvents(own)
  }
  await expect.poll(countNow).toBeGreaterThan(before)
  await recount.stop(late.sessionId)
  const stolen = await everyRow(own)
  expect(stolen).toContain(late.sessionId)
  expect(stolen).not.toContain(LATE)

  await library.close()
  const files = profileFiles(library.profile)
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) expect(holds(file, LATE)).toBe(false)

  // The browser was closed: locked, though it was not asked to.
  const again = await library.start()
  const field = again.own.getByLabel('Passphrase')
  await field.fill('correct horse batteries')
  await field.press('Enter')
  await expect(again.own.getByRole('alert')).toHaveText(
    'That passphrase does not open this library.',
  )
  await field.fill(PASSPHRASE)
  await field.press('Enter')
  await expect(again.own.getByText(`${LATE} title`)).toBeVisible()
  await expect(again.own.getByText(`${EARLY} title`)).toBeVisible()
  await again.recount.open(late.sessionId)
  const stage = again.own.frameLocator('iframe[data-recount-replay]')
  await again.recount.player.seek(600_000)
  await expect(stage.locator('h1')).toHaveText(`${LATE} clicked`)
  await expect(stage.locator('h1')).toBeVisible()
  expect((await again.recount.encryption.status()).working).toBe(false)
})

/** So many that the browser is closed before all of them are encrypted. */
const COPIES = 500

/** More sessions with the same words, straight into the database. */
async function addCopies(own: Page, sessionId: string): Promise<void> {
  await own.evaluate(
    async ({ sessionId, copies }) => {
      const open = indexedDB.open('recount')
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.onsuccess = () => resolve(open.result)
      })
      const transaction = database.transaction('sessions', 'readwrite')
      const store = transaction.objectStore('sessions')
      const request = store.get(sessionId)
      request.onsuccess = () => {
        for (let n = 0; n < copies; n++) store.put({ ...request.result, sessionId: `copy-${n}` })
      }
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
      })
      database.close()
    },
    { sessionId, copies: COPIES },
  )
}

/** Whether some of it is encrypted, and not all. */
async function isInTheMiddle(own: Page): Promise<boolean> {
  return await own.evaluate(async () => {
    const open = indexedDB.open('recount')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const request = database.transaction('settings').objectStore('settings').get('vault')
    const row = await new Promise<{ value: { progress?: { done: number } } } | undefined>(
      (resolve) => {
        request.onsuccess = () => resolve(request.result)
      },
    )
    database.close()
    return (row?.value.progress?.done ?? 0) > 0
  })
}

test('turning encryption on goes on after the browser was closed in the middle of it', async ({
  library,
  serve,
}) => {
  test.slow()
  const server = await serve((_, response) => response.end(canaryPage(EARLY)))
  const { own, recount, visit } = await library.start()
  await visit.goto(server.origin)
  await recount.setConsent(server.origin, 'ask', { privacy: 'allow' })
  const { sessionId } = await recount.start({ url: visit.url() }, { privacy: 'allow' })
  await recount.stop(sessionId)
  await addCopies(own, sessionId)
  await own.evaluate((passphrase) => {
    // Not awaited: the browser is closed while it happens.
    void Reflect.get(globalThis, 'recount').encryption.turnOn(passphrase)
  }, PASSPHRASE)
  await expect.poll(() => isInTheMiddle(own), { intervals: [50] }).toBe(true)
  await library.close()

  const again = await library.start()
  // Encrypting needs no passphrase, so it is done while the library is locked.
  await expect
    .poll(() => again.recount.encryption.status(), { timeout: 60_000 })
    .toEqual({ status: 'locked', working: false })
  expect(await everyRow(again.own)).not.toContain(EARLY)
  await again.recount.encryption.unlock(PASSPHRASE)
  expect(await again.recount.list()).toHaveLength(COPIES + 1)
  expect(await again.recount.stored(sessionId)).toContain(EARLY)

  await again.recount.encryption.turnOff(PASSPHRASE)
  expect(await again.recount.encryption.status()).toEqual({ status: 'off', working: false })
  expect(await everyRow(again.own)).toContain(EARLY)
  expect(await again.recount.stored(sessionId)).toContain(EARLY)
})

test('the library locks itself when it is left alone, opens with the changed passphrase alone, and when that is forgotten begins anew', async ({
  page,
  recount,
  serve,
  sessionsPage: own,
}) => {
  const { origin } = await serve((_, response) => response.end(canaryPage(EARLY)))
  const record = async () => {
    const { sessionId } = await recount.start({ url: page.url() })
    await recount.stop(sessionId)
    return sessionId
  }
  await page.goto(origin)
  await recount.setConsent(origin, 'ask', { privacy: 'allow' })
  const sessionId = await record()
  await recount.encryption.turnOn(PASSPHRASE)

  await own.bringToFront()
  await expect(own.getByText(`${EARLY} title`).first()).toBeVisible()
  await expect(recount.encryption.changePassphrase('not this one', 'another one')).rejects.toThrow(
    'That passphrase does not open this library.',
  )
  await recount.encryption.changePassphrase(PASSPHRASE, 'another passphrase')
  // Whoever comes back after lunch: nothing was done in a page of ours for sixteen minutes.
  await own.evaluate(() => {
    const now = Date.now
    Date.now = () => now() + 16 * 60_000
  })
  await expect(own.getByRole('heading', { name: 'The library is locked' })).toBeVisible({
    timeout: 15_000,
  })
  await expect(own.getByText(EARLY)).toHaveCount(0)
  expect(await own.evaluate(() => chrome.storage.session.get('vaultKey'))).toEqual({})
  await own.reload()
  await own.waitForFunction(() => 'recount' in globalThis)

  await expect(recount.encryption.unlock(PASSPHRASE)).rejects.toThrow('does not open')
  await recount.encryption.unlock('another passphrase')
  await expect(own.getByText(`${EARLY} title`).first()).toBeVisible()
  expect(await recount.stored(sessionId)).toContain(EARLY)

  await recount.encryption.lock()
  await own.getByRole('button', { name: 'Forgotten the passphrase?' }).click()
  const dialog = own.getByRole('dialog')
  await expect(dialog).toContainText('Nobody can find it out')
  await dialog.getByRole('button', { name: 'Delete all sessions' }).click()
  await expect(own.getByRole('heading', { name: 'The library is locked' })).toHaveCount(0)
  expect(await recount.encryption.status()).toEqual({ status: 'off', working: false })
  expect(await recount.list()).toEqual([])
  // What is kept: the sites with their consent. What is recorded from now on is readable again.
  const rows = await everyRow(own)
  expect(rows).toContain(origin)
  expect(rows).not.toContain('"sealed"')
  const again = await record()
  expect(await recount.stored(again)).toContain(EARLY)
})
