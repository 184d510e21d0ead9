import type {
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from '@playwright/test'

export { expect } from '@playwright/test'

export type PrivacyLevel = 'mask-all' | 'mask-user-input' | 'allow'

export type ExportFormat =
  | 'rrweb'
  | 'archive'
  | 'html'
  | 'playwright'
  | 'puppeteer'
  | 'markdown'
  | 'har'

export interface StartOptions {
  privacy?: PrivacyLevel
  capture?: {
    console?: boolean
    errors?: boolean
    network?: boolean
    networkBodies?: boolean
    canvas?: boolean
    resources?: boolean
  }
}

export interface SessionSummary {
  sessionId: string
  title: string
  url: string
  status: 'recording' | 'complete' | 'interrupted'
  /** Milliseconds since the epoch, as the events' timestamps. */
  startedAt: number
  endedAt: number | null
  events: number
  frames: number
  errors: number
  /** Values that could not be masked, each replaced by a placeholder. */
  maskFailures: number
  rawBytes: number
  storedBytes: number
  resourceBytes: number
}

export interface RrwebEvent {
  type: number
  data: unknown
  timestamp: number
}

/** A place where something that looks private is stored. Never the value itself. */
export interface Leak {
  kind: string
  where: string
  path: string
  count: number
}

type PreviewState = 'kept' | 'masked' | 'blocked'

/** What would be recorded of a page, element by element. No text and no value of the page is in it. */
export interface PreviewReport {
  url: string
  takenAt: number
  profile: {
    id: string
    name: string
    version: string
    confidence: 'own' | 'code' | 'documentation'
    level: string
  }
  counts: Record<PreviewState, number>
  elements: {
    path: string
    what: 'text' | 'input' | 'image'
    state: PreviewState
    reason: { kind: string; detail: string }
  }[]
  truncated?: true
}

export interface PreviewComparison {
  newlyVisible: number
  appearedVisible: number
  differences: {
    path: string
    what: 'text' | 'input' | 'image'
    before: PreviewState | 'absent'
    after: PreviewState | 'absent'
    reason: { kind: string; detail: string }
  }[]
}

/** The automation object of `docs/automation.md`, called from a test. */
export interface Recount {
  setConsent(
    origin: string,
    consent: 'never' | 'ask' | 'always',
    options?: { privacy?: PrivacyLevel },
  ): Promise<void>
  setRules(
    origin: string,
    rules: { selector: string; effect: 'mask' | 'block' | 'allow' | 'ignore' }[],
  ): Promise<void>
  start(
    tab: { tabId: number } | { url: string },
    options?: StartOptions,
  ): Promise<{ sessionId: string }>
  stop(sessionId: string): Promise<SessionSummary>
  list(): Promise<SessionSummary[]>
  events(sessionId: string): Promise<RrwebEvent[]>
  stored(sessionId: string): Promise<string>
  export(
    sessionId: string,
    format: ExportFormat,
    options?: { password?: string; inline?: boolean },
  ): Promise<{ fileName: string; mimeType: string; bytes: string }>
  import(
    fileName: string,
    bytes: string,
    options?: { password?: string },
  ): Promise<{ sessionId: string }>
  open(sessionId: string, options?: { scale?: number }): Promise<{ durationMs: number }>
  scan(sessionId: string): Promise<Leak[]>
  preview(
    tab: { tabId: number } | { url: string },
    options?: { profile?: string; level?: string },
  ): Promise<PreviewReport>
  comparePreviews(before: PreviewReport, after: PreviewReport): Promise<PreviewComparison>
  remove(sessionId: string): Promise<void>
  clear(): Promise<void>
  encryption: {
    status(): Promise<{ status: 'off' | 'locked' | 'unlocked'; working: boolean }>
    turnOn(passphrase: string): Promise<void>
    turnOff(passphrase: string): Promise<void>
    changePassphrase(before: string, after: string): Promise<void>
    lock(): Promise<void>
    unlock(passphrase: string): Promise<void>
  }
  player: {
    seek(ms: number): Promise<void>
    play(speed?: number): Promise<void>
    pause(): Promise<void>
    timeMs(): Promise<number>
  }
}

export interface RecountOptions {
  /** Folder of the automation build. Default: the one of this repository, `.output/chrome-mv3-automation`. */
  extension?: string
  /** How much is kept. Default: `mask-all`. */
  privacy?: PrivacyLevel
  /** Origins that are recorded from their first line on, besides that of `baseURL`. Others begin when they have loaded. */
  origins?: string[]
  /** When recordings are attached to the test's report. Default: `failed`. */
  attach?: 'failed' | 'always' | 'never'
  /** What is attached. Default: HTML (plays anywhere) and Markdown (a bug report). */
  formats?: ExportFormat[]
  /** Fail a test whose recording holds what looks private: e-mails, cards, keys, typed values. Default: false. */
  failOnLeaks?: boolean
  /**
   * Fail a test on whose last page something is kept that was masked when its baseline was taken (beside the test, as
   * snapshots are; `--update-snapshots` takes a new one). Default: false.
   */
  failOnMaskingRegressions?: boolean
  /** Id of the vendor profile that the baseline is about. Default: Recount's own masking. */
  maskingProfile?: string
}

export interface RecountFixtures {
  /** Settings of this helper: `test.use({ recountOptions: { privacy: 'allow' } })`. */
  recountOptions: RecountOptions
  /** The extension that records this test. */
  recount: Recount
}

/** Playwright's `test` in a Chromium that carries Recount: `page` is recorded, `recount` drives the extension. */
export declare const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & RecountFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>
