import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PlayerAssets } from '../lib/exporters/htmlFormat'
import type { ReportCard } from '../lib/exporters/reportCard'
import type { PreviewReport } from '../lib/format/previewReport'
import type { ReportDraft } from '../lib/format/reportDraft'
import type { Session, Tombstone } from '../lib/format/session'
import type {
  Consent,
  LedgerEntry,
  MaskRule,
  PrivacyLevel,
  Settings,
  SiteSettings,
} from '../lib/format/settings'
import type { KeptKeyframes, RecordingSource } from '../lib/format/source'
import type { WouldBeDocument } from '../lib/format/wouldBe'
import type { PickedElement, TabState } from '../lib/messages/protocol'
import type { Stoppable } from '../lib/platform/stoppable'
import type { Player } from '../lib/player/player'
import type { RemaskProgress, RemaskResult } from '../lib/remask/runRemask'
import type { Digest } from '../lib/store/derived'
import type { RemaskWork } from '../lib/store/remaskWork'
import type { VaultServices } from './vaultServices'

/** What the person wants once the browser has granted an origin; the worker carries it out when the popup is closed. */
export interface GrantIntent {
  consent?: Consent
  privacy?: PrivacyLevel
  /** Record this tab as well. */
  tabId?: number
}

/** Whose rules the preview shows instead of ours. */
export interface PreviewVendor {
  profile: string
  level?: string
}

/** A recording that was never made. */
export interface WouldBe {
  origin: string
  url: string
  title: string
  documents: WouldBeDocument[]
}

/** What the library may change about a session. */
export type SessionPatch = Partial<Pick<Session, 'title' | 'pinned' | 'note' | 'tags'>>

export type SitePatch = Partial<Omit<SiteSettings, 'origin' | 'consent'>>

/** What somebody wrote about the one session of an exported file. */
export interface EmbeddedReport {
  card: ReportCard
  picture(fileName: string): Promise<Blob | undefined>
}

/** A key combination that the browser keeps for the extension. */
export interface Shortcut {
  description: string
  /** '' where the person took it away or another extension has it. */
  keys: string
}

export interface StorageFigures {
  usedBytes: number
  /** What the browser would give, undefined where it does not say. */
  quotaBytes?: number
  /** The browser promised not to clear it by itself. */
  persisted: boolean
}

/**
 * All that the surfaces can do and watch. The extension answers from store and worker (`extensionServices.ts`), the
 * test shell from memory.
 */
export interface Services {
  vault: VaultServices
  watchTab(listener: (tab: TabState) => void, onError: (error: unknown) => void): Stoppable
  startTab(tabId: number, privacy?: PrivacyLevel): Promise<void>
  stopSession(sessionId: string): Promise<void>
  /** Pins a note to this moment of the tab's recording. */
  mark(tabId: number, note: string): Promise<void>
  /** Keeps what a buffer holds and goes on recording. */
  keepBuffer(tabId: number): Promise<void>
  /** Marks on the page of a tab what would be recorded of it, or takes the marks away. */
  togglePreview(tabId: number, vendor?: PreviewVendor): Promise<boolean>
  setConsent(origin: string, consent: Consent, privacy?: PrivacyLevel): Promise<void>
  /**
   * Must be called synchronously in the click, or the browser refuses to ask. Resolves to whether it was granted; the
   * intent is carried out by the worker even when the popup closes meanwhile.
   */
  requestGrant(origin: string, intent: GrantIntent): Promise<boolean>

