import { browser } from 'wxt/browser'
import { lazySource } from '../lib/format/lazySource'
import type { Consent } from '../lib/format/settings'
import type { KeptKeyframes, RecordingSource } from '../lib/format/source'
import { catchUp } from '../lib/messages/catchUp'
import type { PanelNews, TabState, UiRequests } from '../lib/messages/protocol'
import { handle, isContentScript, send } from '../lib/messages/runtime'
import { matchPatternOf } from '../lib/platform/matchPattern'
import type { Stoppable } from '../lib/platform/stoppable'
import type { derivedServices } from './derivedServices'
import { loadPlayer } from './loadPlayer'
import { parsePicked, watchSelectedElement } from './selectedElement'
import type { GrantIntent, Services, StorageFigures } from './services'
import { store, watchStore } from './store'
import { vaultServices } from './vaultServices'

/** The services of the extension's own pages: reads from the store, asks the worker for everything else. */
export function createExtensionServices(options: { tabId?: number } = {}): Services {
  const tabId = options.tabId === undefined ? currentTabId() : Promise.resolve(options.tabId)
  return {
    vault: vaultServices,
    watchTab: (listener, onError) => watchTab(tabId, { listener, onError }),
    async startTab(tabId, privacy) {
      await send<UiRequests, 'recording.startTab'>('recording.startTab', { tabId, privacy })
    },
    async stopSession(sessionId) {
      await send<UiRequests, 'recording.stopSession'>('recording.stopSession', { sessionId })
    },
    async mark(tabId, note) {
      await send<UiRequests, 'recording.mark'>('recording.mark', { tabId, note })
    },
    async togglePreview(tabId, vendor) {
      const wish = { tabId, ...vendor }
      return (await send<UiRequests, 'preview.toggle'>('preview.toggle', wish)).shown
    },
    async keepBuffer(tabId) {
      await send<UiRequests, 'buffer.keep'>('buffer.keep', { tabId })
    },
    setConsent,
    requestGrant,
    watchSessions: (...given) => watchStore(({ watchSessions }) => watchSessions(...given)),
    watchSession: (...given) => watchStore(({ watchSession }) => watchSession(...given)),
    getSession: async (sessionId) => await (await store()).getSession(sessionId),
    getTombstone: async (sessionId) => await (await store()).getTombstone(sessionId),
    async updateSession(sessionId, patch) {
      await (await store()).updateSession(sessionId, patch)
    },
    addRemaskWork: async (work) => await (await store()).addRemaskWork(work),
    runRemask: async (options) =>
      await (await import('../lib/remask/runRemask')).runRemask({ ...options, document }),
    watchRemaskWork: (...given) => watchStore(({ watchRemaskWork }) => watchRemaskWork(...given)),
    cancelRemask: async () => await (await store()).cancelRemask(),
    async deleteSessions(sessionIds) {
      const { markDeleted } = await store()
      await Promise.all(sessionIds.map(markDeleted))
    },
    async restoreSessions(sessionIds) {
      const { restoreSession } = await store()
      await Promise.all(sessionIds.map(restoreSession))
    },
    importFile,
    unsealFile,
    ...lazyDerived,
    openSource,
    openKept,
    // Both when they are wanted: the popup plays nothing and reads no files, and opens sooner without them.
    createPlayer: async (options) =>
      await (await import('../lib/player/createPlayer')).createPlayer(options),
    storedText: async (sessionId) => await (await store()).storedText(sessionId),
    getDraft: async (sessionId) => await (await store()).getDraft(sessionId),
    putDraft: async (draft) => await (await store()).putDraft(draft),
    deleteDraft: async (sessionId) => await (await store()).deleteDraft(sessionId),
    loadPlayer,
    watchSites: (...given) => watchStore(({ watchSites }) => watchSites(...given)),
    async updateSite(origin, patch) {
      await send<UiRequests, 'site.update'>('site.update', { origin, patch })
    },
    async setRules(origin, rules) {
      await send<UiRequests, 'rules.set'>('rules.set', { origin, rules })
    },
    async forgetSite(origin) {
      await send<UiRequests, 'site.forget'>('site.forget', { origin })
    },
    watchSettings: (...given) => watchStore(({ watchSettings }) => watchSettings(...given)),
    async updateSettings(patch) {
      await (await store()).updateSettings(patch)
    },
    watchBroken: (...given) => watchStore(({ watchBroken }) => watchBroken(...given)),
    watchCleaned: (...given) => watchStore(({ watchCleaned }) => watchCleaned(...given)),
    watchCleaning: (...given) => watchStore(({ watchCleaning }) => watchCleaning(...given)),
    watchClock: (...given) => watchStore(({ watchClock }) => watchClock(...given)),
    async cleanUp(options = { trustClock: false }) {
      return (await send<UiRequests, 'cleaning.run'>('cleaning.run', options)).hidden
    },
    storageFigures,
    async persistStorage() {
      await navigator.storage.persist()
      return await storageFigures()
    },
    listLedger: async () => await (await store()).listLedger(),
    async listShortcuts() {
      const commands = await browser.commands.getAll()
      return commands.map(({ description = '', shortcut = '' }) => ({
        description,
        keys: shortcut,
      }))
    },
    watchSelectedElement,
    async pickElement(tabId) {
      await send<UiRequests, 'preview.pick'>('preview.pick', { tabId })
    },
    watchPicked: (tabId, listener) =>
      handle<PanelNews>(
        {
          'preview.picked': async (payload) => {
            const picked = parsePicked(payload)
            if (picked) listener(picked)
            return null
          },
        },
        (sender) => isContentScript(sender) && sender.tab?.id === tabId,
      ),
    async countMatches(tabId, selector) {
      return (await send<UiRequests, 'preview.count'>('preview.count', { tabId, selector })).matches
    },
    inspect: async (tabId, vendor) =>
      await send<UiRequests, 'preview.inspect'>('preview.inspect', { tabId, ...vendor }),
    wouldBe: async (tabId) =>
      await send<UiRequests, 'preview.wouldBe'>('preview.wouldBe', { tabId }),
    watchPageChanges: (tabId, listener) =>
      handle<PanelNews>(
        {
          'page.changed': async () => {
            listener()
            return null
          },
        },
        (sender) => isContentScript(sender) && sender.tab?.id === tabId,
      ),
    async fetchForPreview(tabId, items) {
      const wish = { tabId, items }
      return (await send<UiRequests, 'preview.fetch'>('preview.fetch', wish)).resources
    },
    // The id goes with the extension; reading it is all that still works then.
    isOrphaned: () => browser.runtime?.id === undefined,
    readOnly: false,
    pages: {
      sessions: browser.runtime.getURL('/sessions.html'),
      options: browser.runtime.getURL('/options.html'),
    },
    now: () => Date.now(),
  }
}

