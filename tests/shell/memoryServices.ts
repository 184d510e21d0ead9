import type { Services } from '../../components/services'
import { openRecording } from '../../lib/exporters/importRecording'
import { FORMAT_VERSION } from '../../lib/format/events'
import type { ReportDraft } from '../../lib/format/reportDraft'
import type { EndReason, Session } from '../../lib/format/session'
import { DEFAULT_SETTINGS, type SiteSettings } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import type { TabState } from '../../lib/messages/protocol'
import { createObservable, type Observable } from '../../lib/platform/observable'
import { createPlayer } from '../../lib/player/createPlayer'
import { TEST_EPOCH } from '../support/inMemorySource'
import { derivedInMemory } from './derivedInMemory'
import { memoryVault } from './memoryVault'
import { sampleReport, sampleWouldBe } from './samplePreview'
import {
  brokenSource,
  earlierSource,
  headlessSource,
  heldBack,
  sampleSource,
  tabsSource,
} from './sampleRecording'

/** The shell's clock stands still, so that pictures of it are the same every time. */
export const SHELL_NOW = TEST_EPOCH + 3 * 3_600_000

export interface ShellState {
  /** What the browser answers when it is asked for access. */
  grant: 'yes' | 'no'
  vault: 'off' | 'locked' | 'unlocked' | 'working' | 'full'
  /** What the store answers. */
  data: 'loading' | 'empty' | 'full' | 'many' | 'error'
  tab:
    | 'undecided'
    | 'always'
    | 'recording'
    | 'limited'
    | 'buffer'
    | 'paused'
    | 'waiting'
    | 'never'
    | 'store'
    | 'no-page'
}

