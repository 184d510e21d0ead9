/** Pages, frames and compromised renderers that want more than they may have: `docs/guarantees.md` 6. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { buildFolder } from '../../scripts/support/build.mjs'
import { sendFrom, tabIdOf, workerOf } from './fakeRecorder'
import { test } from './fixtures'
import { findTraces, forgeEverything, POISONED, probeFiles, reachOut } from './hostilePages/attacks'
import { CANARY, createScene, messagesOf, pageOf } from './hostilePages/scene'

test('a hostile page finds no file, no API and no trace of the extension, and forges nothing', async ({
  context,
  extension,
  recount,
  sessionsPage,
  serve,
}) => {
  test.setTimeout(120_000)
  const scene = await createScene({ context, recount, sessionsPage, serve })
  const { tab, sessionId } = scene.own
  const { extensionId } = extension
  const errors: string[] = []
  tab.on('pageerror', (error) => errors.push(error.message))

  expect(await tab.evaluate(findTraces)).toEqual([])

  const folder = buildFolder('automation')
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/chunks|assets|_locales/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  expect(paths).toContain('content-scripts/recorder.js')
  const real = await tab.evaluate(probeFiles, { id: extensionId, paths })
  const madeUp = await tab.evaluate(probeFiles, { id: 'abcdefghijklmnopabcdefghijklmnop', paths })
  expect(real).toEqual(madeUp)

  const known = {
    sessionIds: [scene.running.sessionId, sessionId],
    streamIds: ['stream-made-up'],
    origins: [scene.victim.origin, scene.hostile.origin],
  }
  // As a page may post them: what cannot be cloned is no message.
  const messages = JSON.parse(JSON.stringify(messagesOf(known, 300, 1))) as unknown[]
  await tab.evaluate(forgeEverything, messages)
  await tab.evaluate(() => {
    document.title = 'EVIL-TITLE'
    document.body.append('after the forgery')
  })
  await expect
    .poll(async () => await recount.stored(sessionId), { timeout: 20_000 })
    .toContain('xxxxx xxx xxxxxxx')
  const { kept, sessions } = await scene.check()
  expect(kept).not.toContain('EVIL')
  expect(sessions.find((each) => each.sessionId === sessionId)?.status).toBe('recording')
  expect(errors).toEqual([])
  await scene.close()
})

test('poisoned prototypes and windows of other sites get nothing, and recording goes on', async ({
  context,
  recount,
  sessionsPage,
  serve,
}) => {
  test.setTimeout(120_000)
  const scene = await createScene({
    context,
    recount,
    sessionsPage,
    serve,
    hostileBody: POISONED,
  })
  const { tab, sessionId } = scene.own
  // Opened by the site it wants to look into.
  const opening = context.waitForEvent('page')
  await scene.running.tab.evaluate((url) => void window.open(url), `${scene.hostile.origin}/opened`)
  const opened = await opening
  await opened.waitForLoadState()
  expect(await opened.evaluate(() => window.opener !== null)).toBe(true)
  expect(await opened.evaluate(reachOut)).toEqual([])
  await opened.close()

  // Afterwards nothing can be evaluated there: Playwright lives in the same world.
  await tab.evaluate(() => void document.dispatchEvent(new Event('poison')))
  await expect
    .poll(async () => await recount.stored(sessionId), { timeout: 20_000 })
    .toContain('xxxxx xx x xxxxxxxx xxxx')
  const sessions = await recount.list()
  expect(sessions.filter(({ status }) => status === 'recording').length).toBeGreaterThanOrEqual(2)
  expect(await recount.stored(scene.running.sessionId)).not.toContain('EVIL')
  for (const { sessionId } of sessions)
    if (sessionId !== scene.running.sessionId && (await recount.stored(sessionId)).includes('EVIL'))
      throw new Error('A line of a page at mask-all was stored as it is')
  await scene.close()
})

test('a page that was there before us, and heard the meeting, can only describe itself', async ({
  context,
  recount,
  serve,
}) => {
  const site = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      pageOf(`${POISONED}<script>
        window.lines = []
        document.addEventListener('recount:offer', (event) => lines.push(event.relatedTarget))
        setInterval(() => {
          for (const line of lines) {
            line.dispatchEvent(new CustomEvent('news', { detail: JSON.stringify({ records: [
              { kind: 'console', level: 'log', args: ['EVIL-FORGED'] },
              { kind: 'network', via: 'fetch', url: 'http://x/EVIL-FORGED' },
              { kind: 'snapshot', children: [] }, 7, null ] }) }))
            line.dispatchEvent(new CustomEvent('news', { detail: 'x'.repeat(10000) }))
            line.dispatchEvent(new FocusEvent('node', { relatedTarget: window }))
            line.dispatchEvent(new CustomEvent('wake'))
          }
        }, 20)
      </script>`),
    )
  })
  const tab = await context.newPage()
  await tab.goto(`${site.origin}/`)
  const { sessionId } = await recount.start({ url: tab.url() }, { privacy: 'mask-all' })
  await tab.locator('input').fill('private typing')
  expect(await tab.evaluate(() => Reflect.get(window, 'lines').length)).toBeGreaterThan(0)
  await tab.evaluate(() => void document.dispatchEvent(new Event('poison')))
  await expect
    .poll(async () => await recount.stored(sessionId), { timeout: 20_000 })
    .toContain('xxxxx xx x xxxxxxxx xxxx')
  const summary = await recount.stop(sessionId)
  expect(summary.status).toBe('complete')
  const kept = await recount.stored(sessionId)
  for (const secret of ['EVIL', 'private', 'poisoned']) expect(kept).not.toContain(secret)
  await tab.close()
})

test('a page that floods all it can reach exhausts neither the worker nor the disk', async ({
  context,
  recount,
  sessionsPage,
  serve,
}) => {
  test.setTimeout(120_000)
  const scene = await createScene({ context, recount, sessionsPage, serve })
  const { tab, sessionId } = scene.own
  await tab.evaluate(async () => {
    const rest = () => new Promise((done) => setTimeout(done, 10))
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 2000; n++) {
        console.debug('flood', round, n)
        document.dispatchEvent(
          new CustomEvent('recount:request', { detail: `{"recording":"off","n":${n}}` }),
        )
      }
      for (let n = 0; n < 20; n++) {
        const frame = document.createElement('iframe')
        frame.srcdoc = '<p>frame'
        document.body.append(frame)
      }
      document.title = `title ${round} ${'x'.repeat(1_000_000)}`
      document.body.setAttribute(`data-${round}`, 'y'.repeat(5_000_000))
      await rest()
      for (const frame of document.querySelectorAll('iframe')) frame.remove()
    }
    document.body.append('after the flood')
  })
  await expect
    .poll(async () => await recount.stored(sessionId), { timeout: 60_000 })
    .toContain('xxxxx xxx xxxxx')
  // The others are recorded and answered meanwhile.
  await scene.running.tab.evaluate(() => document.body.append('words of the victim'))
  await expect
    .poll(async () => await recount.stored(scene.running.sessionId), { timeout: 20_000 })
    .toContain('words of the victim')
  const { sessions } = await scene.check()
  const own = sessions.find((each) => each.sessionId === sessionId)
  expect(own?.status).toBe('recording')
  expect((own?.storedBytes ?? 0) + (own?.resourceBytes ?? 0)).toBeLessThan(32_000_000)
  expect(await recount.stop(sessionId)).toMatchObject({ status: 'complete' })
  await scene.close()
})

test('a compromised renderer with our own content script reads and writes nothing of others', async ({
  context,
  recount,
  sessionsPage,
  serve,
}) => {
  test.setTimeout(120_000)
  const scene = await createScene({ context, recount, sessionsPage, serve })
  const streamsOf = async (sessionId: string) => [
    ...new Set((await recount.stored(sessionId)).match(/(?<="streamId":")[\w-]+/g) ?? []),
  ]
  const known = {
    sessionIds: [scene.running.sessionId, scene.own.sessionId, 'session-not-there'],
    streamIds: [
      ...(await streamsOf(scene.running.sessionId)),
      ...(await streamsOf(scene.own.sessionId)),
    ],
    origins: [scene.victim.origin, scene.hostile.origin],
  }
  const tabId = await tabIdOf(context, scene.own.tab.url())
  const worker = await workerOf(context)
  const messages = JSON.parse(JSON.stringify(messagesOf(known, 2000, 2))) as unknown[]
  const replies = await worker.evaluate(
    async ([tabId, messages]) => {
      const [injected] = await chrome.scripting.executeScript({
        target: { tabId },
        args: [messages],
        func: async (messages) => {
          const answers: string[] = []
          for (let at = 0; at < messages.length; at += 50) {
            const batch = messages.slice(at, at + 50).map((message) =>
              chrome.runtime.sendMessage(message).then(
                (answer: unknown) => JSON.stringify(answer) ?? '',
                (error: unknown) => String(error),
              ),
            )
            answers.push(...(await Promise.all(batch)))
          }
          return answers
        },
      })
      return injected?.result ?? []
    },
    [tabId, messages] as const,
  )
  expect(replies).toHaveLength(messages.length)
  expect(replies.filter((reply) => reply.startsWith('{"ok":true')).length).toBeGreaterThan(50)
  expect(replies.join('\n')).not.toContain(CANARY)
  await scene.check()
  await scene.close()
})

test('a compromised frame of another site says nothing for the page around it', async ({
  context,
  recount,
  serve,
}) => {
  const evil = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(pageOf('<p>frame'))
  }, '127.0.0.1')
  const site = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(pageOf(`<h1>Around</h1><iframe src="${evil.origin}/frame"></iframe>`))
  })
  await recount.setConsent(site.origin, 'always', { privacy: 'allow' })
  await recount.setConsent(evil.origin, 'always', { privacy: 'mask-all' })
  const tab = await context.newPage()
  await tab.goto(`${site.origin}/`)
  let text = ''
  const streams = () =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{"streamId"') && line.includes('"framePath"'))
      .map((line) => JSON.parse(line) as { streamId: string; framePath: number[]; frameId: number })
  await expect
    .poll(
      async () => {
        const [session] = await recount.list()
        text = session ? await recount.stored(session.sessionId) : ''
        return streams().length
      },
      { timeout: 20_000 },
    )
    .toBe(2)
  const top = streams().find(({ framePath }) => framePath.length === 0)
  const inner = streams().find(({ framePath }) => framePath.length > 0)
  const [session] = await recount.list()
  const tabId = await tabIdOf(context, tab.url())
  const body = JSON.stringify([{ kind: 'mark', time: 1, note: 'EVIL-NOTE' }])
  const forged = {
    streamId: top?.streamId,
    parentStreamId: inner?.streamId,
    how: 'block',
    round: 0,
  }
  for (const [name, payload] of [
    ['chunk.append', { ...forged, sessionId: session?.sessionId, seq: 0, body, lastActivityAt: 0 }],
    ['stream.describe', { ...forged, url: 'http://evil/', title: 'EVIL-TITLE' }],
    ['frame.claim', { ...forged, framePath: [0] }],
    ['frame.verify', forged],
    ['frame.restrict', forged],
    ['frame.loaded', forged],
    ['page.request', { recording: 'off', end: true }],
    ['consent.answer', { answer: 'no', remember: true }],
    [
      'recorder.hello',
      { streamId: 'stream-evil-top', url: site.origin, framePath: [], startedAt: 1 },
    ],
  ] as const) {
    const answer = await sendFrom(context, tabId, { name, payload }, inner?.frameId)
    expect(answer, name).toMatchObject({ ok: false })
  }
  expect(await tab.frames()[1]?.evaluate(reachOut)).toEqual([])
  await tab.evaluate(() => document.body.append('words after it'))
  await expect
    .poll(async () => await recount.stored(session?.sessionId ?? ''), { timeout: 20_000 })
    .toContain('words after it')
  expect(await recount.stored(session?.sessionId ?? '')).not.toContain('EVIL')
  await tab.close()
})
