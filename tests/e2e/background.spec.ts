import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from '@playwright/test'
import { sendFrom, tabIdOf } from './fakeRecorder'
import { test } from './fixtures'

function servePage(_request: IncomingMessage, response: ServerResponse) {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><title>Page</title><h1>Hello</h1>')
}

function newHello(streamId: string, url: string, patch = {}) {
  return {
    name: 'recorder.hello',
    payload: {
      streamId,
      url,
      framePath: [],
      startedAt: Date.now(),
      doNotTrack: false,
      globalPrivacyControl: false,
      ...patch,
    },
  }
}

function newChunk(sessionId: unknown, streamId: string, seq: number, note = 'hi') {
  return {
    name: 'chunk.append',
    payload: {
      sessionId,
      streamId,
      seq,
      body: JSON.stringify([{ kind: 'mark', time: seq * 10, note }]),
      lastActivityAt: 0,
    },
  }
}

test.describe('the worker', () => {
  test('records a page by consent, drops duplicates and refuses forged chunks', async ({
    context,
    page,
    recount,
    serve,
  }) => {
    const server = await serve(servePage)
    await page.goto(`${server.origin}/`)
    const tabId = await tabIdOf(context, page.url())
    const undecided = await sendFrom(context, tabId, newHello('stream-undecided', page.url()))
    expect(undecided).toMatchObject({ ok: true, reply: { record: false, reason: 'undecided' } })

    await recount.setConsent(server.origin, 'always', { privacy: 'allow' })
    const hello = await sendFrom(context, tabId, newHello('stream-first', page.url()))
    expect(hello).toMatchObject({ ok: true, reply: { record: true, policy: { level: 'allow' } } })
    const sessionId = hello.ok ? hello.reply?.sessionId : undefined

    for (let time = 0; time < 3; time++) {
      const chunk = newChunk(sessionId, 'stream-first', 0)
      expect(await sendFrom(context, tabId, chunk)).toEqual({ ok: true, reply: { acked: 0 } })
    }
    const [session] = await recount.list()
    expect(session).toMatchObject({ sessionId, status: 'recording', events: 1 })
  })
})
