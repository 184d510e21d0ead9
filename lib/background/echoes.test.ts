import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PrivacyLevel } from '../format/settings'
import type { Sender } from '../messages/runtime'
import { marksOf } from '../privacy/earlier'
import { createNameMask } from '../privacy/names'
import { database } from '../store/database'
import { createSession } from '../store/sessions'
import { addStream } from '../store/streams'
import { newSession } from '../store/testRows'
import { createEchoes } from './echoes'
import { hearMarks } from './entryMarks'
import { maskKey } from './maskKey'
import { putRun, type Run, removeRun } from './runs'

const SENDER = { tab: { id: 7 }, documentId: 'frame' } as Sender
const topSender = { tab: { id: 7 }, documentId: 'top' } as Sender
const SESSION = 'session-one'
/** A busy machine may need longer than Vitest's own second. */
const PATIENT = { timeout: 20_000 }

beforeEach(async () => {
  fakeBrowser.reset()
  vi.stubGlobal('navigator', {
    locks: { request: async (_: string, run: () => unknown) => await run() },
  })
  await createSession(newSession({ sessionId: SESSION }))
  await putRun({ tabId: 7, sessionId: SESSION } as Run)
})

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await Promise.all(database.tables.map((table) => table.clear()))
})

async function streams(level: PrivacyLevel, ...names: string[]): Promise<void> {
  for (const [index, name] of names.entries())
    await addStream({
      streamId: `stream-${name}`,
      sessionId: SESSION,
      framePath: index === 0 ? [] : [index - 1],
      frameId: index,
      documentId: name,
      url: '',
      title: '',
      startedAt: 1,
      endedAt: null,
      level,
    })
}

async function entered(value: string, kind: 'e' | 's' = 'e'): Promise<string[]> {
  return marksOf(value, kind, createNameMask(await maskKey()).hash)
}

/** What each document answers; nobody else is there. */
function answers(byDocument: Record<string, string[] | 'never'>) {
  return vi.spyOn(browser.tabs, 'sendMessage').mockImplementation((async (
    _tab: number,
    _message: unknown,
    { documentId }: { documentId?: string } = {},
  ) => {
    const answer = byDocument[documentId ?? '']
    if (answer === 'never') await new Promise(() => {})
    if (answer === undefined) throw new Error('Receiving end does not exist')
    return { ok: true, reply: answer }
  }) as never)
}

const EVENT = { kind: 'mutation', time: 5, texts: [[4, 'Results for zebrafish']] }
const chunk = () => ({
  sessionId: SESSION,
  streamId: 'stream-frame',
  body: JSON.stringify([EVENT]),
  resources: [{ key: 'https://a.example/zebrafish.css', text: '.zebrafish {}' }],
})

async function bodyOf(payload: unknown): Promise<string> {
  return JSON.stringify(await createEchoes().chunk(payload, SENDER))
}

it('masks what was entered in a document beside it the moment before', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: await entered('zebrafish'), frame: [] })
  const body = await bodyOf(chunk())
  expect(body).not.toContain('zebrafish')
  expect(body).toContain('Results for xxxxxxxxx')
  expect(body).toContain('https://a.example/xxxxxxxxx.css')
})

it('masks secrets alone where the level lets through what was entered', async () => {
  await streams('allow', 'top', 'frame')
  answers({ top: await entered('zebrafish'), frame: [] })
  expect(await bodyOf(chunk())).toContain('Results for zebrafish')
  answers({ top: await entered('zebrafish', 's'), frame: [] })
  expect(await bodyOf(chunk())).toContain('Results for ********')
})

it('asks nobody where a document is alone, and changes nothing', async () => {
  await streams('mask-user-input', 'frame')
  const asked = answers({})
  const payload = chunk()
  expect(await createEchoes().chunk(payload, SENDER)).toBe(payload)
  expect(asked).not.toHaveBeenCalled()
})

it('keeps no telling word, and counts it, where a document does not answer', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: 'never', frame: [] })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const body = bodyOf(chunk())
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), PATIENT)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await body).not.toContain('zebrafish')
  expect(await body).toContain('"maskFailures":1')
})

it('does not wait for a document that said its last, nor for one of the page before', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: 'never', frame: 'never' })
  const echoes = createEchoes()
  const last = { ...chunk(), streamId: 'stream-top', final: true }
  // The next page of the tab has begun, and the page it left is frozen.
  await addStream({
    streamId: 'stream-next',
    sessionId: SESSION,
    framePath: [],
    frameId: 0,
    documentId: 'next',
    url: '',
    title: '',
    startedAt: 2,
    endedAt: null,
    level: 'mask-user-input',
  })
  answers({ top: 'never', frame: 'never', next: await entered('zebrafish') })
  const [ofTop, ofNext] = await Promise.all([
    echoes.chunk(last, topSender),
    echoes.chunk({ ...chunk(), streamId: 'stream-next' }, { ...SENDER, documentId: 'next' }),
  ])
  expect(JSON.stringify(ofTop)).not.toContain('maskFailures')
  expect(JSON.stringify(ofTop)).not.toContain('zebrafish')
  expect(JSON.stringify(ofNext)).not.toContain('maskFailures')
})

it('waits no longer for a document that says its last while it is asked', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: 'never', frame: [] })
  const echoes = createEchoes()
  const vitals = echoes.chunk({ ...chunk(), streamId: 'stream-top' }, topSender)
  const last = echoes.chunk({ ...chunk(), streamId: 'stream-top', final: true }, topSender)
  expect(JSON.stringify(await Promise.all([vitals, last]))).not.toContain('maskFailures')
})

it('waits for a silent document once', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: 'never', frame: [] })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const echoes = createEchoes()
  const bodies: unknown[] = []
  for (const waitMs of [10_500, 500]) {
    void echoes.chunk(chunk(), SENDER).then((body) => bodies.push(body))
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), PATIENT)
    await vi.advanceTimersByTimeAsync(waitMs)
    await vi.waitFor(
      () => expect(JSON.stringify(bodies.at(-1))).toContain('"maskFailures":1'),
      PATIENT,
    )
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(bodies).toHaveLength(2)
})

it('knows the last words of a document that is gone, also after the recording of its tab', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({})
  await removeRun(7)
  const telling = hearMarks({ marks: await entered('zebrafish') }, SENDER)
  expect(await bodyOf(chunk())).not.toContain('zebrafish')
  await telling
})

it('masks titles, addresses and the names of resources in the same way', async () => {
  await streams('mask-user-input', 'top', 'frame')
  answers({ top: await entered('zebrafish'), frame: [] })
  const echoes = createEchoes()
  const described = await echoes.description({
    streamId: 'stream-frame',
    url: 'https://a.example/zebrafish',
    title: 'For zebrafish',
  })
  const wanted = await echoes.wanted(
    {
      sessionId: SESSION,
      items: [{ key: '/zebrafish.png', url: '/zebrafish.png', kind: 'image' }],
    },
    SENDER,
  )
  expect(JSON.stringify(described)).not.toContain('zebrafish')
  // What is fetched is the real address, which is not stored.
  expect(wanted).toMatchObject({ items: [{ key: '/xxxxxxxxx.png', url: '/zebrafish.png' }] })
})
