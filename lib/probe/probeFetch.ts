import { stopAll } from '../platform/stoppable'
import { describeBody, describeHeaders } from './describeBody'
import type { PendingRequest } from './pendingRequests'
import type { Probe } from './probe'

const MAX_URL = 4_000

/**
 * fetch and sendBeacon. The page gets its own response, untouched; only where bodies are wanted a clone is read, up to
 * the limit, and let go. The page's promise is the one that follows ours, so that a rejection nobody handles stays one.
 */
export const probeFetch: Probe = ({ natives, patcher, outbox, pending, options, preview }) => {
  const { world, apply, method, getter, quote, slice, nowMs } = natives
  const { Request, Response, ReadableStream, Navigator } = world
  const clone = method(Response.prototype, 'clone')
  const bodyOf = getter(Response.prototype, 'body')
  const requestOf = {
    url: getter(Request.prototype, 'url'),
    method: getter(Request.prototype, 'method'),
    headers: getter(Request.prototype, 'headers'),
  }
  const responseOf = {
    url: getter(Response.prototype, 'url'),
    status: getter(Response.prototype, 'status'),
    statusText: getter(Response.prototype, 'statusText'),
    headers: getter(Response.prototype, 'headers'),
    type: getter(Response.prototype, 'type'),
    redirected: getter(Response.prototype, 'redirected'),
  }
  const toHeaders = describeHeaders(natives)
  const bodies = describeBody(natives, ReadableStream)

  const url = (value: unknown) => quote(slice(`${value as string}`, 0, MAX_URL))

  /** The URL as text, where that needs no code of the page. */
  function urlOf(input: unknown): string {
    if (typeof input === 'string') return input
    if (typeof input !== 'object' || input === null) return ''
    const ofRequest = requestOf.url(input)
    return typeof ofRequest === 'string' ? ofRequest : preview.urlOf(input)
  }

  function describeRequest(input: unknown, given: unknown): string {
    const init = typeof given === 'object' && given !== null ? given : undefined
    const read = (key: string): unknown => (init ? preview.peek(init, key) : undefined)
    const ownMethod = read('method')
    const verb = typeof ownMethod === 'string' ? ownMethod : (requestOf.method(input) ?? 'GET')
    let text = `"method":${quote(slice(`${verb as string}`, 0, 20))},"url":${url(urlOf(input))}`
    const headers = toHeaders(read('headers') ?? requestOf.headers(input))
    if (headers !== '') text += `,"requestHeaders":[${headers}]`
    const body = bodies.ofRequest(read('body'), options().networkBodies)
    return body === '' ? text : `${text},${body}`
  }

  function describeResponse(response: unknown): string {
    const type = responseOf.type(response)
    let text = `"status":${responseOf.status(response) as number},"statusText":${quote(slice(`${responseOf.statusText(response) as string}`, 0, 200))}`
    const headers = toHeaders(responseOf.headers(response))
    if (headers !== '') text += `,"responseHeaders":[${headers}]`
    if (responseOf.redirected(response) === true)
      text += `,"finalUrl":${url(responseOf.url(response))}`
    if (type === 'opaque' || type === 'opaqueredirect') text += `,"opaque":"${type}"`
    return text
  }

  function report(request: PendingRequest, rest: string, durationMs: number): void {
    if (!pending.settle(request) || outbox.isFull('network')) return
    const { members, startMs } = request
    outbox.say('network', `${members},"durationMs":${durationMs},${rest}`, startMs)
  }

  function onResponse(request: PendingRequest, response: unknown): void {
    const durationMs = nowMs() - request.startMs
    const text = describeResponse(response)
    const headers = responseOf.headers(response)
    const reason = !options().networkBodies
      ? 'not-asked'
      : bodyOf(response)
        ? bodies.whyUnread(headers)
        : 'empty'
    if (reason !== '' || !clone) {
      report(request, `${text},"noResponseBody":"${reason}"`, durationMs)
      return
    }
    bodies.readText(bodyOf(apply(clone, response, [])), (body) =>
      report(request, `${text},${body}`, durationMs),
    )
  }

  return () => {
    const patches = [
      patcher.around(world, 'fetch', (_self, args, call) => {
        if (!options().network) return call()
        const startMs = nowMs()
        let members = '"via":"fetch","method":"GET","url":""'
        quietly(() => {
          members = `"via":"fetch",${describeRequest(args[0], args[1])}`
        })
        const request: PendingRequest = { startMs, members }
        quietly(() => pending.add(request))
        return natives.follow(
          call(),
          (response) => onResponse(request, response),
          (error) => {
            patcher.cleanStack(error)
            report(request, `"error":${errorText(error)}`, nowMs() - startMs)
          },
        )
      }),
      patcher.after(Navigator.prototype, 'sendBeacon', (_self, args, accepted) => {
        if (!options().network || outbox.isFull('network')) return
        const body = bodies.ofRequest(args[1], options().networkBodies)
        outbox.say(
          'network',
          `"via":"beacon","method":"POST","url":${url(urlOf(args[0]))}${body === '' ? '' : `,${body}`}${accepted === true ? '' : ',"error":"refused"'}`,
        )
      }),
    ]
    return { stop: () => stopAll(patches) }
  }

  function errorText(error: unknown): string {
    if (typeof error !== 'object' || error === null) return quote('failed')
    const message = preview.messageOf(error)
    return quote(slice(`${preview.nameOf(error)}: ${message}`, 0, 500))
  }
}

function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // Ours: the page's request goes on.
  }
}
