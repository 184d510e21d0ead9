import type { RecordEvent } from './events'
import type { PrivacyLevel } from './settings'

export type SessionStatus = 'recording' | 'complete' | 'interrupted'

/** Why a session ended. */
export type EndReason =
  | 'user'
  | 'tab-closed'
  | 'idle'
  | 'max-duration'
  | 'action-limit'
  | 'budget'
  | 'quota'
  | 'consent-withdrawn'
  | 'excluded-url'
  | 'page-request'
  /** The tab went to a page that may not be recorded. */
  | 'left-site'
  | 'browser-closed'
  | 'crash'

/** What one person did in one tab from start to end. */
export interface Session {
  sessionId: string
  formatVersion: number
  title: string
  /** First page, masked by its level. */
  url: string
  /** Origin the consent was given for. */
  origin: string
  tabId: number
  status: SessionStatus
  endReason?: EndReason
  /** Epoch milliseconds. */
  startedAt: number
  endedAt: number | null
  level: PrivacyLevel
  pinned: boolean
  events: number
  frames: number
  errors: number
  pages: number
  /** Things the person did: clicks, inputs, keys. */
  actions?: number
  /** Values that could not be masked, each replaced by a placeholder. Absent: none. */
  maskFailures?: number
  /** Recorded in a private window: gone with the last of them. */
  isPrivate?: true
  /** Only the last minutes are kept, until the person says keep. */
  buffer?: true
  /** Events as JSON text. */
  rawBytes: number
  /** What the database holds for it, resources excluded. */
  storedBytes: number
  resourceBytes: number
  /** Epoch milliseconds of the last thing the person did. */
  lastActivityAt: number
  /** Epoch milliseconds of the last stored event. Absent in sessions of earlier versions. */
  lastEventAt?: number
  /** How it came to be recorded, in the words of `lib/consent/decide.ts`. */
  startReason: string
  /** Parts of one long recording share this; absent for a session that was never split. */
  continues?: string
  /** Counts how often stored events were rewritten: what was derived from them before is out of date. */
  revision?: number
  /** Set while it can still be restored; epoch milliseconds. */
  deletedAt?: number
  /** With `deletedAt`, where it was not the person: how long it can be restored depends on it. */
  deletedBy?: 'retention'
  /** Which of its tabs was in front from when on (epoch ms), in order; absent for a session of one tab. */
  tabTurns?: { at: number; tab: number }[]
  note?: string
  tags?: string[]
  environment?: Environment
  /**
   * Found when the row was read, never stored: what is there cannot be read at all, members are missing or are not what
   * they should be, or a newer version wrote it.
   */
  damage?: 'unreadable' | 'incomplete' | 'newer'
  /** Found when the row was read, never stored: the library is locked, and what is private here is left out. */
  locked?: true
}

export interface Environment {
  userAgent: string
  platform: string
  language: string
  timezone: string
  screen: { width: number; height: number }
  touch: boolean
}

/** One loaded document in one frame. */
export interface Stream {
  streamId: string
  sessionId: string
  /** Position among the frames of each ancestor, outermost first; `[]` is the top document. */
  framePath: number[]
  frameId: number
  documentId?: string
  /** Stream of the embedding document, once known. */
  parentStreamId?: string
  url: string
  title: string
  /** Epoch milliseconds; the `time` of its events counts from here. */
  startedAt: number
  endedAt: number | null
  level: PrivacyLevel
  /** Of which tab of the session, from 1; absent: of the first. */
  tab?: number
  /** The browser's number of that tab while it was recorded. */
  tabId?: number
}

/** A durable batch of one stream. The key is (streamId, seq). */
export interface ChunkHeader {
  sessionId: string
  streamId: string
  /** 0, 1, 2 ... without holes. */
  seq: number
  /** Milliseconds since the stream's start. */
  firstTime: number
  lastTime: number
  events: number
  errors: number
  /** True where the chunk begins with a snapshot: a place to start playing from. */
  snapshot: boolean
  rawBytes: number
  storedBytes: number
  /** Milliseconds the recorder took of the page's time for it, as the recorder measured; absent for imported ones. */
  costMs?: number
}

/** Bytes kept once for all sessions, by SHA-256. */
export interface Resource {
  hash: string
  mimeType: string
  bytes: number
}

/** Which resource a session means by a key: an absolute (masked) URL, or a key made by the recorder. */
export interface ResourceRef {
  sessionId: string
  key: string
  hash?: string
  mimeType?: string
  /** Epoch ms when a recorder last asked for it; absent for what a recorder sent along. */
  askedAt?: number
  /** Why there are no bytes. */
  missing?:
    | 'too-large'
    | 'failed'
    | 'blocked'
    | 'no-permission'
    | 'not-a-resource'
    | 'budget'
    | 'masked'
  status?: number
}

/** What stays of a deleted session. */
export interface Tombstone {
  sessionId: string
  origin: string
  startedAt: number
  endedAt: number | null
  bytes: number
  deletedAt: number
  reason: 'user' | 'retention' | 'quota' | 'consent-withdrawn' | 'corrupt'
}

/** The public summary of `docs/automation.md`. */
export interface SessionSummary {
  sessionId: string
  title: string
  url: string
  status: SessionStatus
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

export type StreamEvents = { stream: Stream; events: RecordEvent[] }