/** Services over memory, for tests and for looking at every state. */
export function createMemoryServices({ data, tab, grant, vault }: ShellState): Services {
  const sessions = createObservable<Session[]>(sampleSessions(data))
  const sites = createObservable<SiteSettings[]>(data === 'empty' ? [] : SITES)
  const settings = createObservable(DEFAULT_SETTINGS)
  const tabState = createObservable<TabState>(TABS[tab])

  const drafts = new Map<string, ReportDraft>()
  const cleaned = createObservable<Session[]>(data === 'many' ? sampleSessions('full') : [])
  const alive = () => sessions.value.filter((session) => session.deletedAt === undefined)
  const change = (ids: string[], patch: Partial<Session>) =>
    sessions.set(
      sessions.value.map((each) => (ids.includes(each.sessionId) ? { ...each, ...patch } : each)),
    )
  const find = (sessionId: string) =>
    sessions.value.find((session) => session.sessionId === sessionId)
  const sourceOf = (sessionId: string) => {
    const session = find(sessionId) ?? {}
    if (sessionId === 's3') return brokenSource()
    const unlisted = UNLISTED[sessionId]
    if (unlisted) return unlisted()
    return heldBack(sessionId === 's5' ? earlierSource(session) : sampleSource(session))
  }

  return {
    vault: memoryVault(vault),
    watchTab(listener, onError) {
      if (data === 'error') onError(new Error('The extension was updated. Open this popup again.'))
      else if (data !== 'loading') return follow(tabState, listener)
      return { stop() {} }
    },
    async startTab(tabId, privacy = 'mask-all') {
      tabState.set({
        ...tabState.value,
        tabId,
        recording: {
          sessionId: 's1',
          startedAt: SHELL_NOW,
          level: privacy,
          events: 0,
          bytes: 0,
          limited: false,
        },
      })
    },
    async mark() {},
    togglePreview: async () => true,
    async keepBuffer() {
      const { recording } = tabState.value
      if (recording)
        tabState.set({ ...tabState.value, recording: { ...recording, buffer: undefined } })
    },
    listShortcuts: async () => [
      { description: 'Start or stop recording this tab', keys: 'Alt+Shift+R' },
      { description: 'Pin a note to this moment', keys: '' },
    ],
    async stopSession() {
      tabState.set({ ...tabState.value, recording: undefined })
    },
    async setConsent(origin, consent, privacy) {
      sites.set(sites.value.map((site) => (site.origin === origin ? { ...site, consent } : site)))
      const { blocked: _blocked, ...rest } = tabState.value
      tabState.set({
        ...rest,
        consent,
        level: privacy ?? rest.level,
        ...(consent === 'never' ? { blocked: 'never' } : {}),
      })
    },
    async requestGrant(origin, { consent }) {
      if (grant === 'no') return false
      const known = sites.value.find((site) => site.origin === origin) ?? { origin, rules: [] }
      const others = sites.value.filter((site) => site.origin !== origin)
      sites.set([...others, { ...known, consent }])
      tabState.set({ ...tabState.value, granted: true, ...(consent ? { consent } : {}) })
      return true
    },
    watchSessions(listener, onError) {
      if (data === 'error')
        onError(new Error('The database is locked by another version of Recount.'))
      else if (data !== 'loading') return follow(sessions, () => listener(alive()))
      return { stop() {} }
    },
    watchSession: (sessionId, listener) => follow(sessions, () => listener(find(sessionId))),
    watchSelectedElement(listener) {
      listener({
        element: 'main > article:nth-of-type(2) > h3',
        similar: ['h3.product-name', '.product-name', 'h3'],
      })
      return { stop() {} }
    },
    pickElement: async () => {},
    watchPicked: () => ({ stop() {} }),
    countMatches: async (_tabId, selector) => (selector.includes('nth') ? 1 : 12),
    inspect: async (_tabId, vendor) => sampleReport(vendor?.profile ?? ''),
    async wouldBe() {
      if (data === 'many') throw new Error('Recount cannot reach this tab.')
      return await sampleWouldBe()
    },
    watchPageChanges: () => ({ stop() {} }),
    fetchForPreview: async () => [],
    async getSession(sessionId) {
      if (data === 'loading') return new Promise(() => {})
      return find(sessionId) ?? (await UNLISTED[sessionId]?.().session())
    },
    async getTombstone(sessionId) {
      if (sessionId !== 'gone') return undefined
      const startedAt = SHELL_NOW - 40 * 86_400_000
      return {
        sessionId,
        origin: 'https://shop.example',
        startedAt,
        endedAt: startedAt + 60_000,
        bytes: 1_240_000,
        deletedAt: SHELL_NOW - 86_400_000,
        reason: 'retention',
      }
    },
    updateSession: async (sessionId, patch) => change([sessionId], patch),
    addRemaskWork: async () => {},
    runRemask: async () => ({ failed: [], isCancelled: false }),
    watchRemaskWork: (listener) => {
      listener(undefined)
      return { stop() {} }
    },
    cancelRemask: async () => {},
    deleteSessions: async (ids) => change(ids, { deletedAt: SHELL_NOW }),
    restoreSessions: async (ids) => {
      change(ids, { deletedAt: undefined })
      cleaned.set([])
    },
    unsealFile: async (file) => ({ fileName: file.name, blob: file }),
    async importFile(file, password) {
      const source = await openRecording(file.name, file, { password })
      const session = { ...(await source.session()), sessionId: `imported-${file.name}` }
      sessions.set([session, ...sessions.value])
      return { sessionId: session.sessionId }
    },
    ...derivedInMemory(sourceOf, sessions.value, (origin) =>
      sites.value.find((site) => site.origin === origin),
    ),
    openSource: sourceOf,
    storedText: (sessionId) => Promise.resolve(JSON.stringify(find(sessionId))),
    createPlayer,
    getDraft: async (sessionId) => drafts.get(sessionId),
    putDraft: async (draft) => drafts.set(draft.sessionId, draft),
    async deleteDraft(sessionId) {
      drafts.delete(sessionId)
    },
    loadPlayer: async () => ({ script: '', style: '', texts: {} }),
    watchSites: (listener) => follow(sites, listener),
    async updateSite(origin, patch) {
      sites.set(sites.value.map((site) => (site.origin === origin ? { ...site, ...patch } : site)))
    },
    async setRules(origin, rules) {
      sites.set(sites.value.map((site) => (site.origin === origin ? { ...site, rules } : site)))
    },
    async forgetSite(origin) {
      sites.set(sites.value.filter((site) => site.origin !== origin))
    },
    watchSettings: (listener) => follow(settings, listener),
    updateSettings: async (patch) => settings.set({ ...settings.value, ...patch }),
    watchBroken(listener) {
      listener(data === 'error' ? ['urlRules', 'idleMinutes'] : [])
      return { stop() {} }
    },
    watchCleaned: (listener) => follow(cleaned, listener),
    watchCleaning(listener) {
      listener(data === 'many' ? { done: 12, total: 300 } : undefined)
      return { stop() {} }
    },
    watchClock(listener) {
      listener(data === 'error' ? SHELL_NOW - 400 * 86_400_000 : undefined)
      return { stop() {} }
    },
    cleanUp: async () => 0,
    storageFigures: async () => ({ usedBytes: 48_600_000, quotaBytes: 81e9, persisted: false }),
    persistStorage: async () => ({ usedBytes: 48_600_000, quotaBytes: 81e9, persisted: true }),
    listLedger: async () => [
      {
        id: 2,
        at: SHELL_NOW - 90_000,
        origin: 'https://shop.example',
        what: 'consent',
        by: 'person',
        consent: 'always',
        privacy: 'mask-user-input',
      },
      {
        id: 1,
        at: SHELL_NOW - 95_000,
        origin: 'https://shop.example',
        what: 'granted',
        by: 'person',
      },
    ],
    isOrphaned: () => 'isOrphaned' in window,
    readOnly: false,
    pages: { sessions: '/sessions.html', options: '/options.html' },
    now: () => SHELL_NOW,
  }
}

