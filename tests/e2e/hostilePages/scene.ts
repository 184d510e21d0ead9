/** Two sites that are recorded, one of them hostile, and what it may neither change nor learn. */
import type { RequestListener } from 'node:http'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { Recount, SessionSummary } from '../../support/automation'
import type { TestServer } from '../../support/serve'
import { createMessages } from '../../torture/fuzzMessages'
import { createRandom } from '../../torture/random.mjs'

export const CANARY = 'CANARY-OF-THE-VICTIM'
export const pageOf = (body: string) => `<!doctype html><title>Page</title><body>${body}`

type Serve = (handler: RequestListener, host?: 'localhost' | '127.0.0.1') => Promise<TestServer>

/** All sites and settings, as they are stored. */
async function settingsOf(sessionsPage: Page): Promise<string> {
  return await sessionsPage.evaluate(async () => {
    const open = indexedDB.open('recount')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const all = (table: string) =>
      new Promise<unknown>((resolve) => {
        const request = database.transaction(table).objectStore(table).getAll()
        request.onsuccess = () => resolve(request.result)
      })
    const rows = [await all('sites'), await all('settings')]
    database.close()
    return JSON.stringify(rows)
  })
}

/**
 * A site with a finished and a running session, and a hostile one with a session of its own. `check` looks at all that
 * the hostile one may neither change nor have learnt.
 */
export async function createScene(options: {
  context: BrowserContext
  recount: Recount
  sessionsPage: Page
  serve: Serve
  hostileBody?: string
}) {
  const { context, recount, sessionsPage, serve, hostileBody = '<p>hello' } = options
  const answer = (body: string): RequestListener => {
    return (request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(request.url === '/' ? pageOf(body) : pageOf('<p>inner'))
    }
  }
  const victim = await serve(answer(`<h1>${CANARY}</h1>`), '127.0.0.1')
  const hostile = await serve(answer(hostileBody), 'localhost')
  await recount.setConsent(victim.origin, 'always', { privacy: 'allow' })
  await recount.setConsent(hostile.origin, 'always', { privacy: 'mask-all' })
  const stored = (sessionId: string) => recount.stored(sessionId)
  const open = async (origin: string) => {
    const tab = await context.newPage()
    await tab.goto(`${origin}/`)
    return tab
  }
  // All at once: each is stored some seconds after it began.
  const first = await open(victim.origin)
  const second = await open(victim.origin)
  const third = await open(hostile.origin)
  const sessionsOf = async (origin: string) =>
    (await recount.list()).filter(({ url }) => url.startsWith(`${origin}/`))
  const begun = async (origin: string, expected: string) => {
    const texts = (await sessionsOf(origin)).map(({ sessionId }) => stored(sessionId))
    return (await Promise.all(texts)).filter((text) => text.includes(expected)).length
  }
  await expect.poll(() => begun(victim.origin, CANARY), { timeout: 20_000 }).toBe(2)
  await expect.poll(() => begun(hostile.origin, '"kind":"snapshot"'), { timeout: 20_000 }).toBe(1)
  await first.close()
  const idOf = async (origin: string, wanted: SessionSummary['status']) =>
    (await sessionsOf(origin)).find(({ status }) => status === wanted)?.sessionId ?? ''
  await expect.poll(() => idOf(victim.origin, 'complete'), { timeout: 20_000 }).not.toBe('')
  const finished = await idOf(victim.origin, 'complete')
  const running = { tab: second, sessionId: await idOf(victim.origin, 'recording') }
  const own = { tab: third, sessionId: await idOf(hostile.origin, 'recording') }
  const before = (await stored(finished)).split('\n')
  const settings = await settingsOf(sessionsPage)

  return {
    victim,
    hostile,
    running,
    own,
    async check() {
      // The sessions page may have added a digest and a picture of its own: one line and two, where each belongs.
      const lines = (await stored(finished)).split('\n')
      expect(lines.filter((line) => before.includes(line))).toEqual(before)
      expect(lines.length).toBeLessThanOrEqual(before.length + 3)
      expect(await settingsOf(sessionsPage)).toBe(settings)
      const sessions = await recount.list()
      const statusOf = (id: string) => sessions.find((each) => each.sessionId === id)?.status
      expect(statusOf(running.sessionId)).toBe('recording')
      expect(sessions.map(({ sessionId }) => sessionId).toSorted()).toEqual(
        [finished, running.sessionId, own.sessionId].toSorted(),
      )
      expect(await stored(running.sessionId)).not.toContain('EVIL')
      const kept = await stored(own.sessionId)
      expect(kept).not.toContain(CANARY)
      expect(kept).not.toContain('"level":"allow"')
      // And it is recorded still: what it does next arrives, masked.
      return { kept, sessions }
    },
    async close() {
      await running.tab.close()
      await own.tab.close()
    },
  }
}

export function messagesOf(
  known: Parameters<typeof createMessages>[1],
  count: number,
  seed: number,
) {
  const next = createMessages(createRandom(seed), known)
  return Array.from({ length: count }, next)
}
