import type { Environment } from '../format/session'
import type { HelloMessage } from '../messages/protocol'

const ID = /^[\w-]{8,64}$/
const MAX_DEPTH = 32
const MAX_FRAMES = 10_000
const MAX_TEXT = 512

/** A `recorder.hello` payload, every field looked at. */
export function parseHello(payload: unknown, now: number): HelloMessage | undefined {
  if (!isRecord(payload)) return undefined
  const { streamId, url, startedAt } = payload
  if (typeof streamId !== 'string' || !ID.test(streamId)) return undefined
  if (typeof url !== 'string') return undefined
  const framePath = parseFramePath(payload.framePath)
  if (!framePath) return undefined
  // A clock that was set back while the page was open may put its start into the future.
  if (typeof startedAt !== 'number' || !Number.isFinite(startedAt) || startedAt < 0)
    return undefined
  return {
    streamId,
    url,
    framePath,
    startedAt: Math.min(startedAt, now),
    doNotTrack: payload.doNotTrack === true,
    globalPrivacyControl: payload.globalPrivacyControl === true,
    pageReady: payload.pageReady === true,
    pdf: payload.pdf === true,
    environment: parseEnvironment(payload.environment),
  }
}

export function parseFramePath(value: unknown): number[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_DEPTH) return undefined
  // -1: a frame inside a shadow root, which is not among its parent's indexed frames.
  const path = value.filter(
    (index): index is number => Number.isInteger(index) && index >= -1 && index < MAX_FRAMES,
  )
  return path.length === value.length ? path : undefined
}

function parseEnvironment(value: unknown): Environment | undefined {
  if (!isRecord(value)) return undefined
  const screen = isRecord(value.screen) ? value.screen : {}
  return {
    userAgent: text(value.userAgent),
    platform: text(value.platform),
    language: text(value.language),
    timezone: text(value.timezone),
    screen: { width: number(screen.width), height: number(screen.height) },
    touch: value.touch === true,
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : ''
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
