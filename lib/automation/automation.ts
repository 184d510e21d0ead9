/** The automation contract of `docs/automation.md`. Public: keep it stable. */
import type { PreviewComparison, PreviewReport } from '../format/previewReport'
import type { SessionSummary } from '../format/session'
import type { CaptureOptions, Consent, MaskRule, PrivacyLevel } from '../format/settings'

export const EXPORT_FORMATS = [
  'rrweb',
  'archive',
  'html',
  'playwright',
  'puppeteer',
  'markdown',
  'har',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface StartOptions {
  /** Default: the level that rules and settings give for the page. */
  privacy?: PrivacyLevel
  capture?: Partial<CaptureOptions>
}

export interface ExportedFile {
  fileName: string
  mimeType: string
  /** Base64. */
  bytes: string
}

export interface FileOptions {
  /** Encrypts the file that is exported, opens the one that is imported. */
  password?: string
}

export interface ExportOptions extends FileOptions {
  /** Puts pictures and fonts into `rrweb`, which names them only otherwise. */
  inline?: boolean
}

/** An rrweb event; `@rrweb/types` describes it in full. */
export interface RrwebEvent {
  type: number
  data: unknown
  timestamp: number
}

/** Where something that looks private is stored, never what it is. */
export interface Leak {
  /** `email`, `card`, `typed`, ...: what it looks like. */
  kind: string
  /** What holds it: the kind of an event, or the session. */
  where: string
  /** The field in it. */
  path: string
  count: number
}

export interface PreviewOptions {
  /** `recount` or the id of a vendor: `datadog`, `sentry`, ... Default: our own rules. */
  profile?: string
  /** One of that recorder's levels. Default: what holds for the page, or the vendor's default. */
  level?: string
}

export interface AutomationPlayer {
  /** Times are ms since the session's `startedAt`. Resolves once the document at that time is laid out. */
  seek(ms: number): Promise<void>
  play(speed?: number): Promise<void>
  pause(): Promise<void>
  readonly timeMs: number
}

/** How the library is stored. */
export interface EncryptionStatus {
  status: 'off' | 'locked' | 'unlocked'
  /** What was stored before encryption was turned on or off is still being changed. */
  working: boolean
}

export interface AutomationEncryption {
  status(): Promise<EncryptionStatus>
  /** Resolves when everything that is stored is encrypted. */
  turnOn(passphrase: string): Promise<void>
  /** Resolves when everything that is stored is decrypted. */
  turnOff(passphrase: string): Promise<void>
  changePassphrase(before: string, after: string): Promise<void>
  lock(): Promise<void>
  /** Rejects when the passphrase is wrong. */
  unlock(passphrase: string): Promise<void>
}

export interface Automation {
  /** As the popup's toggle would give it. Rejects when the browser has not granted the host. */
  setConsent(origin: string, consent: Consent, options?: { privacy?: PrivacyLevel }): Promise<void>
  /** Replaces the masking rules of the origin. Selectors that do not parse reject, naming the selector. */
  setRules(origin: string, rules: MaskRule[]): Promise<void>
  /** By id or by the exact URL the tab shows. Resolves when the first snapshot of the top document is durable. */
  start(
    tab: { tabId: number } | { url: string },
    options?: StartOptions,
  ): Promise<{ sessionId: string }>
  /** Resolves when every event of every frame is durable. */
  stop(sessionId: string): Promise<SessionSummary>
  list(): Promise<SessionSummary[]>
  /** The merged session as standard rrweb events. */
  events(sessionId: string): Promise<RrwebEvent[]>
  /** Every byte kept about the session, decompressed, as text. */
  stored(sessionId: string): Promise<string>
  export(sessionId: string, format: ExportFormat, options?: ExportOptions): Promise<ExportedFile>
  import(fileName: string, bytes: string, options?: FileOptions): Promise<{ sessionId: string }>
  /** Opens the session in this page's player. Resolves when the first frame is shown. */
  open(sessionId: string, options?: { scale?: number }): Promise<{ durationMs: number }>
  readonly player: AutomationPlayer
  readonly encryption: AutomationEncryption
  /** Looks for e-mail addresses, cards, keys, typed values, ... in what is stored. */
  scan(sessionId: string): Promise<Leak[]>
  /** What would be recorded of the page as it is now, element by element, frames included. Nothing is stored. */
  preview(
    tab: { tabId: number } | { url: string },
    options?: PreviewOptions,
  ): Promise<PreviewReport>
  /** Elements whose state differs between two reports, newly visible first. */
  comparePreviews(before: PreviewReport, after: PreviewReport): PreviewComparison
  remove(sessionId: string): Promise<void>
  clear(): Promise<void>
}
