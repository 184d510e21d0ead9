/** Console, network and the like of an rrweb recording: its plugins' events, and our own custom ones. */
import type { ConsoleEvent, RecordEvent } from '../format/events'
import { type Loose, list, loose, num, text } from './importRrwebNodes'
import { importVendorSignal } from './importVendorSignals'
import { RRWEB_TYPE } from './rrwebTypes'

const LEVELS = new Set(
  'log info warn error debug trace assert dir table group groupEnd count time'.split(' '),
)
/** What our export writes as custom events and reads back. */
const OWN = new Set('key error socket storage vital mark gap visibility navigation'.split(' '))

/** Events with time 0; the caller knows when. */
export function importSignal(event: Loose): RecordEvent[] {
  const data = loose(event.data)
  if (event.type === RRWEB_TYPE.plugin) return importPlugin(text(data.plugin), loose(data.payload))
  if (event.type !== RRWEB_TYPE.custom) return []
  const tag = text(data.tag)
  const foreign = importVendorSignal(tag, loose(data.payload))
  if (foreign) return [foreign]
  const kind = /^recount\/(\w+)$/.exec(tag)?.[1]
  if (kind === undefined || !OWN.has(kind)) return []
  return [{ ...loose(data.payload), kind, time: 0 } as unknown as RecordEvent]
}

function importPlugin(plugin: string, payload: Loose): RecordEvent[] {
  if (plugin.startsWith('rrweb/console')) return [consoleEvent(payload)]
  if (plugin.startsWith('rrweb/network')) {
    return list(payload.requests).map((request) => networkEvent(loose(request)))
  }
  return []
}

function consoleEvent(payload: Loose): ConsoleEvent {
  const level = text(payload.level)
  const trace = list(payload.trace).map(text)
  return {
    kind: 'console',
    time: 0,
    level: LEVELS.has(level) ? (level as ConsoleEvent['level']) : 'log',
    args: list(payload.payload).map(parseArgument),
    ...(trace.length > 0 && { stack: trace.join('\n') }),
  }
}

function parseArgument(value: unknown): unknown {
  try {
    return JSON.parse(text(value))
  } catch {
    return text(value)
  }
}

function networkEvent(request: Loose): RecordEvent {
  const type = text(request.initiatorType)
  return {
    kind: 'network',
    time: 0,
    via: type === 'xmlhttprequest' ? 'xhr' : type === 'fetch' ? 'fetch' : 'resource',
    method: text(request.method) || 'GET',
    url: text(request.name),
    durationMs: num(request.duration),
    ...(typeof request.status === 'number' && { status: request.status }),
  }
}