/** Sessions that only a link opens. */
const UNLISTED: Record<string, () => RecordingSource> = {
  tabs: tabsSource,
  headless: headlessSource,
}

function follow<T>(value: Observable<T>, listener: (value: T) => void) {
  listener(value.value)
  return { stop: value.subscribe(listener) }
}

const TAB: TabState = {
  tabId: 7,
  url: 'https://shop.example/plants?light=shade',
  origin: 'https://shop.example',
  level: 'mask-all',
  granted: false,
}

const RUNNING = {
  sessionId: 's1',
  startedAt: SHELL_NOW - 83_000,
  level: 'mask-user-input',
  events: 1_482,
  bytes: 341_000,
  limited: false,
} as const

const TABS: Record<ShellState['tab'], TabState> = {
  undecided: TAB,
  always: { ...TAB, consent: 'always', granted: true, level: 'mask-user-input' },
  recording: { ...TAB, consent: 'always', granted: true, recording: RUNNING },
  buffer: { ...TAB, granted: true, consent: 'always', recording: { ...RUNNING, buffer: true } },
  paused: { ...TAB, granted: true, consent: 'always', recording: { ...RUNNING, paused: true } },
  limited: { ...TAB, recording: { ...RUNNING, limited: true } },
  never: { ...TAB, consent: 'never', blocked: 'never' },
  waiting: { ...TAB, granted: true, consent: 'always', refusal: 'excluded-url' },
  store: { ...TAB, url: 'https://chromewebstore.google.com/', origin: '', blocked: 'store' },
  'no-page': { ...TAB, url: '', origin: '', blocked: 'no-page' },
}

const SITES: SiteSettings[] = [
  {
    origin: 'https://shop.example',
    consent: 'always',
    privacy: 'mask-user-input',
    rules: [{ selector: '.price', effect: 'allow' }],
  },
  { origin: 'https://docs.example', consent: 'ask', rules: [] },
  { origin: 'https://bank.example', consent: 'never', rules: [] },
]

const PAGES = [
  ['Plants - Green corner', 'https://shop.example/plants?light=shade'],
  [
    'Checkout with a very long title that does not fit into any column and has to be cut off somewhere',
    'https://shop.example/checkout/payment?step=3',
  ],
  ['Getting started', 'https://docs.example/guide/getting-started'],
  ['Search results', 'https://docs.example/search?q=xxxxxx'],
  ['localhost:3000', 'http://localhost:3000/'],
] as const
const ENDS: EndReason[] = ['user', 'tab-closed', 'user', 'idle', 'consent-withdrawn']

function sampleSessions(data: ShellState['data']): Session[] {
  if (data === 'empty' || data === 'loading' || data === 'error') return []
  const count = data === 'many' ? 10_000 : 8
  return Array.from({ length: count }, (_, index) => sampleSession(index))
}

function sampleSession(index: number): Session {
  const [title, url] = PAGES[index % PAGES.length] ?? PAGES[0]
  const startedAt = SHELL_NOW - index * 5.3 * 3_600_000 - 900_000
  const isRecording = index === 0
  const isInterrupted = index === 3
  return {
    sessionId: `s${index + 1}`,
    formatVersion: FORMAT_VERSION,
    title,
    url,
    origin: new URL(url).origin,
    tabId: 1,
    status: isRecording ? 'recording' : isInterrupted ? 'interrupted' : 'complete',
    endReason: isRecording ? undefined : isInterrupted ? 'crash' : ENDS[index % ENDS.length],
    startedAt,
    endedAt: isRecording || isInterrupted ? null : startedAt + 48_000 + index * 97_000,
    level: 'mask-user-input',
    pinned: index === 1,
    events: 4_210 + index,
    frames: 1,
    errors: index % 3 === 1 ? 2 : 0,
    pages: 2,
    rawBytes: 3_400_000,
    storedBytes: 420_000 + index * 31_000,
    resourceBytes: 1_240_000,
    lastActivityAt: startedAt + 47_000,
    startReason: 'consent',
  }
}
