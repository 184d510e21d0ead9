/** What a stream says of the page's running rather than of its looks. */
import type { Timed } from './events'

/** A value as the console shows it: JSON with the marks of `lib/format/preview.ts` for what JSON cannot say. */
export type Preview = unknown

export interface ConsoleEvent extends Timed {
  kind: 'console'
  level:
    | 'log'
    | 'info'
    | 'warn'
    | 'error'
    | 'debug'
    | 'trace'
    | 'assert'
    | 'dir'
    | 'table'
    | 'group'
    | 'groupEnd'
    | 'count'
    | 'time'
  args: Preview[]
  stack?: string
  /** Times the same line came in a row. */
  repeat?: number
}

export interface ErrorEvent extends Timed {
  kind: 'error'
  what: 'uncaught' | 'rejection' | 'csp' | 'resource'
  name?: string
  message: string
  stack?: string
  source?: string
  line?: number
  column?: number
}

export interface Redirect {
  /** Of the answer that sent it on; 307 also where the browser did so itself (HSTS). */
  status: number
  url: string
}

/** One request, complete or failed. `time` is its start. Everything left out has its reason in `omitted`. */
export interface NetworkEvent extends Timed {
  kind: 'network'
  via: 'fetch' | 'xhr' | 'beacon' | 'resource' | 'navigation'
  method: string
  url: string
  status?: number
  statusText?: string
  durationMs?: number
  requestHeaders?: [string, string][]
  responseHeaders?: [string, string][]
  requestBody?: string
  responseBody?: string
  requestBytes?: number
  responseBytes?: number
  mimeType?: string
  error?: string
  omitted?: Record<string, string>
  timing?: Record<string, number>
  /** Where it was sent on to, in order; only where the extension may observe requests. */
  redirects?: Redirect[]
}

export interface SocketEvent extends Timed {
  kind: 'socket'
  via: 'websocket' | 'eventsource'
  socket: number
  action: 'open' | 'send' | 'receive' | 'error' | 'close'
  url?: string
  bytes?: number
  body?: string
  code?: number
  omitted?: Record<string, string>
}

export interface StorageEvent extends Timed {
  kind: 'storage'
  area: 'local' | 'session' | 'cookie'
  action: 'set' | 'remove' | 'clear'
  key?: string
  value?: string
}

export interface VitalEvent extends Timed {
  kind: 'vital'
  name: 'LCP' | 'CLS' | 'INP' | 'FCP' | 'TTFB' | 'longtask' | 'shift' | 'load'
  /** Milliseconds, or the unitless score of CLS and shift. */
  value: number
  rating?: 'good' | 'needs-improvement' | 'poor'
}
