import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { eventStrings, type NodeNames } from './eventStrings'
import { createPieces } from './inPieces'
import type { LeakKind } from './kinds'
import { scanText } from './scanText'

/** What was found at one place, however often. The value itself is nowhere in it. */
export interface Leak {
  kind: LeakKind
  /** `snapshot`, `input`, `network`, ...; `session` and `resource` for what is not in events. */
  where: RecordEvent['kind'] | 'session' | 'resource'
  /** Attribute or member that holds it, `text` for text. */
  path: string
  count: number
  streamId?: string
  /** Milliseconds since the session's start, of the first one. */
  atMs?: number
  /** Selector of the element: a rule with it masks the place. */
  selector?: string
}

export interface LeakReport {
  leaks: Leak[]
  strings: number
  /** Set when the scan stopped at its bound: the report is a beginning. */
  truncated?: true
}

export interface ScanOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

const MOST_LEAKS = 1000
const MOST_TYPED = 200
const SHORTEST_TYPED = 5
/** Values that are masked already, or that stand on every page. */
const NOT_TYPED = /^[xX0\s\p{P}\p{S}]*$|^m-[0-9a-z]{11}$|^(?:true|false|on|off|https?:\/\/)$/u

/** Looks through all that is kept of a session. Reports kinds and places, never values. */
export async function scanSession(
  source: RecordingSource,
  options: ScanOptions = {},
): Promise<LeakReport> {
  const typed = await typedValues(source, options)
  const inPieces = createPieces(typed)
  const found = new Map<string, Leak>()
  let strings = 0
  let truncated = false

  const note = (kind: LeakKind, at: Omit<Leak, 'kind' | 'count'>): void => {
    const key = [kind, at.where, at.path, at.streamId, at.selector].join('|')
    const known = found.get(key)
    if (known) known.count++
    else if (found.size < MOST_LEAKS) found.set(key, { kind, count: 1, ...at })
    else truncated = true
  }

  const look = (text: string, at: Omit<Leak, 'kind' | 'count'>): void => {
    strings++
    // What was typed is meant to be in its own field; that it was kept there is the level's doing.
    const own = at.where === 'input' || at.path === 'value'
    // Texts of a document are one line, whatever event they come with; all else is one of its own.
    const line = `${at.streamId} ${at.path === 'text' ? 'text' : at.where}`
    if (!own && inPieces(line, text)) note('typed', at)
    if (text.length < SHORTEST_TYPED) return
    for (const { kind } of scanText(text, own ? [] : typed)) note(kind, at)
  }

  const session = await source.session()
  look(session.title, { where: 'session', path: 'title' })
  look(session.url, { where: 'session', path: 'url' })
  for (const stream of await source.streams()) {
    look(stream.url, { where: 'session', path: 'url', streamId: stream.streamId })
    look(stream.title, { where: 'session', path: 'title', streamId: stream.streamId })
  }
  const starts = new Map(
    (await source.streams()).map((stream) => [
      stream.streamId,
      stream.startedAt - session.startedAt,
    ]),
  )
  const names = new Map<string, NodeNames>()
  const chunks = await source.chunks()
  for (const [index, chunk] of chunks.entries()) {
    options.signal?.throwIfAborted()
    const { streamId } = chunk
    const known: NodeNames = names.get(streamId) ?? new Map()
    names.set(streamId, known)
    for (const event of await source.events(chunk)) {
      const atMs = (starts.get(streamId) ?? 0) + event.time
      for (const { text, path, node } of eventStrings(event, known)) {
        const selector = known.get(node)
        look(text, {
          where: event.kind,
          path,
          streamId,
          atMs,
          ...(selector === undefined ? {} : { selector }),
        })
      }
    }
    options.onProgress?.(index + 1, chunks.length)
  }
  for (const ref of await source.resourceRefs()) {
    look(ref.key, { where: 'resource', path: 'key' })
    if (ref.hash === undefined || !/^text\/|json|xml/.test(ref.mimeType ?? '')) continue
    const resource = await source.resource(ref.hash)
    if (resource)
      look(new TextDecoder().decode(resource.bytes), { where: 'resource', path: 'text' })
  }
  return { leaks: [...found.values()], strings, ...(truncated ? { truncated } : {}) }
}

/**
 * The same for events that are not stored: what a preview would keep of a page. Finds by shape only, for nothing was
 * typed yet.
 */
export function scanEvents(events: Iterable<RecordEvent>): Leak[] {
  const found = new Map<string, Leak>()
  const names: NodeNames = new Map()
  for (const event of events) {
    for (const { text, path, node } of eventStrings(event, names)) {
      if (text.length < SHORTEST_TYPED) continue
      const selector = names.get(node)
      for (const { kind } of scanText(text)) {
        const key = [kind, event.kind, path, selector].join('|')
        const known = found.get(key)
        if (known) known.count++
        else if (found.size < MOST_LEAKS)
          found.set(key, {
            kind,
            where: event.kind,
            path,
            count: 1,
            ...(selector === undefined ? {} : { selector }),
          })
      }
    }
  }
  return [...found.values()]
}

/** What was typed in this session, as far as it was kept in clear: to find where else it is. */
async function typedValues(source: RecordingSource, { signal }: ScanOptions): Promise<string[]> {
  const values = new Set<string>()
  for (const chunk of await source.chunks()) {
    signal?.throwIfAborted()
    for (const event of await source.events(chunk)) {
      if (event.kind !== 'input' || event.byScript || event.value === undefined) continue
      const value = event.value.trim()
      if (value.length < SHORTEST_TYPED || value.length > 200 || NOT_TYPED.test(value)) continue
      // While typing, each value continues the one before: the last one counts.
      for (const before of values) if (value.startsWith(before)) values.delete(before)
      values.add(value)
      if (values.size >= MOST_TYPED) return [...values]
    }
  }
  return [...values]
}
