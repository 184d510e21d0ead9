/**
 * Rows as they are read back: an older version, a crash or a bug may have left them incomplete. What is missing gets
 * its safe value, so that one bad row never hides the others; without an id there is nothing to show.
 */
import { FORMAT_VERSION } from '../format/events'
import type { ChunkHeader, Session, SessionStatus, Stream } from '../format/session'
import { PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'

const STATUSES: readonly SessionStatus[] = ['recording', 'complete', 'interrupted']

export function parseSession(row: unknown): Session | undefined {
  if (!isRecord(row) || typeof row.sessionId !== 'string') return undefined
  const damage = damageOf(row)
  return {
    ...row,
    ...(damage ? { damage } : {}),
    sessionId: row.sessionId,
    formatVersion: number(row.formatVersion, FORMAT_VERSION),
    title: string(row.title),
    url: string(row.url),
    origin: string(row.origin),
    tabId: number(row.tabId, -1),
    status: STATUSES.find((status) => status === row.status) ?? 'interrupted',
    startedAt: number(row.startedAt),
    endedAt: typeof row.endedAt === 'number' ? row.endedAt : null,
    level: level(row.level),
    pinned: row.pinned === true,
    events: number(row.events),
    frames: number(row.frames),
    errors: number(row.errors),
    pages: number(row.pages),
    rawBytes: number(row.rawBytes),
    storedBytes: number(row.storedBytes),
    resourceBytes: number(row.resourceBytes),
    lastActivityAt: number(row.lastActivityAt),
    startReason: string(row.startReason),
  }
}

/** What every session has had since version 1. */
const NUMBERS = ['formatVersion', 'startedAt', 'events', 'rawBytes', 'storedBytes', 'resourceBytes']
const STRINGS = ['title', 'url', 'origin', 'status', 'level']

function damageOf(row: Record<string, unknown>): Session['damage'] {
  if (row.damage === 'unreadable') return 'unreadable'
  if (number(row.formatVersion) > FORMAT_VERSION) return 'newer'
  const isWhole =
    NUMBERS.every((name) => typeof row[name] === 'number') &&
    STRINGS.every((name) => typeof row[name] === 'string')
  return isWhole ? undefined : 'incomplete'
}

/** Undefined: without its key and its times a part cannot be placed. */
export function parseChunkHeader(row: unknown): ChunkHeader | undefined {
  if (!isRecord(row)) return undefined
  const { sessionId, streamId, seq } = row
  if (typeof sessionId !== 'string' || typeof streamId !== 'string') return undefined
  if (typeof seq !== 'number') return undefined
  return {
    sessionId,
    streamId,
    seq,
    firstTime: number(row.firstTime),
    lastTime: number(row.lastTime),
    events: number(row.events),
    errors: number(row.errors),
    snapshot: row.snapshot === true,
    rawBytes: number(row.rawBytes),
    storedBytes: number(row.storedBytes),
    ...(typeof row.costMs === 'number' && { costMs: row.costMs }),
  }
}

export function parseStream(row: unknown): Stream | undefined {
  if (!isRecord(row)) return undefined
  if (typeof row.streamId !== 'string' || typeof row.sessionId !== 'string') return undefined
  return {
    ...row,
    streamId: row.streamId,
    sessionId: row.sessionId,
    framePath: Array.isArray(row.framePath) ? row.framePath.map((index) => number(index)) : [],
    frameId: number(row.frameId),
    url: string(row.url),
    title: string(row.title),
    startedAt: number(row.startedAt),
    endedAt: typeof row.endedAt === 'number' ? row.endedAt : null,
    level: level(row.level),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function number(value: unknown, fallback = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function level(value: unknown): PrivacyLevel {
  return PRIVACY_LEVELS.find((known) => known === value) ?? 'mask-all'
}
