import type { NodeId } from './events'

/** How much of a page is kept. The order is strict to open. */
export const PRIVACY_LEVELS = ['mask-all', 'mask-user-input', 'allow'] as const
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number]

/** What the person allowed for an origin. */
export const CONSENTS = ['never', 'ask', 'always'] as const
export type Consent = (typeof CONSENTS)[number]

export const RULE_EFFECTS = ['mask', 'block', 'allow', 'ignore'] as const
export type RuleEffect = (typeof RULE_EFFECTS)[number]

/** A masking rule of one site. */
export interface MaskRule {
  selector: string
  effect: RuleEffect
}

/** One element of a recorded document, wherever it goes there. */
export interface NodeMark {
  streamId: string
  /** Time of the snapshot that numbered it. */
  snapshot: number
  id: NodeId
}

/** Level and rules together, as they apply to one document. */
export interface Policy {
  level: PrivacyLevel
  rules: MaskRule[]
  /** Elements to mask; in other documents the selector stands for them. */
  marks?: (NodeMark & { selector: string })[]
  /** Do Not Track or Global Privacy Control: no titles, no query, whatever the level says. */
  anonymous?: boolean
  /** Random, one per session, never stored with it: equal names give equal hashes in all its documents and resources. */
  key?: string
}

/** What is captured besides the document itself. */
export interface CaptureOptions {
  /** Uncaught errors, rejections, resources that did not load, what the page's own policy refused. */
  errors: boolean
  console: boolean
  network: boolean
  networkBodies: boolean
  canvas: boolean
  resources: boolean
}

export const DEFAULT_CAPTURE: CaptureOptions = {
  errors: true,
  console: true,
  network: true,
  networkBodies: false,
  canvas: false,
  resources: true,
}

/** How much of a visit is captured at all. */
export const CAPTURE_LEVELS = ['off', 'performance', 'full'] as const
export type CaptureLevel = (typeof CAPTURE_LEVELS)[number]

/** What a "do not track" wish of the browser means for recordings that start by themselves. */
export const TRACKING_WISHES = ['anonymous', 'off', 'ignore'] as const
export type TrackingWish = (typeof TRACKING_WISHES)[number]

/** Ordered; the first one whose pattern matches the URL of the page decides. */
export interface UrlRule {
  /** URLPattern text, for example `https://shop.example/checkout/*`. */
  pattern: string
  effect: 'include' | 'exclude'
  privacy?: PrivacyLevel
  /** Share of visits that is recorded, 0 to 1. Absent: all. */
  sampleRate?: number
}

/** What Recount knows about one origin. */
export interface SiteSettings {
  origin: string
  /** Absent: the person has not decided. Nothing records by itself; Record in the popup works. */
  consent?: Consent
  /** Absent: the default level. */
  privacy?: PrivacyLevel
  /** Epoch ms when `privacy` was last changed: sessions from before follow it where it is stricter. */
  privacyAt?: number
  rules: MaskRule[]
  /** Absent: all URLs of the origin. */
  urlRules?: UrlRule[]
  /** Share of visits that is recorded, 0 to 1. Absent: all. */
  sampleRate?: number
  captureLevel?: CaptureLevel
  capture?: Partial<CaptureOptions>
  /** Page scripts may ask for less (`window.recount` and the vendors' calls). */
  pageApi?: boolean
  /** Keep only the last minutes until the person says keep. */
  buffer?: boolean
}

/** Of stored settings and of backups; `settingsUpgrades.ts` has the way from each older one. */
export const SETTINGS_VERSION = 2

/** Everything the person can set that does not belong to one site. */
export interface Settings {
  version: typeof SETTINGS_VERSION
  privacy: PrivacyLevel
  capture: CaptureOptions
  trackingWish: TrackingWish
  /** Ordered; looked at before those of the site. */
  urlRules: UrlRule[]
  /** Minutes without anything done until a session that started by itself ends; 0: never. */
  idleMinutes: number
  /** What happens to a session the person started when it has been idle for so long. */
  idleManual: 'pause' | 'end'
  /** Hours until a session is split; 0: never. */
  maxHours: number
  /** Things done until a session is split; 0: never. */
  actionLimit: number
  /** Minutes that buffer mode keeps. */
  bufferMinutes: number
  /** After a restart of the browser, sessions that it cut off go on in their restored tabs. */
  continueAfterRestart: boolean
  /** A tab that a recorded tab opened belongs to the same session. */
  joinTabs: boolean
  /** A small sign in the page while it is recorded; itself never recorded. */
  indicator: boolean
  /** Days until a session is deleted; 0: never. Pinned ones stay. */
  retentionDays: number
  /** Most sessions kept; 0: any number. */
  retentionCount: number
  /** Most bytes kept; 0: as many as the browser gives. */
  retentionBytes: number
  /** Bytes one site may take before nothing new is recorded by itself; 0: no limit. */
  siteBudgetBytes: number
}

export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  privacy: 'mask-all',
  capture: DEFAULT_CAPTURE,
  trackingWish: 'anonymous',
  urlRules: [],
  idleMinutes: 15,
  idleManual: 'pause',
  maxHours: 4,
  actionLimit: 0,
  bufferMinutes: 2,
  continueAfterRestart: false,
  joinTabs: false,
  indicator: false,
  retentionDays: 30,
  retentionCount: 0,
  retentionBytes: 0,
  siteBudgetBytes: 0,
}

/** One line of the consent ledger: who allowed what, when, at which level; what was taken back and deleted. */
export interface LedgerEntry {
  id?: number
  /** Epoch milliseconds. */
  at: number
  origin: string
  what:
    | 'consent'
    | 'granted'
    | 'withdrawn'
    | 'answered'
    | 'recorded-once'
    | 'recordings-deleted'
    | 'page-asked'
    | 'rules'
  /** Who caused it. */
  by: 'person' | 'page' | 'browser' | 'program'
  consent?: Consent
  privacy?: PrivacyLevel
  detail?: string
}
