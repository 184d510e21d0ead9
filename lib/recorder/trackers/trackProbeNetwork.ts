import type { Milliseconds, NetworkEvent, SocketEvent } from '../../format/events'
import type { Masker } from '../../privacy/masker'
import { maskPreview } from './trackProbeConsole'
import { countOf, type ProbeRecord, textOf, wordOf } from './trackProbeFields'

const MAX_BODY_CHARS = 64_000
const MAX_HEADERS = 100

const METHODS =
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|SEARCH)$/

/** A made-up method is a word of the page's. */
function methodOf(text: string): string {
  const method = text.toUpperCase()
  return METHODS.test(method) ? method : method === '' ? 'GET' : 'OTHER'
}

/** A request of fetch, XMLHttpRequest or sendBeacon, with a reason for everything that is left out. */
export function networkEvent(
  record: ProbeRecord,
  time: Milliseconds,
  masker: Masker,
): NetworkEvent | undefined {
  const via = wordOf(record, 'via', ['fetch', 'xhr', 'beacon'])
  if (!via) return undefined
  const event: NetworkEvent = {
    kind: 'network',
    time,
    via,
    method: methodOf(textOf(record, 'method')),
    url: masker.url(textOf(record, 'url'), 'request'),
  }
  const omitted: Record<string, string> = {}
  const status = countOf(record, 'status')
  const durationMs = countOf(record, 'durationMs')
  const statusText = textOf(record, 'statusText', 200)
  const error = textOf(record, 'error', 500)
  if (status) event.status = status
  if (statusText !== '') event.statusText = masker.payload(statusText, 'error')
  if (durationMs !== undefined) event.durationMs = durationMs
  if (error !== '') event.error = /^[a-z-]+$/.test(error) ? error : masker.payload(error, 'error')

  const requestHeaders = headersOf(record.requestHeaders, masker)
  const responseHeaders = headersOf(
    record.responseHeaders ?? splitHeaders(textOf(record, 'headerText', 20_000)),
    masker,
  )
  if (requestHeaders.length > 0) event.requestHeaders = requestHeaders
  if (responseHeaders.length > 0) event.responseHeaders = responseHeaders
  const type = responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  if (type) event.mimeType = type.split(';')[0]?.trim().toLowerCase()

  body(record, 'request', event, omitted, masker)
  body(record, 'response', event, omitted, masker)
  const length = responseHeaders.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
  if (event.responseBytes === undefined && length && /^\d+$/.test(length))
    event.responseBytes = Number(length)
  const opaque = wordOf(record, 'opaque', ['opaque', 'opaqueredirect'])
  if (opaque) {
    omitted.status = opaque
    omitted.responseHeaders = opaque
  }
  if (Object.keys(omitted).length > 0) event.omitted = omitted
  return event
}

function body(
  record: ProbeRecord,
  side: 'request' | 'response',
  event: NetworkEvent,
  omitted: Record<string, string>,
  masker: Masker,
): void {
  const member = side === 'request' ? 'requestBody' : 'responseBody'
  const name = side === 'request' ? 'RequestBody' : 'ResponseBody'
  const bytes = countOf(record, side === 'request' ? 'requestBytes' : 'responseBytes')
  if (bytes !== undefined) event[side === 'request' ? 'requestBytes' : 'responseBytes'] = bytes
  const reason = textOf(record, `no${name}`, 40)
  if (/^[a-z-]+$/.test(reason)) omitted[member] = reason
  if (side === 'response' && record.responseJson !== undefined) {
    event.responseBody = JSON.stringify(maskPreview(record.responseJson, masker))
    return
  }
  const text = textOf(record, member, MAX_BODY_CHARS)
  if (text === '') return
  event[member] = masker.payload(text, 'body')
  const length = countOf(record, `cut${member}`)
  if (length !== undefined) omitted[member] = `cut at ${MAX_BODY_CHARS} of ${length} characters`
}

function headersOf(value: unknown, masker: Masker): [string, string][] {
  if (!Array.isArray(value)) return []
  const headers: [string, string][] = []
  for (const pair of value.slice(0, MAX_HEADERS)) {
    if (!Array.isArray(pair)) continue
    const [name, text] = pair as unknown[]
    if (typeof name !== 'string' || typeof text !== 'string') continue
    headers.push([masker.name(name.slice(0, 200)), masker.header(name, text.slice(0, 2_000))])
  }
  return headers
}

/** What `getAllResponseHeaders` gives. */
function splitHeaders(text: string): [string, string][] {
  return text
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
}

export function socketEvent(
  record: ProbeRecord,
  time: Milliseconds,
  masker: Masker,
): SocketEvent | undefined {
  const via = wordOf(record, 'via', ['websocket', 'eventsource'])
  const action = wordOf(record, 'action', ['open', 'send', 'receive', 'error', 'close'])
  const socket = countOf(record, 'socket')
  if (!via || !action || socket === undefined) return undefined
  const event: SocketEvent = { kind: 'socket', time, via, socket, action }
  const url = textOf(record, 'url')
  const text = textOf(record, 'body')
  const bytes = countOf(record, 'bytes')
  const code = countOf(record, 'code')
  const reason = textOf(record, 'noBody', 40)
  if (url !== '') event.url = masker.url(url, 'request')
  if (bytes !== undefined) event.bytes = bytes
  if (text !== '') event.body = masker.payload(text, 'socket')
  if (code !== undefined) event.code = code
  if (/^[a-z-]+$/.test(reason)) event.omitted = { body: reason }
  else if (record.cut) event.omitted = { body: `cut at ${text.length} characters` }
  return event
}
