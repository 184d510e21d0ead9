import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { database } from '../store/database'
import { listLedger } from '../store/ledger'
import { createSession, listSessions } from '../store/sessions'
import { newSession } from '../store/testRows'
import { listTombstones } from '../store/tombstones'
import { clean, forgetPrivate } from './lifecycle'
import { recoverSessions } from './recovery'
import { putRun, type Run } from './runs'

beforeEach(() => {
  fakeBrowser.reset()
  vi.stubGlobal('navigator', {
    locks: { request: async (_: string, run: () => unknown) => await run() },
  })
})

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

it('forgets what private windows left once the last of them is closed', async () => {
  await createSession(newSession({ sessionId: 'public' }))
  await createSession(newSession({ sessionId: 'private', isPrivate: true }))
  const windows = vi.spyOn(browser.windows, 'getAll')
  windows.mockImplementation(async () => [{ incognito: true }] as never)
  await forgetPrivate()
  expect(await listSessions()).toHaveLength(2)
  windows.mockImplementation(async () => [{ incognito: false }] as never)
  await forgetPrivate()
  expect((await listSessions()).map((each) => each.sessionId)).toEqual(['public'])
  expect(await listTombstones()).toEqual([])
})

it('leaves no note of a private session that the person deletes', async () => {
  await createSession(newSession({ sessionId: 'public', deletedAt: 1 }))
  await createSession(newSession({ sessionId: 'private', isPrivate: true, deletedAt: 1 }))
  await clean()
  expect(await database.sessions.count()).toBe(0)
  expect((await listTombstones()).map((each) => each.sessionId)).toEqual(['public'])
  expect((await listLedger()).map(({ detail }) => detail)).toEqual(['1'])
})

it('marks what nobody records any more as interrupted, and leaves what is being recorded', async () => {
  await createSession(newSession({ sessionId: 'orphan', startedAt: 5 }))
  await createSession(newSession({ sessionId: 'alive' }))
  await putRun({ tabId: 7, sessionId: 'alive' } as Run)
  vi.spyOn(browser.tabs, 'get').mockResolvedValue({ id: 7 } as never)
  await recoverSessions(async () => {})
  const sessions = new Map((await listSessions()).map((each) => [each.sessionId, each]))
  expect(sessions.get('alive')?.status).toBe('recording')
  expect(sessions.get('orphan')).toMatchObject({
    status: 'interrupted',
    endReason: 'browser-closed',
    endedAt: 5,
  })
})
