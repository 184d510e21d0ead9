/** What a library knows of a session without reading its events again: what can be searched, and what to filter by. */
import type { RecordEvent } from '../format/events'
import type { PlacedEvent } from '../format/placed'
import { previewText } from '../format/preview'
import type { RecordingSource } from '../format/source'
import { createOutline } from '../signals/outline'
import { readEvents } from './readEvents'

export interface DigestContent {
  /** One thing a line, the telling ones first, no line twice. */
  text: string
  signals: Record<string, number>
  failedRequests: number
}

/** A line is a message, not a dump. */
const LONGEST_LINE = 300
/** Characters kept of a session: the texts of 10,000 sessions are held in memory while somebody searches. */
export const LONGEST_TEXT = 6000

/** Kinds of lines; where the space ends, the later ones are cut. */
const ORDER = ['error', 'request', 'mark', 'page', 'warning', 'console'] as const
type LineKind = (typeof ORDER)[number]

/** Reads the whole session once. */
export async function digestSession(source: RecordingSource): Promise<DigestContent> {
  const collector = createDigest()
  for await (const placed of readEvents(source)) collector.take(placed)
  return collector.end()
}

export function createDigest() {
  const lines: Record<LineKind, Set<string>> = {
    error: new Set(),
    request: new Set(),
    mark: new Set(),
    page: new Set(),
    warning: new Set(),
    console: new Set(),
  }
  const outline = createOutline()
  let failedRequests = 0
  return {
    take(placed: PlacedEvent): void {
      outline.take(placed)
      const { event } = placed
      if (event.kind === 'network' && isFailed(event)) failedRequests++
      for (const [kind, text] of linesOf(event)) {
        // Bounded before the end: a page that logs without end must not fill the memory.
        if (lines[kind].size < LONGEST_TEXT / 10) lines[kind].add(tidy(text))
      }
    },
    end(): DigestContent {
      const signals: Record<string, number> = {}
      for (const { kind } of outline.signals()) signals[kind] = (signals[kind] ?? 0) + 1
      return { text: joined(lines), signals, failedRequests }
    },
  }
}

function linesOf(event: RecordEvent): [LineKind, string][] {
  switch (event.kind) {
    case 'error':
      return [['error', `${event.name ?? ''} ${event.message}`]]
    case 'network':
      if (!isFailed(event)) return []
      return [
        ['request', `${event.method} ${event.url} ${event.status ?? ''} ${event.error ?? ''}`],
      ]
    case 'mark':
      return [['mark', event.note]]
    case 'snapshot':
    case 'navigation':
      return [['page', `${event.title} ${event.url}`]]
    case 'console': {
      const text = event.args.map((arg) => previewText(arg)).join(' ')
      if (event.level === 'error' || event.level === 'assert') return [['error', text]]
      return [[event.level === 'warn' ? 'warning' : 'console', text]]
    }
    default:
      return []
  }
}

function isFailed(event: Extract<RecordEvent, { kind: 'network' }>): boolean {
  return event.error !== undefined || (event.status !== undefined && event.status >= 400)
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LINE)
}

function joined(lines: Record<LineKind, Set<string>>): string {
  const seen = new Set<string>()
  let room = LONGEST_TEXT
  for (const kind of ORDER) {
    for (const line of lines[kind]) {
      if (line === '' || seen.has(line) || line.length + 1 > room) continue
      seen.add(line)
      room -= line.length + 1
    }
  }
  return [...seen].join('\n')
}
