import { browser } from 'wxt/browser'
import { isLongEnough, LEAST_PASSPHRASE } from '../crypto/passphrase'
import { comparePreviews } from '../format/comparePreviews'
import type { PreviewReport } from '../format/previewReport'
import type { Session, SessionSummary } from '../format/session'
import { CONSENTS, PRIVACY_LEVELS, RULE_EFFECTS } from '../format/settings'
import type { RecordingSource } from '../format/source'
import { catchUp } from '../messages/catchUp'
import type { UiRequests } from '../messages/protocol'
import { send } from '../messages/runtime'
import { fromBase64 } from '../platform/bytes'
import {
  type Automation,
  type AutomationEncryption,
  type AutomationPlayer,
  EXPORT_FORMATS,
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  type FileOptions,
  type Leak,
  type RrwebEvent,
} from './automation'

const OWN_PROFILE = 'recount'

/** What the page brings along: the store, exporters and player are not this folder's to know. */
export interface AutomationDeps {
  listSessions(): Promise<Session[]>
  getSession(sessionId: string): Promise<Session | undefined>
  purgeSession(sessionId: string, reason: 'user'): Promise<void>
  /** Removes every session that is there, hidden ones too. */
  clearSessions(): Promise<void>
  storedText(sessionId: string): Promise<string>
  createSource(sessionId: string): RecordingSource
  toRrwebEvents(source: RecordingSource): Promise<RrwebEvent[]>
  scanSession(source: RecordingSource): Promise<{ leaks: Leak[] }>
  exportSession(
    source: RecordingSource,
    format: ExportFormat,
    options: ExportOptions,
  ): Promise<ExportedFile>
  importRecording(
    fileName: string,
    bytes: Uint8Array<ArrayBuffer>,
    options: FileOptions,
  ): Promise<{ sessionId: string }>
  /** Rejects while the library is locked. */
  requireUnlocked(): Promise<unknown>
  encryption: AutomationEncryption
  /** Shows the session in the page; resolves when its first frame is shown. */
  openPlayer(sessionId: string, options: { scale?: number }): Promise<{ durationMs: number }>
  /** Other recorders whose rules are known, with their levels. */
  profiles(): readonly { id: string; levels: readonly string[] }[]
  /** The player that is open now. */
  currentPlayer(): AutomationPlayer | undefined
}

