import { fromBase64, utf8 } from '../platform/bytes'

/** A chunk is 60 kB as a rule; only the first snapshot of a huge page comes near this. */
const MAX_BODY_CHARS = 48 * 1024 * 1024
const MAX_RESOURCES = 2000
const MAX_RESOURCE_CHARS = 48 * 1024 * 1024
const MAX_KEY_CHARS = 8192
const MAX_SEQ = 10_000_000
/** A stream that lasts longer than a year is a lie. */
const MAX_TIME_MS = 366 * 24 * 3600 * 1000
const ID = /^[\w-]{8,64}$/
const MIME = /^[\w.+-]+\/[\w.+-]+(;[\w =".+-]*)?$/

export interface ParsedChunk {
  sessionId: string
  streamId: string
  seq: number
  /** Counted here, from the events themselves: what the sender says about them is not used. */
  firstTime: number
  lastTime: number
  events: number
  errors: number
  /** Errors that nobody caught, rejections included. */
  uncaught: number
  snapshot: boolean
  actions: number
  body: string
  resources: { key: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> }[]
  lastActivityAt: number
  costMs?: number
  final: boolean
  maskFailures?: number
}

/** More than that says nothing more. */
const MAX_FAILURES = 1e6

/** A `chunk.append` payload, every field looked at. Undefined where one of them cannot be what a recorder sends. */
export function parseChunk(payload: unknown, now: number): ParsedChunk | undefined {
  if (!isRecord(payload)) return undefined
  const { sessionId, streamId, seq, body } = payload
  if (!isId(sessionId) || !isId(streamId)) return undefined
  if (!isCount(seq, MAX_SEQ) || !Number.isInteger(seq)) return undefined
  if (typeof body !== 'string' || body.length > MAX_BODY_CHARS) return undefined
  const counted = countEvents(body)
  const resources = parseResources(payload.resources)
  if (!counted || !resources) return undefined
  return {
    sessionId,
    streamId,
    seq,
    ...counted,
    actions: isCount(payload.actions, counted.events) ? payload.actions : 0,
    ...(isCount(payload.maskFailures, MAX_FAILURES) && payload.maskFailures > 0
      ? { maskFailures: payload.maskFailures }
      : {}),
    body,
    resources,
    lastActivityAt: isCount(payload.lastActivityAt, now) ? payload.lastActivityAt : 0,
    ...(isCount(payload.costMs, MAX_TIME_MS) ? { costMs: payload.costMs } : {}),
    final: payload.final === true,
  }
}

type Counted = Pick<
  ParsedChunk,
  'firstTime' | 'lastTime' | 'events' | 'errors' | 'uncaught' | 'snapshot'
>

function countEvents(body: string): Counted | undefined {
  const events = parseJson(body)
  if (!Array.isArray(events)) return undefined
  let firstTime = Number.POSITIVE_INFINITY
  let lastTime = 0
  let errors = 0
  let uncaught = 0
  for (const event of events as unknown[]) {
    if (!isRecord(event) || typeof event.kind !== 'string') return undefined
    if (!isCount(event.time, MAX_TIME_MS)) return undefined
    firstTime = Math.min(firstTime, event.time)
    lastTime = Math.max(lastTime, event.time)
    if (event.kind !== 'error') continue
    errors++
    if (event.what === 'uncaught' || event.what === 'rejection') uncaught++
  }
  const first: unknown = events[0]
  const snapshot = isRecord(first) && first.kind === 'snapshot'
  if (events.length === 0) firstTime = 0
  return { firstTime, lastTime, events: events.length, errors, uncaught, snapshot }
}

function parseResources(value: unknown): ParsedChunk['resources'] | undefined {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > MAX_RESOURCES) return undefined
  const resources: ParsedChunk['resources'] = []
  let chars = 0
  for (const item of value as unknown[]) {
    if (!isRecord(item) || !isKey(item.key)) return undefined
    if (typeof item.mimeType !== 'string' || !MIME.test(item.mimeType)) return undefined
    const content = item.text ?? item.base64
    if (typeof content !== 'string') return undefined
    chars += content.length
    if (chars > MAX_RESOURCE_CHARS) return undefined
    const bytes = typeof item.text === 'string' ? utf8(item.text) : decode(content)
    if (!bytes) return undefined
    resources.push({ key: item.key, mimeType: item.mimeType, bytes })
  }
  return resources
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

export function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_KEY_CHARS
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= most
}

function decode(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64(base64)
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
