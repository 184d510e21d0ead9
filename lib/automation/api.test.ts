// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Session } from '../format/session'
import { type AutomationDeps, createAutomation } from './api'

let sent: { name: string; payload: unknown }[] = []
let sessions: Session[] = []

function newAutomation(patch: Partial<AutomationDeps> = {}) {
  const refuse = () => Promise.reject(new Error('not expected'))
  return createAutomation({
    listSessions: async () => sessions,
    getSession: async (id) => sessions.find((each) => each.sessionId === id),
    purgeSession: async (id) => {
      sessions = sessions.filter((each) => each.sessionId !== id)
    },
    clearSessions: async () => {
      sessions = []
    },
    storedText: async () => 'text',
    createSource: () => ({}) as never,
    toRrwebEvents: refuse,
    exportSession: refuse,
    scanSession: refuse,
    importRecording: async (fileName, bytes) => ({ sessionId: `${fileName} ${bytes.length}` }),
    openPlayer: async () => ({ durationMs: 5 }),
    currentPlayer: () => undefined,
    requireUnlocked: async () => {},
    encryption: {
      status: async () => ({ status: 'off', working: false }),
      turnOn: refuse,
      turnOff: refuse,
      changePassphrase: refuse,
      lock: refuse,
      unlock: refuse,
    },
    profiles: () => [{ id: 'datadog', levels: ['allow', 'mask'] }],
    ...patch,
  })
}

beforeEach(() => {
  fakeBrowser.reset()
  sent = []
  sessions = [{ sessionId: 's1', status: 'recording', title: 'T', note: 'private' } as Session]
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation((async (message: never) => {
    sent.push(message)
    return { ok: true, reply: { sessionId: 's9' } }
  }) as never)
})

it('reads nothing while the library is locked, and stops and deletes all the same', async () => {
  const requireUnlocked = () => Promise.reject(new Error('The library is locked.'))
  const recount = newAutomation({ requireUnlocked })
  for (const read of [
    recount.list(),
    recount.events('s1'),
    recount.stored('s1'),
    recount.export('s1', 'archive'),
    recount.open('s1'),
    recount.scan('s1'),
  ])
    await expect(read).rejects.toThrow('locked')
  expect(await recount.stop('s1')).toMatchObject({ sessionId: 's1' })
  await recount.remove('s1')
  expect(sessions).toEqual([])
})

it('cannot be changed', () => {
  const recount = newAutomation()
  expect(Object.isFrozen(recount)).toBe(true)
  expect(Object.isFrozen(recount.player)).toBe(true)
})

it('starts the tab that shows the URL and was looked at last', async () => {
  vi.spyOn(browser.tabs, 'query').mockImplementation((async () => [
    { id: 1, url: 'https://a.example/', lastAccessed: 5 },
    { id: 2, url: 'https://a.example/', lastAccessed: 9 },
    { id: 3, url: 'https://a.example/other', lastAccessed: 10 },
  ]) as never)
  expect(await newAutomation().start({ url: 'https://a.example' })).toEqual({ sessionId: 's9' })
  expect(sent).toEqual([{ name: 'recording.startTab', payload: { tabId: 2 } }])
})

it('names what is wrong before anything is asked of the worker', async () => {
  const recount = newAutomation()
  vi.spyOn(browser.tabs, 'query').mockImplementation((async () => []) as never)
  const wrong: [Promise<unknown>, string][] = [
    [recount.start({ url: 'https://a.example/' }), 'No tab shows https://a.example/'],
    [recount.start({ url: 'nonsense' }), 'nonsense is not a URL'],
    [recount.start({ tabId: 1 }, { privacy: 'none' as never }), 'privacy is one of'],
    [recount.setConsent('https://a.example', 'maybe' as never), 'consent is one of'],
    [recount.setRules('https://a.example', [{ selector: '', effect: 'mask' }]), 'cannot be parsed'],
    [
      recount.setRules('https://a.example', [{ selector: 'p', effect: 'hide' as never }]),
      'effect of p is one of',
    ],
    [recount.stop('s2'), 'There is no session s2'],
    [recount.export('s1', 'pdf' as never), 'format is one of'],
    [recount.import('a.json', '%%%'), 'not base64'],
    [recount.open('s1', { scale: -1 }), 'scale is a number'],
    [recount.player.seek(0), 'No session is open'],
  ]
  for (const [promise, message] of wrong) await expect(promise, message).rejects.toThrow(message)
  expect(sent).toEqual([])
})

it('gives the public summary and nothing else of a session', async () => {
  const [summary] = await newAutomation().list()
  expect(summary).toMatchObject({ sessionId: 's1', title: 'T' })
  expect(summary).not.toHaveProperty('note')
})

it('stops what is being recorded before it removes it', async () => {
  await newAutomation().remove('s1')
  expect(sent).toEqual([{ name: 'recording.stopSession', payload: { sessionId: 's1' } }])
  expect(sessions).toEqual([])
})

it('reads a session that runs once all of it is stored', async () => {
  const [session] = sessions
  if (!session) throw new Error('No session')
  const recount = newAutomation()
  await recount.stored('s1')
  await recount.scan('s1').catch(() => {})
  const asked = { name: 'recording.catchUp', payload: { sessionId: 's1' } }
  expect(sent).toEqual([asked, asked])
  sessions = [{ ...session, status: 'complete' }]
  await recount.stored('s1')
  expect(sent).toHaveLength(2)
})

it('hands the bytes of a file to the importer', async () => {
  expect(await newAutomation().import('a.zip', btoa('abc'))).toEqual({ sessionId: 'a.zip 3' })
})

it('asks what would be recorded, of profiles and levels that exist', async () => {
  const recount = newAutomation()
  await recount.preview({ tabId: 4 }, { profile: 'datadog', level: 'mask' })
  await recount.preview({ tabId: 4 }, { profile: 'recount', level: 'allow' })
  expect(sent.map(({ payload }) => payload)).toEqual([
    { tabId: 4, profile: 'datadog', level: 'mask' },
    { tabId: 4, profile: '', level: 'allow' },
  ])
  await expect(recount.preview({ tabId: 4 }, { profile: 'nobody' })).rejects.toThrow(
    'recount, datadog',
  )
  await expect(recount.preview({ tabId: 4 }, { profile: 'datadog', level: 'all' })).rejects.toThrow(
    'allow, mask',
  )
  expect(() => recount.comparePreviews({} as never, {} as never)).toThrow('preview()')
})
