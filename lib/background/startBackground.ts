import { browser } from 'wxt/browser'
import type { ContentRequests, UiRequests } from '../messages/protocol'
import { handle, isContentScript, isExtensionPage } from '../messages/runtime'
import { createKeyedQueue } from '../platform/keyedQueue'
import { createLogger } from '../platform/logger'
import { appendChunk } from '../store/chunks'
import { getSession } from '../store/sessions'
import { getStream } from '../store/streams'
import { createDownlink } from '../transport/downlink'
import { badgeOfPage } from './badgeOfPage'
import { createCommands } from './commands'
import { createConsent } from './consent'
import { reconcileScripts } from './contentScripts'
import { createEchoes } from './echoes'
import { hearMarks } from './entryMarks'
import {
  claimFrame,
  createFrameFollower,
  describeStream,
  restrictFrame,
  verifyFrame,
} from './frames'
import { isSettleAlarm } from './fullDisk'
import { createHello, wakeFrames } from './hello'
import { injectProbe } from './injection'
import { createLifecycle, forgetPrivate, type Lifecycle } from './lifecycle'
import { noteOpener, noteTurn } from './openedTabs'
import { createPageRequests } from './pageRequests'
import { isRecord } from './parseHello'
import { closePreview, letPick } from './preview'
import { createPreviewRules } from './previewRules'
import { createRecordings } from './recordings'
import { recoverSessions, settleEnds } from './recovery'
import { createResourceFetch } from './resourceFetch'
import { getRun, isRunKey } from './runs'
import { seeRequests } from './seenRequests'
import { uiHandlers } from './uiRequests'
import { isVaultAlarm, workOnVault } from './vaultWork'

/** Registers every listener before it returns: a worker that wakes misses events it has no listener for. */
export function startBackground(): void {
  const inTab = createKeyedQueue<number>()
  const lifecycle = createLifecycle(inTab)
  const seen = seeRequests()
  const recordings = createRecordings(inTab)
  const consent = createConsent(recordings)
  const downlink = createDownlink({
    session: getSession,
    stream: getStream,
    append: appendChunk,
    onStored(chunk) {
      report(recordings.onStored(chunk))
      report(lifecycle.onStored(chunk))
    },
    onFull: (sessionId) => report(recordings.stopFull(sessionId)),
    now: Date.now,
  })

  const echoes = createEchoes()
  const fetchResources = createResourceFetch()

  handle<ContentRequests>(
    {
      'recorder.hello': createHello(inTab, async (document) => {
        report(seen.tell(document))
        await lifecycle.watch()
      }),
      'probe.wanted': injectProbe,
      'chunk.append': async (payload, sender) =>
        downlink.append(await echoes.chunk(payload, sender), sender),
      'entries.marks': hearMarks,
      'stream.describe': async (payload, sender) =>
        describeStream(await echoes.description(payload), sender),
      'frame.claim': claimFrame,
      'frame.verify': verifyFrame,
      'frame.restrict': restrictFrame,
      'frame.loaded': createFrameFollower(recordings.followTab),
      'consent.answer': consent.answer,
      'page.request': createPageRequests(inTab),
      'preview.closed': async (_, sender) => {
        if (sender.tab?.id !== undefined) await closePreview(sender.tab.id)
        return null
      },
      'preview.picking': async (payload, sender) => {
        const on = isRecord(payload) && payload.on === true
        if (sender.tab?.id !== undefined) await letPick(sender.tab.id, on)
        return null
      },
      'preview.rule': createPreviewRules(recordings),
      'resource.fetch': async (payload, sender) =>
        fetchResources(await echoes.wanted(payload, sender), sender),
    },
    isContentScript,
  )
  handle<UiRequests>(
    uiHandlers({ recordings, lifecycle, consent, onVault: () => report(workOnVault()) }),
    isExtensionPage,
  )

  browser.tabs.onRemoved.addListener((tabId) => report(recordings.closeTab(tabId)))
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    if (change.status !== undefined) report(recordings.followTab(tabId))
    // Within a document the address may have come to where recording is allowed, or asked for.
    if (change.url !== undefined) wakeFrames(tabId)
    if (change.status === 'complete') report(badgeOfPage(tab))
  })
  browser.tabs.onCreated.addListener((tab) => report(noteOpener(tab)))
  browser.tabs.onActivated.addListener(({ tabId }) => report(turnTo(tabId)))
  browser.windows.onFocusChanged.addListener((windowId) => report(turnToWindow(windowId)))
  browser.tabs.onReplaced.addListener((to, from) => report(recordings.renameTab(from, to)))
  browser.windows.onRemoved.addListener(() => report(forgetPrivate()))
  browser.alarms.onAlarm.addListener(({ name }) => report(onAlarm(name, lifecycle)))
  const runCommand = createCommands({ recordings, lifecycle })
  browser.commands.onCommand.addListener((command, tab) => report(runCommand(command, tab)))
  browser.permissions.onAdded.addListener(() => report(consent.onGranted()))
  browser.permissions.onRemoved.addListener(() => report(consent.onRemoved()))
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && Object.keys(changes).some(isRunKey)) report(seen.update())
  })
  // Listening is what makes the browser start the worker after a restart, so that scripts are registered again.
  browser.runtime.onStartup.addListener(() => {})
  browser.runtime.onInstalled.addListener(() => {})

  report(recoverSessions(recordings.followTab))
  report(reconcileScripts())
  report(lifecycle.keepClean())
  report(workOnVault())
  report(seen.update())
}

async function onAlarm(name: string, lifecycle: Lifecycle): Promise<void> {
  if (isSettleAlarm(name)) await settleEnds()
  else if (isVaultAlarm(name)) await workOnVault()
  else await lifecycle.onAlarm(name)
}

async function turnTo(tabId: number | undefined): Promise<void> {
  const run = tabId === undefined ? undefined : await getRun(tabId)
  if (run) await noteTurn(run)
}

async function turnToWindow(windowId: number): Promise<void> {
  if (windowId === browser.windows.WINDOW_ID_NONE) return
  const [tab] = await browser.tabs.query({ active: true, windowId })
  await turnTo(tab?.id)
}

const logger = createLogger('background')

/** Nobody waits for the answer of an event, so its failure is written down instead. */
function report(work: Promise<unknown>): void {
  work.catch((error: unknown) => logger.error(error))
}
