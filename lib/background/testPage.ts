/** A page for tests of the worker: says hello, sends chunks and answers commands as a recorder does. */
import { vi } from 'vitest'
import { browser } from 'wxt/browser'
import type { HelloReply } from '../messages/protocol'
import type { Sender } from '../messages/runtime'
import { createKeyedQueue } from '../platform/keyedQueue'
import { appendChunk } from '../store/chunks'
import { getSession } from '../store/sessions'
import { getStream } from '../store/streams'
import { createDownlink } from '../transport/downlink'
import { createHello } from './hello'
import { createLifecycle } from './lifecycle'

export const TEST_URL = 'https://shop.example/cart'

export interface TestPage {
  readonly reply: HelloReply | undefined
  /** Greets the worker, as a document does that begins at this moment of the clock. */
  hello(): Promise<HelloReply>
  /** One chunk with something the person did in it. */
  send(text: string): Promise<void>
  /** What the worker's alarm does. */
  review(): Promise<void>
}

/** One tab that shows `TEST_URL`, with the browser's permission and the worker's handlers around it. */
export function createTestPage(): TestPage {
  const tab = { id: 1, url: TEST_URL, incognito: false, status: 'complete', discarded: false }
  const sender = { tab, url: TEST_URL, frameId: 0, documentId: 'd1' } as unknown as Sender
  const inTab = createKeyedQueue<number>()
  const lifecycle = createLifecycle(inTab)
  const hello = createHello(inTab, async () => {})
  const downlink = createDownlink({
    session: getSession,
    stream: getStream,
    append: appendChunk,
    onStored: () => {},
    onFull: () => {},
    now: () => Date.now(),
  })
  let reply: HelloReply | undefined
  let stream = { id: '', startedAt: 0, seq: 0 }
  let count = 0
  let isAwake = false
  let actedAt = 0
  let greeting: Promise<unknown> = Promise.resolve()

  vi.spyOn(browser.permissions, 'contains').mockImplementation(async () => true)
  vi.spyOn(browser.tabs, 'get').mockResolvedValue(tab as never)
  vi.spyOn(browser.tabs, 'sendMessage').mockImplementation((async (
    _tabId: number,
    { name, payload }: { name: string; payload?: { frames?: true } },
  ) => {
    if (name === 'recording.stop') {
      await append([{ kind: 'end', reason: 'stopped' }], { final: true })
      isAwake = false
      return { ok: true, reply: { streamId: stream.id, chunks: stream.seq } }
    }
    // Not awaited: the greeting waits for the tab's queue, in which the caller stands.
    if (name === 'recording.start' && !payload?.frames && !isAwake) greeting = page.hello()
    return { ok: true, reply: null }
  }) as never)
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, run: () => Promise<unknown>) => run() },
  })

  async function append(events: object[], extra: object = {}): Promise<void> {
    if (!reply?.record) return
    const time = Math.max(0, Date.now() - stream.startedAt)
    const body = JSON.stringify(events.map((event) => ({ time, ...event })))
    const seq = stream.seq++
    const payload = { sessionId: reply.sessionId, streamId: stream.id, seq, body, actions: 0 }
    await downlink.append({ ...payload, lastActivityAt: actedAt, ...extra }, sender)
  }

  const page: TestPage = {
    get reply() {
      return reply
    },
    async hello() {
      stream = { id: `stream-${++count}`, startedAt: Date.now(), seq: 0 }
      isAwake = true
      const message = { streamId: stream.id, url: TEST_URL, framePath: [] }
      reply = await hello({ ...message, startedAt: stream.startedAt }, sender)
      await append([{ kind: 'snapshot', url: TEST_URL, title: '', children: [] }])
      return reply
    },
    async send(text) {
      actedAt = Date.now()
      await append([{ kind: 'mark', note: text }])
    },
    async review() {
      await lifecycle.onAlarm('review')
      await greeting
    },
  }
  return page
}
