/** What is not the document: console and network as rrweb's plugins write them, all else as custom events. */
import type { ConsoleEvent, NetworkEvent, RecordEvent } from '../format/events'
import { RRWEB_TYPE } from './rrwebTypes'

/** Type and data of the rrweb event, undefined for what is told in the words of the document. */
export function signalOf(
  event: RecordEvent,
): { type: number; data: Record<string, unknown> } | undefined {
  switch (event.kind) {
    case 'console':
      return plugin('rrweb/console@1', consolePayload(event))
    case 'network':
      return plugin('rrweb/network@1', { requests: [networkRequest(event)] })
    case 'key':
    case 'error':
    case 'socket':
    case 'storage':
    case 'vital':
    case 'mark':
    case 'gap':
    case 'end':
    case 'visibility':
    case 'navigation':
    case 'animation': {
      const { kind, time: _, ...payload } = event
      return { type: RRWEB_TYPE.custom, data: { tag: `recount/${kind}`, payload } }
    }
    default:
      return undefined
  }
}

function plugin(name: string, payload: unknown): { type: number; data: Record<string, unknown> } {
  return { type: RRWEB_TYPE.plugin, data: { plugin: name, payload } }
}

/** Arguments are JSON texts there, one each. */
function consolePayload(event: ConsoleEvent): Record<string, unknown> {
  return {
    level: event.level,
    trace: event.stack ? event.stack.split('\n') : [],
    payload: event.args.map((value) => JSON.stringify(value) ?? 'null'),
  }
}

function networkRequest(event: NetworkEvent): Record<string, unknown> {
  const { durationMs = 0, time } = event
  return {
    name: event.url,
    method: event.method,
    initiatorType: event.via === 'xhr' ? 'xmlhttprequest' : event.via,
    startTime: time,
    endTime: time + durationMs,
    duration: durationMs,
    ...(event.status !== undefined && { status: event.status }),
    ...(event.requestHeaders && { requestHeaders: Object.fromEntries(event.requestHeaders) }),
    ...(event.responseHeaders && { responseHeaders: Object.fromEntries(event.responseHeaders) }),
    ...(event.requestBody !== undefined && { requestBody: event.requestBody }),
    ...(event.responseBody !== undefined && { responseBody: event.responseBody }),
    ...(event.error !== undefined && { error: event.error }),
  }
}