const derived = async () => (await import('./derivedServices')).derivedServices
/** The library's own, and not the popup's: read when they are wanted. */
const lazyDerived: typeof derivedServices = {
  listDigests: async (...given) => (await derived()).listDigests(...given),
  makeDigest: async (...given) => (await derived()).makeDigest(...given),
  digestText: async (...given) => (await derived()).digestText(...given),
  getThumbnail: async (...given) => (await derived()).getThumbnail(...given),
  makeThumbnail: async (...given) => (await derived()).makeThumbnail(...given),
}

/**
 * Read when it is wanted: the masking engine is not part of what the popup shows. Of a session that is running, its pages
 * first hand over what they have.
 */
function openSource(sessionId: string, options: { isCopied?: boolean } = {}): RecordingSource {
  return lazySource(async () => {
    const { openStored } = await import('../lib/remask/openStored')
    const session = await (await store()).getSession(sessionId)
    if (session) await catchUp(session)
    return openStored(sessionId, { ...options, document })
  })
}

/** As `openSource`: which rules became stricter is asked of the masking engine's neighbours. */
function openKept(sessionId: string): KeptKeyframes {
  const kept = async () => (await import('../lib/remask/openStored')).openKept(sessionId)
  return {
    list: async () => (await kept()).list(),
    read: async (key) => (await kept()).read(key),
  }
}

async function unsealFile(file: File, password: string) {
  const { unsealRecording } = await import('../lib/exporters/importRecording')
  return (await unsealRecording(file.name, file, password)) ?? { fileName: file.name, blob: file }
}

async function importFile(file: File, password?: string): Promise<{ sessionId: string }> {
  const { openRecording } = await import('../lib/exporters/importRecording')
  const { importSession } = await import('../lib/store/importSession')
  return await importSession(await openRecording(file.name, file, { password }))
}

async function storageFigures(): Promise<StorageFigures> {
  const { usage, quota } = await navigator.storage.estimate()
  const persisted = await navigator.storage.persisted()
  return { usedBytes: usage ?? 0, quotaBytes: quota, persisted }
}

async function setConsent(origin: string, consent: Consent, privacy?: TabState['level']) {
  await send<UiRequests, 'consent.set'>('consent.set', { origin, consent, privacy })
}

/** Not async and nothing before the request: the browser asks only while it handles the click. */
function requestGrant(origin: string, intent: GrantIntent): Promise<boolean> {
  const told = send<UiRequests, 'grant.intend'>('grant.intend', { origin, ...intent })
  const asked = browser.permissions.request({ origins: [matchPatternOf(origin)] })
  return Promise.all([asked, told]).then(([granted]) => granted)
}

/** The tab under the popup, or the one that `?tab=` names when the popup is opened as a page. */
async function currentTabId(): Promise<number> {
  const named = new URLSearchParams(location.search).get('tab')
  if (named !== null) return Number(named)
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab?.id ?? -1
}

interface TabWatcher {
  listener: (tab: TabState) => void
  onError: (error: unknown) => void
}

/** Asks again whenever something that the answer depends on may have changed. */
function watchTab(tabId: Promise<number>, { listener, onError }: TabWatcher): Stoppable {
  let isOver = false
  let session: { id: string; watch: Stoppable } | undefined
  const follow = (sessionId: string | undefined) => {
    if (session?.id === sessionId) return
    session?.watch.stop()
    const watch = (id: string) => watchStore(({ watchSession }) => watchSession(id, ask))
    session = sessionId ? { id: sessionId, watch: watch(sessionId) } : undefined
  }
  const ask = () => {
    tabId
      .then((id) => send<UiRequests, 'tab.state'>('tab.state', { tabId: id }))
      .then((tab) => {
        if (isOver) return
        follow(tab.recording?.sessionId)
        listener(tab)
      })
      .catch((error: unknown) => !isOver && onError(error))
  }
  const sessions = watchStore(({ watchSessions }) => watchSessions(ask, onError))
  const sites = watchStore(({ watchSites }) => watchSites(ask))
  browser.permissions.onAdded.addListener(ask)
  browser.permissions.onRemoved.addListener(ask)
  browser.tabs.onUpdated.addListener(ask)
  ask()
  return {
    stop() {
      isOver = true
      sessions.stop()
      sites.stop()
      session?.watch.stop()
      browser.permissions.onAdded.removeListener(ask)
      browser.permissions.onRemoved.removeListener(ask)
      browser.tabs.onUpdated.removeListener(ask)
    },
  }
}