  watchSessions(
    listener: (sessions: Session[]) => void,
    onError: (error: unknown) => void,
  ): Stoppable
  /** Undefined once it is gone. */
  watchSession(sessionId: string, listener: (session: Session | undefined) => void): Stoppable
  getSession(sessionId: string): Promise<Session | undefined>
  getTombstone(sessionId: string): Promise<Tombstone | undefined>
  updateSession(sessionId: string, patch: SessionPatch): Promise<void>
  /** Can be undone by `restoreSessions` for a while. */
  /** Writes down which sessions are to be masked for good; `runRemask` does it. */
  addRemaskWork(sessionIds: string[], level?: PrivacyLevel): Promise<void>
  runRemask(options: {
    signal: AbortSignal
    onProgress: (progress: RemaskProgress) => void
  }): Promise<RemaskResult>
  watchRemaskWork(listener: (work: RemaskWork | undefined) => void): Stoppable
  /** Leaves the sessions that are not done as they are. */
  cancelRemask(): Promise<void>
  deleteSessions(sessionIds: string[]): Promise<void>
  restoreSessions(sessionIds: string[]): Promise<void>
  /** Reads a file somebody gave and keeps it as a session of its own. */
  importFile(file: File, password?: string): Promise<{ sessionId: string }>
  /** What an encrypted file holds, whether it can be imported or not. */
  unsealFile(file: File, password: string): Promise<{ fileName: string; blob: Blob }>
  /** What the library knows of the sessions' content: of those that were read before. */
  listDigests(): Promise<Digest[]>
  /** Reads a session and keeps what it says. */
  makeDigest(session: Session): Promise<Digest>
  /** The lines of a digest as they were recorded. */
  digestText(sessionId: string): Promise<string>
  /** Undefined where none was made yet, 'none' where none can be made. */
  getThumbnail(session: Session): Promise<Blob | 'none' | undefined>
  makeThumbnail(session: Session): Promise<Blob | 'none'>
  /** As it may be shown now. `isCopied`: its bytes go into a file. */
  openSource(sessionId: string, options?: { isCopied?: boolean }): RecordingSource
  /** All that is stored of a session, as it is: for what no player can show any more. */
  storedText(sessionId: string): Promise<string>
  /** The bug report that is being written about a session. */
  getDraft(sessionId: string): Promise<ReportDraft | undefined>
  putDraft(draft: ReportDraft): Promise<unknown>
  deleteDraft(sessionId: string): Promise<void>
  /** States that the store keeps of a session, for the source of `openSource` without options. */
  openKept?(sessionId: string): KeptKeyframes
  createPlayer(options: {
    source: RecordingSource
    container: HTMLElement
    kept?: KeptKeyframes
  }): Promise<Player>

  /** The built player that a single-file export carries. */
  loadPlayer(): Promise<PlayerAssets>

  watchSites(listener: (sites: SiteSettings[]) => void): Stoppable
  /** Everything about a site but its consent. */
  updateSite(origin: string, patch: SitePatch): Promise<void>
  /** Replaces the masking rules; running recordings take them over. */
  setRules(origin: string, rules: MaskRule[]): Promise<void>
  /** Takes consent and grant back and forgets what was set for the site. */
  forgetSite(origin: string): Promise<void>
  watchSettings(listener: (settings: Settings) => void): Stoppable
  updateSettings(patch: Partial<Settings>): Promise<void>
  /** Names of stored settings that cannot be read and hold their safe value instead. */
  watchBroken(listener: (broken: string[]) => void): Stoppable
  /** What was cleaned up by itself and can still be brought back by `restoreSessions`. */
  watchCleaned(listener: (sessions: Session[]) => void): Stoppable
  /** A clean-up that runs; undefined when none does. */
  watchCleaning(
    listener: (progress: { done: number; total: number } | undefined) => void,
  ): Stoppable
  /** The moment (epoch ms) from which the clock went too far to be believed; undefined while it is. */
  watchClock(listener: (heldFrom: number | undefined) => void): Stoppable
  /** Cleans up now; resolves to how many sessions the settings made go. */
  cleanUp(options?: { trustClock: boolean }): Promise<number>
  storageFigures(): Promise<StorageFigures>
  /** Asks the browser not to clear anything by itself, and says what came of it. */
  persistStorage(): Promise<StorageFigures>
  listLedger(): Promise<LedgerEntry[]>
  listShortcuts(): Promise<Shortcut[]>

  /** The element chosen in the Elements panel of DevTools; undefined outside DevTools. */
  watchSelectedElement(listener: (element: PickedElement | undefined) => void): Stoppable
  /** Lets the person pick an element on the page of a tab. */
  pickElement(tabId: number): Promise<void>
  watchPicked(tabId: number, listener: (element: PickedElement) => void): Stoppable
  /** How many elements of the page a selector means. */
  countMatches(tabId: number, selector: string): Promise<number>
  /** What would be recorded of the page, element by element. */
  inspect(tabId: number, vendor?: PreviewVendor): Promise<PreviewReport>
  /** What a recording of the page that began now would hold. Nothing is stored. */
  wouldBe(tabId: number): Promise<WouldBe>
  /** Calls once after each `wouldBe`, when the page has changed since. */
  watchPageChanges(tabId: number, listener: () => void): Stoppable
  /** Bytes that such a recording would hold. */
  fetchForPreview(
    tabId: number,
    items: WouldBeDocument['wanted'],
  ): Promise<{ key: string; mimeType: string; base64: string }[]>

  /** The extension was updated or removed under this page: nothing will answer it any more. */
  isOrphaned(): boolean
  /** Only in an exported file. */
  report?: EmbeddedReport
  /** Nothing can be stored here: an exported file. */
  readOnly: boolean
  /** Addresses of the other surfaces, for links. */
  pages: { sessions: string; options: string }
  now(): number
}

const ServicesContext = createContext<Services | undefined>(undefined)

export const ServicesProvider = ServicesContext.Provider

/** The services of the page this component is drawn in. */
export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('No ServicesProvider above this component')
  return services
}