/** The object of `docs/automation.md`. The page's own buttons use the same functions. */
export function createAutomation(deps: AutomationDeps): Automation {
  async function existing(sessionId: string): Promise<Session> {
    const session = await deps.getSession(sessionId)
    if (session && session.deletedAt === undefined) return session
    throw new Error(`There is no session ${sessionId}. list() names those that exist.`)
  }

  /** Of a session that is running all is stored that was recorded up to now. */
  async function readable(sessionId: string): Promise<void> {
    await deps.requireUnlocked()
    await catchUp(await existing(sessionId))
  }

  async function stopIfRecording(session: Session): Promise<void> {
    if (session.status !== 'recording') return
    const { sessionId } = session
    await send<UiRequests, 'recording.stopSession'>('recording.stopSession', { sessionId })
  }

  function openPlayer(): AutomationPlayer {
    const player = deps.currentPlayer()
    if (player) return player
    throw new Error('No session is open. Call open(sessionId) first.')
  }

  return Object.freeze<Automation>({
    async setConsent(origin, consent, { privacy } = {}) {
      checkOneOf('consent', consent, CONSENTS)
      if (privacy !== undefined) checkOneOf('privacy', privacy, PRIVACY_LEVELS)
      await send<UiRequests, 'consent.set'>('consent.set', { origin, consent, privacy })
    },

    async setRules(origin, rules) {
      if (!Array.isArray(rules)) throw new Error('rules is a list of { selector, effect }')
      for (const { selector, effect } of rules) {
        checkOneOf(`effect of ${selector}`, effect, RULE_EFFECTS)
        checkSelector(selector)
      }
      await send<UiRequests, 'rules.set'>('rules.set', { origin, rules })
    },

    async start(tab, options = {}) {
      if (options.privacy !== undefined) checkOneOf('privacy', options.privacy, PRIVACY_LEVELS)
      const tabId = 'tabId' in tab ? tab.tabId : await tabShowing(tab.url)
      return await send<UiRequests, 'recording.startTab'>('recording.startTab', {
        ...options,
        tabId,
      })
    },

    async stop(sessionId) {
      await stopIfRecording(await existing(sessionId))
      return summaryOf(await existing(sessionId))
    },

    async list() {
      await deps.requireUnlocked()
      return (await deps.listSessions()).map(summaryOf)
    },

    async events(sessionId) {
      await readable(sessionId)
      return await deps.toRrwebEvents(deps.createSource(sessionId))
    },

    async stored(sessionId) {
      await readable(sessionId)
      return await deps.storedText(sessionId)
    },

    async export(sessionId, format, { password, inline } = {}) {
      if (password !== undefined) checkPassphrase(password)
      checkOneOf('format', format, EXPORT_FORMATS)
      await readable(sessionId)
      return await deps.exportSession(deps.createSource(sessionId), format, {
        ...(password === undefined ? {} : { password }),
        ...(inline === undefined ? {} : { inline }),
      })
    },

    async import(fileName, bytes, { password } = {}) {
      const options = password === undefined ? {} : { password }
      return await deps.importRecording(fileName, decode(bytes), options)
    },

    async open(sessionId, options = {}) {
      const { scale } = options
      if (scale !== undefined && !(scale > 0 && scale <= 8))
        throw new Error(`scale is a number above 0 and up to 8, not ${scale}`)
      await readable(sessionId)
      return await deps.openPlayer(sessionId, options)
    },

    encryption: Object.freeze<AutomationEncryption>({ ...deps.encryption }),

    player: Object.freeze<AutomationPlayer>({
      seek: async (ms) => await openPlayer().seek(ms),
      play: async (speed) => await openPlayer().play(speed),
      pause: async () => await openPlayer().pause(),
      get timeMs() {
        return openPlayer().timeMs
      },
    }),

    async scan(sessionId) {
      await readable(sessionId)
      const { leaks } = await deps.scanSession(deps.createSource(sessionId))
      return leaks.map(({ kind, where, path, count }) => ({ kind, where, path, count }))
    },

    async preview(tab, { profile = '', level = '' } = {}) {
      const known = deps.profiles()
      const vendor = known.find(({ id }) => id === profile)
      if (profile !== '' && profile !== OWN_PROFILE && !vendor)
        checkOneOf('profile', profile, [OWN_PROFILE, ...known.map(({ id }) => id)])
      if (level !== '') checkOneOf('level', level, vendor?.levels ?? PRIVACY_LEVELS)
      const tabId = 'tabId' in tab ? tab.tabId : await tabShowing(tab.url)
      return await send<UiRequests, 'preview.inspect'>('preview.inspect', {
        tabId,
        profile: vendor ? profile : '',
        level,
      })
    },

    comparePreviews(before, after) {
      if (!isReport(before) || !isReport(after))
        throw new Error('comparePreviews takes two reports of preview()')
      return comparePreviews(before, after)
    },

    async remove(sessionId) {
      await stopIfRecording(await existing(sessionId))
      await deps.purgeSession(sessionId, 'user')
    },

    async clear() {
      for (const session of await deps.listSessions()) await stopIfRecording(session)
      await deps.clearSessions()
    },
  })
}

/** The tab that was looked at last, where several show the same URL. */
async function tabShowing(url: string): Promise<number> {
  if (!URL.canParse(url)) throw new Error(`${url} is not a URL`)
  const { href } = new URL(url)
  const tabs = (await browser.tabs.query({})).filter((tab) => tab.url === href)
  const [tab] = tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))
  if (tab?.id !== undefined) return tab.id
  throw new Error(
    `No tab shows ${href}. Open it first, and allow the site: without its permission the browser hides the URLs of tabs.`,
  )
}

function summaryOf(session: Session): SessionSummary {
  const { sessionId, title, url, status, startedAt, endedAt } = session
  const { events, frames, errors, rawBytes, storedBytes, resourceBytes } = session
  return {
    sessionId,
    title,
    url,
    status,
    startedAt,
    endedAt,
    events,
    frames,
    errors,
    maskFailures: session.maskFailures ?? 0,
    rawBytes,
    storedBytes,
    resourceBytes,
  }
}

function isReport(value: unknown): value is PreviewReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    'elements' in value &&
    Array.isArray(value.elements)
  )
}

function checkOneOf(name: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return
  throw new Error(`${name} is one of ${known.join(', ')}, not ${String(value)}`)
}

function checkPassphrase(passphrase: unknown): void {
  if (typeof passphrase === 'string' && isLongEnough(passphrase)) return
  throw new Error(`A password has at least ${LEAST_PASSPHRASE} characters.`)
}

function checkSelector(selector: string): void {
  try {
    document.createDocumentFragment().querySelector(selector)
  } catch {
    throw new Error(`The selector ${selector} cannot be parsed. Correct it.`)
  }
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(base64)
  } catch {
    throw new Error('bytes is not base64')
  }
}
