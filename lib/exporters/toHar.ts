import type { NetworkEvent, SocketEvent } from '../format/events'
import type { Exporter, ExportInput } from './exporter'
import { type Placed, readStory, type Story } from './story'
import { parseUrl } from './urlPattern'

/** HTTP Archive 1.2, as Chrome's Network panel opens it. What is missing says why in `_reason`. */
export const harExporter: Exporter = {
  id: 'har',
  label: 'har',
  extension: 'har',
  mimeType: 'application/json',
  async *parts({ source }: ExportInput) {
    const story = await readStory(source)
    const head = JSON.stringify({ version: '1.2', creator: CREATOR, pages: pagesOf(story) })
    yield `{"log":${head.slice(0, -1)},"entries":[\n`
    let first = true
    for (const entry of entriesOf(story)) {
      yield `${first ? '' : ',\n'}${JSON.stringify(entry)}`
      first = false
    }
    yield '\n]}}\n'
  },
}

const CREATOR = { name: 'Recount', version: '1' }
/** The format's word for "does not apply" or "not known". */
const UNKNOWN = -1
const NOT_RECORDED = 'not recorded'

interface Entry {
  startedDateTime: string
  [member: string]: unknown
}

/** Every request and socket, in order of time. */
function entriesOf(story: Story): Entry[] {
  const requests = story.network.flatMap(hopsOf).map((placed) => requestEntry(story, placed))
  return [...requests, ...socketEntries(story)].sort((a, b) =>
    a.startedDateTime < b.startedDateTime ? -1 : a.startedDateTime > b.startedDateTime ? 1 : 0,
  )
}

/** The format has one entry for each answer: those that sent the request on come first. When each was asked is not known. */
function hopsOf(placed: Placed<NetworkEvent>): Placed<NetworkEvent>[] {
  const { redirects = [], ...event } = placed.event
  let { url, method } = event
  const hops = redirects.map((redirect) => {
    const hop: NetworkEvent = {
      kind: 'network',
      time: event.time,
      via: event.via,
      method,
      url,
      status: redirect.status,
      redirects: [redirect],
    }
    url = redirect.url
    if (redirect.status === 303 || (redirect.status < 303 && method === 'POST')) method = 'GET'
    return { ...placed, event: hop }
  })
  return [...hops, { ...placed, event: { ...event, url, method } }]
}

function pagesOf(story: Story) {
  return documentsOf(story).map(({ atMs, title, url, streamId }, index) => ({
    startedDateTime: dateTime(story, atMs),
    id: pageId(index),
    title: title || url,
    pageTimings: { onContentLoad: UNKNOWN, onLoad: loadTime(story, streamId) },
  }))
}

/** The first page of each top document: route changes load nothing. */
function documentsOf(story: Story): Story['pages'] {
  const seen = new Set<string>()
  return story.pages.filter(({ streamId }) => !seen.has(streamId) && seen.add(streamId))
}

function pageId(index: number): string {
  return `page_${index + 1}`
}

function pageRef(story: Story, atMs: number): { pageref?: string } {
  const index = documentsOf(story).findLastIndex((page) => page.atMs <= atMs)
  return index < 0 ? {} : { pageref: pageId(index) }
}

function loadTime(story: Story, streamId: string): number {
  const load = story.vitals.find(
    (vital) => vital.streamId === streamId && vital.event.name === 'load',
  )
  return load ? load.event.value : UNKNOWN
}

function requestEntry(story: Story, { atMs, event }: Placed<NetworkEvent>): Entry {
  const time = event.durationMs ?? 0
  return {
    ...pageRef(story, atMs),
    startedDateTime: dateTime(story, atMs),
    time,
    request: requestOf(event),
    response: responseOf(event),
    cache: {},
    timings: timingsOf(event, time),
    _resourceType: RESOURCE_TYPES[event.via],
    ...(event.omitted ? { _omitted: event.omitted } : {}),
  }
}

const RESOURCE_TYPES: Record<NetworkEvent['via'], string> = {
  fetch: 'fetch',
  xhr: 'xhr',
  beacon: 'ping',
  resource: 'other',
  navigation: 'document',
}

