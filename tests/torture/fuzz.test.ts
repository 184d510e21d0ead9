/**
 * The worker's own listener under messages that a compromised renderer makes up. RECOUNT_FUZZ says how many (100,000
 * for docs/guarantees.md), RECOUNT_SEED which.
 */
import 'fake-indexeddb/auto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { startBackground } from '../../lib/background/startBackground'
import { database } from '../../lib/store/database'
import { updateSettings } from '../../lib/store/settings'
import { updateSite } from '../../lib/store/sites'
import { createMessages } from './fuzzMessages'
import { createRandom } from './random.mjs'

vi.mock('#i18n', () => ({
  i18n: { t: (key: string, names: string[] = []) => [key, ...names].join(' ') },
}))

const COUNT = Number(process.env.RECOUNT_FUZZ ?? 4000)
const SEED = Number(process.env.RECOUNT_SEED ?? 7)
/** As often all that may not change is compared. */
const LOOK_EVERY = 500
/** In what is stored of the victim, and in nothing that anybody else is answered. */
const CANARY = 'canary-of-the-victim'
const VICTIM = 'https://bank.example'
const EVIL = 'https://evil.example'
const ASKING = 'https://asking.example'
const UNDECIDED = 'https://undecided.example'
const AD = 'https://ad.example'
const VICTIM_TAB = 1

const urlOfTab: Record<number, string> = {
  [VICTIM_TAB]: `${VICTIM}/account`,
  2: `${EVIL}/`,
  3: `${ASKING}/`,
  4: `${UNDECIDED}/`,
}

/** As the browser fills it in: a renderer can forge none of it. */
function senderOf(tabId: number, frameId = 0, origin = new URL(urlOfTab[tabId] ?? '').origin) {
  const tab = { id: tabId, url: urlOfTab[tabId], incognito: false, status: 'complete' }
  const documentId = `document-${tabId}-${frameId}`
  return { id: browser.runtime.id, tab, url: `${origin}/`, origin, frameId, documentId }
}

type Answer = { ok: boolean; reply?: unknown; error?: unknown }
const HANGS = Symbol('no answer')

/** What the sender gets; undefined where no listener wants the message. */
async function deliver(message: unknown, sender: object): Promise<Answer | undefined> {
  let respond: (answer: unknown) => void = () => {}
  const answered = new Promise<unknown>((resolve) => {
    respond = resolve
  })
  const results = await fakeBrowser.runtime.onMessage.trigger(
    message as never,
    sender as never,
    respond as never,
  )
  const isWanted = results.some((result) => (result as unknown) === true)
  const limit = new Promise((resolve) => setTimeout(resolve, isWanted ? 30_000 : 0, HANGS))
  const answer = await Promise.race([answered, limit])
  if (answer === HANGS) {
    if (isWanted) throw new Error(`Nobody answered ${JSON.stringify(message)?.slice(0, 500)}`)
    return undefined
  }
  return answer as Answer
}

/** Tabs that the worker did something to, and what it fetched. */
const touched = new Set<number>()
const fetched: { url: string; credentials: unknown }[] = []
const rejections: unknown[] = []
const onRejection = (error: unknown) => void rejections.push(error)

beforeAll(async () => {
  process.on('unhandledRejection', onRejection)
  const touch = (tabId: number | undefined) => void touched.add(tabId ?? -1)
  const script = async ({ target }: { target: { tabId: number } }) => {
    touch(target.tabId)
    return []
  }
  Object.assign(fakeBrowser, {
    scripting: {
      executeScript: script,
      getRegisteredContentScripts: async () => [],
      registerContentScripts: async () => {},
      unregisterContentScripts: async () => {},
      updateContentScripts: async () => {},
    },
    commands: { onCommand: { addListener: () => {} } },
    webRequest: Object.fromEntries(
      ['onBeforeRequest', 'onBeforeRedirect', 'onCompleted', 'onErrorOccurred'].map((name) => [
        name,
        { addListener: () => {}, removeListener: () => {} },
      ]),
    ),
  })
  Object.assign(fakeBrowser.tabs, { onReplaced: { addListener: () => {} } })
  fakeBrowser.permissions.contains = (async () => true) as never
  fakeBrowser.permissions.remove = (async () => true) as never
  Object.assign(fakeBrowser.permissions, {
    onAdded: { addListener: () => {} },
    onRemoved: { addListener: () => {} },
  })
  fakeBrowser.tabs.get = (async (id: number) => senderOf(id).tab) as never
  fakeBrowser.tabs.query = (async () =>
    Object.keys(urlOfTab).map((id) => senderOf(Number(id)).tab)) as never
  fakeBrowser.tabs.sendMessage = (async (tabId: number) => {
    touch(tabId)
    return { ok: true, reply: null }
  }) as never
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, run: () => Promise<unknown>) => run() },
  })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    fetched.push({ url, credentials: init.credentials })
    return new Response('bytes', { headers: { 'content-type': 'image/png' } })
  })
  // What is refused is written to the log of the worker.
  vi.spyOn(console, 'error').mockImplementation(() => {})

  await updateSettings({ privacy: 'mask-all' })
  for (const origin of [VICTIM, EVIL]) await updateSite(origin, { consent: 'always' })
  await updateSite(VICTIM, { rules: [{ selector: `.${CANARY}`, effect: 'block' }] })
  await updateSite(EVIL, { rules: [{ selector: '.own', effect: 'mask' }] })
  await updateSite(ASKING, { consent: 'ask' })
  startBackground()
})

