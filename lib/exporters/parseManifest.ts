import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import type { ChunkHeader, ResourceRef, Session, Stream } from '../format/session'
import { PRIVACY_LEVELS } from '../format/settings'
import { upgradeEvents } from '../format/upgrade'
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveManifest } from './archiveFormat'

const MAX_STREAMS = 100_000
const MAX_CHUNKS = 200_000
const MAX_RESOURCES = 100_000
const MAX_TEXT = 10_000
const ID = /^[\w-]{1,64}$/
const HASH = /^[0-9a-f]{64}$/
/** Later than this a date cannot be written: year 275760. */
const MAX_EPOCH_MS = 8.64e15

/** A manifest as it stands in an archive or a single-file export. Throws with a sentence for the person. */
export function parseManifest(value: unknown): ArchiveManifest {
  if (!isRecord(value) || value.format !== ARCHIVE_FORMAT) {
    throw new Error('This is not a recording of Recount.')
  }
  if (!isCount(value.version) || !isCount(value.eventFormat)) throw broken('version')
  if (value.version > ARCHIVE_VERSION || value.eventFormat > FORMAT_VERSION) {
    throw new Error('The recording was made by a newer version of Recount. Update to open it.')
  }
  const streams = listOf(value.streams, MAX_STREAMS, 'streams', isStream)
  const known = new Set(streams.map(({ streamId }) => streamId))
  const chunks = listOf(value.chunks, MAX_CHUNKS, 'chunks', isChunk)
  if (known.size !== streams.length) throw broken('streams')
  if (chunks.some(({ streamId }) => !known.has(streamId))) throw broken('chunks')
  const keys = new Set(chunks.map(({ streamId, seq }) => `${streamId}/${seq}`))
  if (keys.size !== chunks.length) throw broken('chunks')
  if (!isSession(value.session)) throw broken('session')
  return {
    format: ARCHIVE_FORMAT,
    version: value.version,
    eventFormat: value.eventFormat,
    session: value.session,
    streams,
    chunks,
    resources: listOf(value.resources, MAX_RESOURCES, 'resources', isRef),
  }
}

/**
 * The events of one chunk, written in that version of the event format: a list of objects with a kind and a time;
 * readers skip kinds they do not know.
 */
export function parseEvents(value: unknown, eventFormat: number): RecordEvent[] {
  if (!Array.isArray(value)) throw broken('events')
  return upgradeEvents(value, eventFormat).filter(isEvent)
}

function isEvent(value: unknown): value is RecordEvent {
  return isRecord(value) && typeof value.kind === 'string' && isCount(value.time)
}

function isSession(value: unknown): value is Session {
  return (
    isRecord(value) &&
    isId(value.sessionId) &&
    isText(value.title) &&
    isText(value.url) &&
    isText(value.origin) &&
    isEpoch(value.startedAt) &&
    (value.endedAt === null || isEpoch(value.endedAt)) &&
    isLevel(value.level) &&
    ['recording', 'complete', 'interrupted'].includes(String(value.status)) &&
    ['formatVersion', 'events', 'frames', 'errors', 'pages'].every((name) =>
      isCount(value[name]),
    ) &&
    ['rawBytes', 'storedBytes', 'resourceBytes'].every((name) => isCount(value[name])) &&
    (value.tabTurns === undefined || isTurns(value.tabTurns))
  )
}

function isTurns(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_STREAMS &&
    value.every((turn) => isRecord(turn) && isEpoch(turn.at) && isCount(turn.tab))
  )
}

function isStream(value: unknown): value is Stream {
  return (
    isRecord(value) &&
    isId(value.streamId) &&
    isText(value.url) &&
    isText(value.title) &&
    isEpoch(value.startedAt) &&
    (value.endedAt === null || isEpoch(value.endedAt)) &&
    isLevel(value.level) &&
    Array.isArray(value.framePath) &&
    value.framePath.length < 100 &&
    value.framePath.every(isCount) &&
    (value.parentStreamId === undefined || isId(value.parentStreamId)) &&
    (value.tab === undefined || isCount(value.tab))
  )
}

function isChunk(value: unknown): value is ChunkHeader {
  return (
    isRecord(value) &&
    isId(value.streamId) &&
    Number.isInteger(value.seq) &&
    ['seq', 'firstTime', 'lastTime', 'events', 'errors', 'rawBytes'].every((name) =>
      isCount(value[name]),
    )
  )
}

function isRef(value: unknown): value is ResourceRef {
  return (
    isRecord(value) &&
    isText(value.key) &&
    (value.hash === undefined || (typeof value.hash === 'string' && HASH.test(value.hash))) &&
    (value.mimeType === undefined || isText(value.mimeType)) &&
    (value.missing === undefined || isText(value.missing))
  )
}

function listOf<T>(
  value: unknown,
  most: number,
  name: string,
  is: (item: unknown) => item is T,
): T[] {
  if (!Array.isArray(value) || value.length > most) throw broken(name)
  const items: unknown[] = value
  if (!items.every(is)) throw broken(name)
  return items
}

function broken(name: string): Error {
  return new Error(`The recording is damaged: its ${name} cannot be read.`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isEpoch(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_EPOCH_MS
}

function isLevel(value: unknown): boolean {
  return PRIVACY_LEVELS.some((level) => level === value)
}
