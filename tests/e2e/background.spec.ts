import type { IncomingMessage, ServerResponse } from 'node:http'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { sendFrom, tabIdOf, workerOf } from './fakeRecorder'
import { test } from './fixtures'

function servePage(request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>Page ${request.url}</title><h1>Hello</h1>`)
}

function newHello(streamId: string, url: string, patch = {}) {
  return {
    name: 'recorder.hello',
    payload: { streamId, url, framePath: [], startedAt: Date.now(), ...patch },
  }
}

function newChunk(sessionId: unknown, streamId: string, seq: number) {
  const body = JSON.stringify([{ kind: 'mark', time: seq * 10, note: `note ${seq}` }])
  const payload = { sessionId, streamId, seq, body, lastActivityAt: 0 }
  return { name: 'chunk.append', payload }
}

/** Worlds that this extension opened in the page, in all frames. */
async function worldsIn(page: Page, extensionId: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  let worlds = 0
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`) worlds++
  })
  await session.send('Runtime.enable')
  await session.detach()
  return worlds
}

/** Truly stops the worker; a message wakes the next one. */
async function stopWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}

/** When the worker that runs now was started. */
async function workerStart(context: BrowserContext): Promise<number> {
  return await (await workerOf(context)).evaluate(() => performance.timeOrigin)
}

test.describe('consent', () => {
  test('a page without it runs none of our code, and none again after it is withdrawn', async ({
    page,
    recount,
    serve,
    extension: { extensionId },
  }) => {
    const server = await serve(servePage)
    await page.goto(`${server.origin}/a`)
    expect(await worldsIn(page, extensionId)).toBe(0)

    await recount.setConsent(server.origin, 'always')
    await page.goto(`${server.origin}/b`)
    expect(await worldsIn(page, extensionId)).toBe(1)

    await recount.setConsent(server.origin, 'never')
    // A new tab: the frame of the old one keeps its (empty) world for as long as it lives.
    const next = await page.context().newPage()
    await next.goto(`${server.origin}/c`)
    expect(await worldsIn(next, extensionId)).toBe(0)
    await expect(recount.start({ url: next.url() })).rejects.toThrow('never to record this site')
    await next.close()
  })

  test('of one origin gives nothing to another port of the same host', async ({
    page,
    recount,
    serve,
    extension: { extensionId },
  }) => {
    const [one, other] = [await serve(servePage), await serve(servePage)]
    await recount.setConsent(one.origin, 'always')
    await page.goto(other.origin)
    expect(await worldsIn(page, extensionId)).toBe(0)
  })

  test('that is withdrawn ends what is recorded under it', async ({
    context,
    page,
    recount,
    serve,
  }) => {
    const server = await serve(servePage)
    await recount.setConsent(server.origin, 'always')
    await page.goto(server.origin)
    const tabId = await tabIdOf(context, page.url())
    const hello = await sendFrom(context, tabId, newHello('stream-withdraw', page.url()))
    const sessionId = hello.ok ? hello.reply?.sessionId : undefined
    await sendFrom(context, tabId, newChunk(sessionId, 'stream-withdraw', 0))
    await recount.setConsent(server.origin, 'never')
    expect(await sendFrom(context, tabId, newChunk(sessionId, 'stream-withdraw', 1))).toEqual({
      ok: true,
      reply: { stop: 'consent-withdrawn' },
    })
    const sessions = await recount.list()
    expect(sessions.find((each) => each.sessionId === sessionId)?.status).toBe('complete')
  })
})

test.describe('messages', () => {
  test('a content script cannot do what only our own pages may', async ({
    context,
    page,
    serve,
    recount,
  }) => {
    const server = await serve(servePage)
    await page.goto(server.origin)
    const tabId = await tabIdOf(context, page.url())
    for (const [name, payload] of [
      ['recording.startTab', { tabId }],
      ['consent.set', { origin: server.origin, consent: 'always' }],
      ['rules.set', { origin: server.origin, rules: [] }],
      ['tab.state', { tabId }],
      ['grant.intend', { origin: server.origin, consent: 'always' }],
    ] as const) {
      const answer = await sendFrom(context, tabId, { name, payload })
      expect(answer, name).toEqual({ ok: false, error: `${name} is not for this sender` })
    }
    expect(await recount.list()).toEqual([])
  })

  test('a tab cannot write into the session of another', async ({
    context,
    page,
    recount,
    serve,
  }) => {
    const server = await serve(servePage)
    await recount.setConsent(server.origin, 'always')
    await page.goto(`${server.origin}/mine`)
    const mine = await tabIdOf(context, page.url())
    const hello = await sendFrom(context, mine, newHello('stream-mine', page.url()))
    const sessionId = hello.ok ? hello.reply?.sessionId : undefined

    const other = await context.newPage()
    await other.goto(`${server.origin}/other`)
    const theirs = await tabIdOf(context, other.url())
    const forged = newChunk(sessionId, 'stream-mine', 0)
    expect(await sendFrom(context, theirs, forged)).toMatchObject({ ok: false })
    expect(await sendFrom(context, theirs, newHello('stream-mine', other.url()))).toMatchObject({
      ok: true,
      reply: { record: false, reason: 'stream-taken' },
    })
    await other.close()
  })
})

test.describe('a stopped worker', () => {
  test('loses nothing it acked, takes the same chunks once, and goes on with the session', async ({
    context,
    page,
    recount,
    serve,
  }) => {
    const server = await serve(servePage)
    await recount.setConsent(server.origin, 'always')
    await page.goto(server.origin)
    const tabId = await tabIdOf(context, page.url())
    const hello = await sendFrom(context, tabId, newHello('stream-long', page.url()))
    const sessionId = hello.ok ? String(hello.reply?.sessionId) : ''
    const send = async (seq: number) =>
      expect(await sendFrom(context, tabId, newChunk(sessionId, 'stream-long', seq))).toEqual({
        ok: true,
        reply: { acked: seq },
      })
    await send(0)
    await send(1)
    const before = await workerStart(context)
    await stopWorker(page)
    const state = await recount.list()
    expect(state.find((each) => each.sessionId === sessionId)?.status).toBe('recording')
    await recount.setConsent(server.origin, 'always') // wakes the next worker
    expect(await workerStart(context)).not.toBe(before)
    await send(1)
    await send(2)
    const stored = await recount.stored(sessionId)
    for (const note of ['note 0', 'note 1', 'note 2']) expect(stored.split(note)).toHaveLength(2)
    expect(await recount.stop(sessionId)).toMatchObject({ status: 'complete' })
  })
})
