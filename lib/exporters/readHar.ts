import type { NetworkEvent, RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { blankPage, eventsSource } from './eventsSource'

const MAX_ENTRIES = 100_000
/** Bodies in a HAR may be whole downloads; what a person reads is the beginning. */
const MAX_BODY_CHARS = 1_000_000

/** The requests of a HAR as a session that has nothing else: for reading, filtering and comparing. */
export function openHar(fileName: string, log: Record<string, unknown>): RecordingSource {
  const entries = Array.isArray(log.entries) ? (log.entries as unknown[]) : []
  if (entries.length > MAX_ENTRIES) throw new Error(`${fileName} holds too many requests.`)
  const requests = entries.flatMap((entry) => requestOf(entry) ?? [])
  if (requests.length === 0) throw new Error(`${fileName} holds no request that can be read.`)
  const startedAt = requests.reduce((first, { at }) => Math.min(first, at), requests[0]?.at ?? 0)
  const page = Array.isArray(log.pages) ? member(log.pages[0]) : {}
  const url = requests[0]?.event.url ?? ''
  const title = text(page.title) || fileName
  const events: RecordEvent[] = [
    blankPage(url, title),
    ...requests
      .map(({ at, event }) => ({ ...event, time: at - startedAt }))
      .sort((a, b) => a.time - b.time),
  ]
  return eventsSource(title, [{ streamId: 'har', url, title, startedAt, framePath: [], events }])
}

function requestOf(entry: unknown): { at: number; event: NetworkEvent } | undefined {
  const { startedDateTime, time, request, response, ...rest } = member(entry)
  const at = Date.parse(text(startedDateTime))
  const { method, url, headers, postData } = member(request)
  if (!Number.isFinite(at) || text(url) === '') return undefined
  const answer = member(response)
  const content = member(answer.content)
  const status = count(answer.status)
  return {
    at,
    event: {
      time: 0,
      kind: 'network',
      via: viaOf(text(rest._resourceType)),
      method: text(method) || 'GET',
      url: text(url),
      ...(status > 0 ? { status } : {}),
      ...optional('statusText', text(answer.statusText)),
      durationMs: count(time),
      requestHeaders: pairs(headers),
      responseHeaders: pairs(answer.headers),
      ...optional('requestBody', text(member(postData).text)),
      ...optional('responseBody', content.encoding === 'base64' ? '' : text(content.text)),
      ...optional('mimeType', text(content.mimeType)),
      ...(count(content.size) > 0 ? { responseBytes: count(content.size) } : {}),
      ...optional('error', status > 0 ? '' : text(answer._error) || 'failed'),
    },
  }
}

function viaOf(type: string): NetworkEvent['via'] {
  if (type === 'document') return 'navigation'
  if (type === 'fetch' || type === 'xhr') return type
  return type === 'ping' ? 'beacon' : 'resource'
}

function pairs(headers: unknown): [string, string][] {
  if (!Array.isArray(headers)) return []
  return headers.slice(0, 500).flatMap((header: unknown): [string, string][] => {
    const { name, value } = member(header)
    return text(name) === '' ? [] : [[text(name), text(value)]]
  })
}

function member(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_BODY_CHARS) : ''
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
}

function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value }
}
