import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { matchPatternOf } from '../platform/matchPattern'
import { database } from '../store/database'
import { listLedger } from '../store/ledger'
import { getSite, updateSite } from '../store/sites'
import { createConsent } from './consent'
import type { Recordings } from './recordings'
import { visitOf } from './visits'

vi.mock('./contentScripts', () => ({ reconcileScripts: vi.fn(async () => {}) }))
vi.mock('../platform/matchPattern', { spy: true })
vi.mock('#i18n', () => ({
  i18n: { t: (key: string, names: string[] = []) => [key, ...names].join(' ') },
}))

const ORIGIN = 'https://shop.example'
let granted: string[] = []
let started: unknown[] = []
let withdrawn: string[] = []

const recordings = {
  start: async (...args: unknown[]) => {
    started.push(args)
    return { sessionId: 's1' }
  },
  refresh: async () => {},
  withdraw: async (isWithdrawn: (origin: string) => boolean) => {
    if (isWithdrawn(ORIGIN)) withdrawn.push(ORIGIN)
  },
} as unknown as Recordings
const consent = createConsent(recordings)

beforeEach(() => {
  fakeBrowser.reset()
  granted = []
  started = []
  withdrawn = []
  browser.permissions.contains = vi.fn(async ({ origins = [] }) =>
    origins.every((pattern: string) => granted.includes(pattern)),
  ) as never
  browser.permissions.remove = vi.fn(async () => true) as never
})

afterEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()))
})

describe('consent', () => {
  it('is refused for a site the browser has not granted', async () => {
    await expect(consent.set({ origin: ORIGIN, consent: 'always' })).rejects.toThrow('notGranted')
    expect(await getSite(ORIGIN)).toBeUndefined()
  })

  it('is kept with its level and written to the ledger', async () => {
    granted = [`${ORIGIN}/*`]
    await consent.set({ origin: ORIGIN, consent: 'always', privacy: 'allow' })
    expect(await getSite(ORIGIN)).toMatchObject({ consent: 'always', privacy: 'allow' })
    expect(await listLedger()).toMatchObject([{ what: 'consent', consent: 'always' }])
  })

  it('takes nothing but an origin and a known choice', async () => {
    granted = [`${ORIGIN}/*`]
    for (const origin of ['shop.example', `${ORIGIN}/path`, 'chrome://x', '', 7, undefined])
      await expect(consent.set({ origin, consent: 'always' })).rejects.toThrow('notOrigin')
    await expect(consent.set({ origin: ORIGIN, consent: 'yes' })).rejects.toThrow('Choose')
  })

  it('that is withdrawn ends recordings and gives the grant back', async () => {
    granted = [`${ORIGIN}/*`]
    await consent.set({ origin: ORIGIN, consent: 'never' })
    expect(withdrawn).toEqual([ORIGIN])
    expect(browser.permissions.remove).toHaveBeenCalledWith({ origins: [`${ORIGIN}/*`] })
  })
})

it('gives back no grant that another origin lives by, as the ports of a host do in Firefox', async () => {
  vi.mocked(matchPatternOf).mockImplementation((origin) => `${origin.replace(/:\d+$/, '')}/*`)
  granted = [`${ORIGIN}/*`]
  await consent.set({ origin: `${ORIGIN}:8080`, consent: 'always' })
  await consent.set({ origin: ORIGIN, consent: 'always' })
  await consent.set({ origin: ORIGIN, consent: 'never' })
  expect(browser.permissions.remove).not.toHaveBeenCalled()
  await consent.set({ origin: `${ORIGIN}:8080`, consent: 'never' })
  expect(browser.permissions.remove).toHaveBeenCalledWith({ origins: [`${ORIGIN}/*`] })
})

describe('a grant', () => {
  it('carries out what was wanted when the popup closed while the browser asked', async () => {
    await consent.intend({ origin: ORIGIN, consent: 'always', privacy: 'allow', tabId: 7 })
    expect(await getSite(ORIGIN)).toBeUndefined()
    granted = [`${ORIGIN}/*`]
    await consent.onGranted()
    expect(await getSite(ORIGIN)).toMatchObject({ consent: 'always', privacy: 'allow' })
    expect(started).toEqual([[7, { privacy: 'allow' }]])
    await consent.onGranted()
    expect(started).toHaveLength(1)
  })

  it('that the browser gives at once, without asking, carries it out once', async () => {
    granted = [`${ORIGIN}/*`]
    await Promise.all([
      consent.onGranted(),
      consent.intend({ origin: ORIGIN, consent: 'always', tabId: 7 }),
      consent.onGranted(),
    ])
    expect(await getSite(ORIGIN)).toMatchObject({ consent: 'always' })
    expect(started).toHaveLength(1)
  })

  it('of another site carries out nothing', async () => {
    await consent.intend({ origin: ORIGIN, consent: 'always' })
    granted = ['https://other.example/*']
    await consent.onGranted()
    expect(await getSite(ORIGIN)).toBeUndefined()
  })

  it('that comes long after is not an answer to it', async () => {
    await consent.intend({ origin: ORIGIN, consent: 'always' })
    granted = [`${ORIGIN}/*`]
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000)
    await consent.onGranted()
    expect(await getSite(ORIGIN)).toBeUndefined()
  })

  it("taken away in the browser's own settings takes the consent along", async () => {
    await updateSite(ORIGIN, { consent: 'always' })
    await consent.onRemoved()
    expect((await getSite(ORIGIN))?.consent).toBeUndefined()
    expect(withdrawn).toEqual([ORIGIN])
    expect(await listLedger()).toMatchObject([{ what: 'withdrawn', by: 'browser' }])
  })
})

it('an answer to the banner counts only where the site is to ask', async () => {
  const sender = { url: `${ORIGIN}/`, frameId: 0, tab: { id: 7 } } as never
  await consent.answer({ answer: 'yes', remember: true }, sender)
  expect(await getSite(ORIGIN)).toBeUndefined()
  await updateSite(ORIGIN, { consent: 'ask' })
  await consent.answer({ answer: 'yes', remember: true }, sender)
  expect((await getSite(ORIGIN))?.consent).toBe('always')
  await expect(
    consent.answer({ answer: 'yes' }, { ...(sender as object), frameId: 3 } as never),
  ).rejects.toThrow('no answer')
})

it('an answer in a private window holds for the visit only: no consent, no line in the ledger', async () => {
  await updateSite(ORIGIN, { consent: 'ask' })
  const tab = { id: 7, incognito: true }
  const sender = { url: `${ORIGIN}/`, frameId: 0, tab } as never
  await consent.answer({ answer: 'yes', remember: true }, sender)
  expect((await getSite(ORIGIN))?.consent).toBe('ask')
  expect(await listLedger()).toEqual([])
  expect(await visitOf(7, ORIGIN)).toMatchObject({ answer: 'yes' })
})