afterAll(() => {
  process.off('unhandledRejection', onRejection)
  vi.unstubAllGlobals()
})

/** Says hello and stores a first part, as a recorder does. */
async function record(tabId: number, streamId: string, frameId = 0, origin?: string) {
  const sender = senderOf(tabId, frameId, origin)
  const framePath = frameId === 0 ? [] : [0]
  const payload = { streamId, url: sender.url, framePath, startedAt: Date.now() }
  const hello = await deliver({ name: 'recorder.hello', payload }, sender)
  const { sessionId } = (hello?.reply ?? {}) as { sessionId: string }
  const secret = tabId === VICTIM_TAB ? CANARY : 'words of others'
  const body = JSON.stringify([
    { kind: 'snapshot', time: 0, url: sender.url, title: secret, children: [] },
  ])
  const resources = [{ key: secret, mimeType: 'text/css', text: secret }]
  const chunk = { sessionId, streamId, seq: 0, body, resources, lastActivityAt: 0, actions: 0 }
  await deliver({ name: 'chunk.append', payload: chunk }, sender)
  const description = { streamId, url: `${sender.url}${secret}`, title: secret }
  await deliver({ name: 'stream.describe', payload: description }, sender)
  return sessionId
}

/** All that the messages may not change, as text. */
async function untouchables(victimSession: string): Promise<string> {
  const { sessions, streams, chunks, bodies, refs, sites, settings, ledger } = database
  const ofVictim = { sessionId: victimSession }
  const rows = [
    await sessions.get(victimSession),
    await streams.where(ofVictim).toArray(),
    await chunks.where(ofVictim).toArray(),
    await bodies.where(ofVictim).toArray(),
    await refs.where(ofVictim).toArray(),
    await sites.bulkGet([VICTIM, EVIL, UNDECIDED, AD]),
    await settings.toArray(),
    (await ledger.toArray()).filter(({ origin }) => origin === VICTIM || origin === EVIL),
    await browser.storage.local.get(null),
    await browser.storage.session.get([`run:${VICTIM_TAB}`, `visit:${VICTIM_TAB}`]),
  ]
  return JSON.stringify(rows)
}

it(`${COUNT} made-up messages change and learn nothing of others`, {
  timeout: 1_800_000,
}, async () => {
  const victim = await record(VICTIM_TAB, 'stream-of-victim')
  const own = await record(2, 'stream-of-evil')
  await record(2, 'stream-of-ad-in-evil', 7, AD)
  const before = await untouchables(victim)
  const levelBefore = (await browser.storage.session.get('run:2'))['run:2']
  touched.clear()

  const known = {
    sessionIds: [victim, own, 'session-that-is-not-there'],
    streamIds: ['stream-of-victim', 'stream-of-evil', 'stream-of-ad-in-evil', 'made-up-1'],
    origins: [VICTIM, EVIL, ASKING, UNDECIDED, AD, 'http://192.168.0.1', 'http://localhost:8080'],
  }
  const random = createRandom(SEED)
  const next = createMessages(random, known)
  const attackers = [
    senderOf(2),
    senderOf(2, 7, AD),
    senderOf(2, 8, 'null'),
    senderOf(3),
    senderOf(4),
    // Another extension, and a document that the browser says nothing of.
    { ...senderOf(2), id: 'another-extension' },
    { id: browser.runtime.id },
  ]
  const counts = { answered: 0, done: 0 }
  let waiting: Promise<void>[] = []
  for (let n = 1; n <= COUNT; n++) {
    const message = next()
    const sender = attackers[random.between(0, attackers.length - 1)] ?? {}
    waiting.push(
      deliver(message, sender).then((answer) => {
        if (!answer) return
        counts.answered++
        if (answer.ok) counts.done++
        else expect(answer.error).toBeTypeOf('string')
        expect(JSON.stringify(answer)).not.toContain(CANARY)
      }),
    )
    // Many at once, as they would come.
    if (waiting.length < 20 && n < COUNT) continue
    await Promise.all(waiting)
    waiting = []
    if (n % LOOK_EVERY !== 0 && n !== COUNT) continue
    expect(await untouchables(victim)).toBe(before)
    expect(rejections).toEqual([])
  }
  // They did get past the first look.
  expect(counts.done).toBeGreaterThan(COUNT / 20)

  expect([...touched].filter((tabId) => tabId === VICTIM_TAB)).toEqual([])
  const runs = (await browser.storage.session.get(null)) as Record<string, { policy?: object }>
  for (const [key, run] of Object.entries(runs))
    if (key.startsWith('run:')) expect(run.policy).toMatchObject({ level: 'mask-all' })
  expect((await browser.storage.session.get('run:2'))['run:2'] ?? levelBefore).toMatchObject({
    policy: { level: 'mask-all', rules: [{ selector: '.own', effect: 'mask' }] },
  })
  const asking = await database.sites.get(ASKING)
  expect(asking).toMatchObject({ origin: ASKING, rules: [] })
  expect(asking?.privacy).toBeUndefined()

  for (const { url, credentials } of fetched) {
    expect(url).toMatch(/^https:\/\/\w+\.example\//)
    if (credentials === 'include') expect(url).not.toContain(VICTIM)
  }
  expect(fetched.length).toBeGreaterThan(0)
  if (process.env.RECOUNT_FUZZ)
    console.log(`${COUNT} messages, seed ${SEED}: ${counts.answered} answered, ${counts.done} done`)
})
