import { stopAll } from '../platform/stoppable'
import { describeBody } from './describeBody'
import type { PendingRequest } from './pendingRequests'
import type { Probe } from './probe'

const MAX_URL = 4_000

interface Sent {
  method: string
  url: string
  headers: string
  headerCount: number
  request: PendingRequest | undefined
}

/** XMLHttpRequest. Listens on the request itself, never on its upload: that would make the browser ask for permission first. */
export const probeXhr: Probe = ({ natives, patcher, outbox, pending, options, preview }) => {
  const { world, apply, method, getter, quote, slice, mapGet, mapSet, nowMs } = natives
  const { XMLHttpRequest, EventTarget, Event } = world
  const xhr = XMLHttpRequest.prototype
  const sent = new natives.WeakMap<object, unknown>()
  const listen = method(EventTarget.prototype, 'addEventListener')
  const typeOf = getter(Event.prototype, 'type')
  const read = {
    status: getter(xhr, 'status'),
    statusText: getter(xhr, 'statusText'),
    responseType: getter(xhr, 'responseType'),
    responseText: getter(xhr, 'responseText'),
    response: getter(xhr, 'response'),
    responseUrl: getter(xhr, 'responseURL'),
  }
  const allHeaders = method(xhr, 'getAllResponseHeaders')
  const bodies = describeBody(natives, world.ReadableStream)
  const blobSize = getter(world.Blob.prototype, 'size')
  const bufferSize = getter(world.ArrayBuffer.prototype, 'byteLength')
  const once = { __proto__: null, once: true }
  const ENDS = ['loadend', 'error', 'abort', 'timeout']
  let failure = ''

  function headersText(request: unknown): string {
    const text = allHeaders ? apply(allHeaders, request, []) : ''
    return typeof text === 'string' ? slice(text, 0, 20_000) : ''
  }

  function bodyText(request: unknown): string {
    const type = read.responseType(request)
    if (type === 'arraybuffer' || type === 'blob') {
      const response = read.response(request)
      const bytes = bufferSize(response) ?? blobSize(response)
      const size = typeof bytes === 'number' ? `"responseBytes":${bytes},` : ''
      return `${size}"noResponseBody":"binary"`
    }
    if (!options().networkBodies) return '"noResponseBody":"not-asked"'
    if (type === 'json') {
      // The parsed object is the page's: it is described like a console argument.
      return `"responseJson":${preview(read.response(request))}`
    }
    if (type !== '' && type !== 'text') return '"noResponseBody":"document"'
    const text = read.responseText(request)
    return typeof text === 'string'
      ? `"responseBytes":${text.length},${bodies.cut('responseBody', text)}`
      : '"noResponseBody":"unreadable"'
  }

  function onEnd(request: unknown, how: string): void {
    const record = mapGet(sent, request as object) as Sent | undefined
    if (!record) return
    if (how !== 'loadend') {
      failure = how
      return
    }
    const error = failure
    failure = ''
    const known = record.request
    record.request = undefined
    if (!known || !pending.settle(known) || outbox.isFull('network')) return
    const status = read.status(request) as number
    let text = `${known.members},"durationMs":${nowMs() - known.startMs}`
    if (error !== '' || status === 0) text += `,"error":"${error === '' ? 'failed' : error}"`
    else {
      text += `,"status":${status},"statusText":${quote(slice(`${read.statusText(request) as string}`, 0, 200))},"headerText":${quote(headersText(request))},${bodyText(request)}`
    }
    outbox.say('network', text, known.startMs)
  }

  function begin(record: Sent, body: unknown): PendingRequest {
    let members = `"via":"xhr","method":${quote(record.method)},"url":${quote(record.url)}`
    if (record.headers !== '') members += `,"requestHeaders":[${record.headers}]`
    const shown = bodies.ofRequest(body, options().networkBodies)
    if (shown !== '') members += `,${shown}`
    return { startMs: nowMs(), members }
  }

  return () => {
    const patches = [
      patcher.after(xhr, 'open', (self, args) => {
        const target = args[1]
        const url =
          typeof target === 'string'
            ? target
            : typeof target === 'object' && target !== null
              ? preview.urlOf(target)
              : ''
        const record: Sent = {
          method: typeof args[0] === 'string' ? slice(args[0], 0, 20) : 'GET',
          url: slice(url, 0, MAX_URL),
          headers: '',
          headerCount: 0,
          request: undefined,
        }
        mapSet(sent, self as object, record)
      }),
      patcher.after(xhr, 'setRequestHeader', (self, args) => {
        const record = mapGet(sent, self as object) as Sent | undefined
        const name = args[0]
        const value = args[1]
        if (!record || typeof name !== 'string' || record.headerCount++ >= 100) return
        const shown = typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
        record.headers += `${record.headers === '' ? '' : ','}[${quote(slice(name, 0, 200))},${quote(slice(shown, 0, 2_000))}]`
      }),
      patcher.around(xhr, 'send', (self, args, call) => {
        const record = mapGet(sent, self as object) as Sent | undefined
        if (!record || !listen || !options().network) return call()
        try {
          record.request = begin(record, args[0])
          pending.add(record.request)
          for (let i = 0; i < ENDS.length; i++) {
            apply(listen, self, [
              ENDS[i],
              (event: unknown) => quietly(() => onEnd(self, `${typeOf(event) as string}`)),
              once,
            ])
          }
        } catch {
          // Ours: the page's request goes out all the same.
        }
        return call()
      }),
    ]
    return { stop: () => stopAll(patches) }
  }
}

function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // Ours: the page's listeners go on.
  }
}
