/** What vendors write into custom events of rrweb: Sentry's breadcrumbs and performance spans, PostHog's page views. */
import type { ConsoleEvent, NetworkEvent, RecordEvent, VitalEvent } from '../format/events'
import { type Loose, list, loose, num, text } from './importRrwebNodes'

const LEVELS = new Map<string, ConsoleEvent['level']>([
  ['fatal', 'error'],
  ['error', 'error'],
  ['warning', 'warn'],
  ['warn', 'warn'],
  ['info', 'info'],
  ['debug', 'debug'],
  ['log', 'log'],
])

const VITALS = new Map<string, VitalEvent['name']>([
  ['largest-contentful-paint', 'LCP'],
  ['cumulative-layout-shift', 'CLS'],
  ['interaction-to-next-paint', 'INP'],
])

/** The event with time 0; undefined where there is nothing of it that we show. */
export function importVendorSignal(tag: string, payload: Loose): RecordEvent | undefined {
  switch (tag) {
    case 'breadcrumb':
      return breadcrumb(payload)
    case 'performanceSpan':
      return span(payload)
    case '$pageview':
    case '$url_changed':
      return navigation(text(payload.href))
    default:
      return undefined
  }
}

function breadcrumb(payload: Loose): RecordEvent | undefined {
  const data = loose(payload.data)
  switch (payload.category) {
    case 'console': {
      const given = list(data.arguments)
      const level = LEVELS.get(text(payload.level)) ?? 'log'
      const args = given.length > 0 ? given : [text(payload.message)]
      return { kind: 'console', time: 0, level, args }
    }
    case 'navigation':
      return navigation(text(data.to))
    default:
      return undefined
  }
}

function navigation(url: string): RecordEvent | undefined {
  return url ? { kind: 'navigation', time: 0, how: 'push', url, title: '' } : undefined
}

/** Times of a span are in seconds. */
function span(payload: Loose): RecordEvent | undefined {
  const op = text(payload.op)
  const data = loose(payload.data)
  const vital = VITALS.get(text(payload.description)) ?? VITALS.get(op)
  if (vital) return { kind: 'vital', time: 0, name: vital, value: num(data.value) }
  if (!op.startsWith('resource.')) return undefined
  const type = op.slice('resource.'.length)
  const request: NetworkEvent = {
    kind: 'network',
    time: 0,
    via: type === 'fetch' ? 'fetch' : type === 'xhr' ? 'xhr' : 'resource',
    method: text(data.method) || 'GET',
    url: text(payload.description),
    durationMs: Math.max(0, (num(payload.endTimestamp) - num(payload.startTimestamp)) * 1000),
  }
  if (typeof data.statusCode === 'number') request.status = data.statusCode
  return request
}