function requestOf(event: NetworkEvent) {
  const headers = pairsOf(event.requestHeaders)
  const type = headerValue(event.requestHeaders, 'content-type') ?? ''
  return {
    method: event.method,
    url: event.url,
    httpVersion: '',
    cookies: [],
    headers,
    queryString: queryOf(event.url),
    headersSize: UNKNOWN,
    bodySize: event.requestBytes ?? UNKNOWN,
    ...(event.requestBody === undefined
      ? {}
      : { postData: { mimeType: type, text: event.requestBody } }),
    ...reasons(event, { requestHeaders: event.requestHeaders, requestBody: event.requestBody }),
  }
}

function responseOf(event: NetworkEvent) {
  const failed = event.error !== undefined
  return {
    // 0 is what browsers write for a request without an answer.
    status: event.status ?? 0,
    statusText: event.statusText ?? '',
    httpVersion: '',
    cookies: [],
    headers: pairsOf(event.responseHeaders),
    content: {
      size: event.responseBytes ?? UNKNOWN,
      mimeType: event.mimeType ?? headerValue(event.responseHeaders, 'content-type') ?? '',
      ...(event.responseBody === undefined ? {} : { text: event.responseBody }),
      ...reasons(event, { responseBody: event.responseBody }),
    },
    redirectURL: event.redirects?.[0]?.url ?? headerValue(event.responseHeaders, 'location') ?? '',
    headersSize: UNKNOWN,
    bodySize: event.responseBytes ?? UNKNOWN,
    ...reasons(event, { responseHeaders: event.responseHeaders }),
    ...(failed ? { _error: event.error } : {}),
  }
}

/** Why something is not there, in the recorder's words. */
function reasons(event: NetworkEvent, members: Record<string, unknown>): { _reason?: string } {
  const missing = Object.keys(members).filter((member) => members[member] === undefined)
  const told = missing.map((member) => `${member}: ${event.omitted?.[member] ?? NOT_RECORDED}`)
  return told.length === 0 ? {} : { _reason: told.join('; ') }
}

function timingsOf({ timing }: NetworkEvent, time: number) {
  const of = (name: string) => Math.max(UNKNOWN, timing?.[name] ?? UNKNOWN)
  // The three that the format requires add up to the whole when nothing else is known.
  return {
    blocked: of('blocked'),
    dns: of('dns'),
    connect: of('connect'),
    ssl: of('ssl'),
    send: Math.max(0, timing?.send ?? 0),
    wait: Math.max(0, timing?.wait ?? time),
    receive: Math.max(0, timing?.receive ?? 0),
  }
}

/** One entry per socket, its messages in the member that Chrome reads. */
function socketEntries(story: Story): Entry[] {
  const sockets = new Map<string, Placed<SocketEvent>[]>()
  for (const placed of story.sockets) {
    const key = `${placed.streamId}/${placed.event.socket}`
    sockets.set(key, [...(sockets.get(key) ?? []), placed])
  }
  return [...sockets.values()].flatMap((events) => {
    const [first] = events
    const url = events.find(({ event }) => event.url !== undefined)?.event.url
    if (!first || url === undefined) return []
    const time = (events.at(-1)?.atMs ?? first.atMs) - first.atMs
    const event: NetworkEvent = { time: 0, kind: 'network', via: 'fetch', method: 'GET', url }
    const isSocket = first.event.via === 'websocket'
    return [
      {
        ...requestEntry(story, { ...first, event: { ...event, durationMs: time } }),
        _resourceType: isSocket ? 'websocket' : 'eventsource',
        ...(isSocket ? { _webSocketMessages: messagesOf(story, events) } : {}),
      },
    ]
  })
}

function messagesOf(story: Story, events: Placed<SocketEvent>[]) {
  return events.flatMap(({ atMs, event }) => {
    if (event.action !== 'send' && event.action !== 'receive') return []
    const reason = event.omitted?.body ?? NOT_RECORDED
    return [
      {
        type: event.action,
        time: (story.session.startedAt + atMs) / 1000,
        opcode: 1,
        data: event.body ?? '',
        ...(event.body === undefined ? { _reason: `body: ${reason}` } : {}),
      },
    ]
  })
}

function pairsOf(headers: [string, string][] | undefined) {
  return (headers ?? []).map(([name, value]) => ({ name, value }))
}

function headerValue(headers: [string, string][] | undefined, name: string): string | undefined {
  return headers?.find(([each]) => each.toLowerCase() === name)?.[1]
}

function queryOf(url: string) {
  return [...(parseUrl(url)?.searchParams ?? [])].map(([name, value]) => ({ name, value }))
}

function dateTime(story: Story, atMs: number): string {
  return new Date(story.session.startedAt + atMs).toISOString()
}
