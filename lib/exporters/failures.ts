import type { NetworkEvent } from '../format/events'
import { hasMaskedName, isFiller } from './selectors'
import type { Story } from './story'
import { parseUrl } from './urlPattern'

/** Something that went wrong, in a form that a later run can be compared with. */
export interface Failure {
  atMs: number
  /** When the page had its answer. */
  endMs: number
  kind: 'error' | 'request'
  /** The error's message, or `GET /path 500`. */
  text: string
}

/** More than this in one report hides the first, which is the one that matters. */
const MOST_FAILURES = 5

/** Uncaught errors and failed requests, each once, first ones first. Masked ones cannot be compared and are left out. */
export function failuresOf(story: Story): Failure[] {
  const errors = story.errors
    .filter(({ event }) => event.what === 'uncaught' || event.what === 'rejection')
    .map(({ atMs, event }) => ({
      atMs,
      endMs: atMs,
      kind: 'error' as const,
      text: plainMessage(event.message),
    }))
  const requests = story.network
    .filter(({ event }) => isFailedRequest(event))
    .map(({ atMs, event }) => ({
      atMs,
      endMs: atMs + (event.durationMs ?? 0),
      kind: 'request' as const,
      text: requestText(event),
    }))
  const seen = new Set<string>()
  return [...errors, ...requests]
    .sort((a, b) => a.atMs - b.atMs)
    .filter(({ text }) => {
      if (text === '' || isFiller(text) || hasMaskedName(text) || seen.has(text)) return false
      seen.add(text)
      return true
    })
    .slice(0, MOST_FAILURES)
}

/** The server refused, or there was no answer. Pictures and the like are not what an application fails by. */
export function isFailedRequest(event: NetworkEvent): boolean {
  if (event.via !== 'fetch' && event.via !== 'xhr' && event.via !== 'navigation') return false
  return event.error !== undefined || (event.status ?? 0) >= 400
}

/** `GET /api/cart 500` */
export function requestText({ method, url, status, error }: NetworkEvent): string {
  const outcome = error !== undefined && !status ? 'failed' : String(status ?? '')
  return `${method} ${parseUrl(url)?.pathname ?? url} ${outcome}`.trim()
}

/** First line, without what consoles put before it. */
function plainMessage(message: string): string {
  const [line = ''] = message.split('\n')
  return line
    .replace(/^Uncaught (\(in promise\) )?/, '')
    .replace(/^[A-Z]\w*(Error|Exception): /, '')
    .trim()
}
