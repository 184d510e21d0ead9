/** rrweb recordings as recorders and vendors write them. */
import { FORMAT_VERSION, type RecordEvent } from '../format/events'
import type { ChunkHeader, Session, Stream } from '../format/session'
import type { RecordingSource } from '../format/source'
import { chunkEvents } from './chunkEvents'
import { importRrwebEvents } from './importRrweb'
import { loose, num } from './importRrwebNodes'
import type { ImportedStream } from './importRrwebStreams'
import { RRWEB_TYPE } from './rrwebTypes'
import { createRrwebUnpacker } from './unpackRrweb'

/** Events of one tab, in the order of the file. */
interface Tab {
  name: string
  events: unknown[]
}

/** Opens rrweb events in whatever wrapping a tool gave them; undefined where there are none. */
export function openRrweb(fileName: string, value: unknown): RecordingSource | undefined {
  const tabs = findTabs(value)
  if (tabs.length === 0) return undefined
  const streams = tabs.flatMap(({ events }, tab) =>
    importRrwebEvents(events, `import-${tab}-`).map((stream) => ({ ...stream, tab })),
  )
  if (streams.length === 0) {
    throw new Error(`${fileName} holds no recording: there is no full snapshot of a page in it.`)
  }
  return sourceOf(streams, { fileName, turns: tabs.length > 1 ? turnsOf(tabs) : [] })
}

function findTabs(value: unknown): Tab[] {
  const byName = new Map<string, unknown[]>()
  const unpack = createRrwebUnpacker()
  for (const { tab, event } of findEvents(value, '')) {
    const unpacked = unpack(event)
    if (!isEvent(unpacked)) continue
    const events = byName.get(tab) ?? []
    events.push(unpacked)
    byName.set(tab, events)
  }
  return [...byName].map(([name, events]) => ({ name, events }))
}

/** Deeper wrappings are somebody's joke. */
const MOST_WRAPPINGS = 5

/**
 * The events, wherever tools put them: bare, `events`, `snapshots`, in segments, as lines. PostHog names the tab of each,
 * as `[tab, event]` or `{ window_id, data }`.
 */
function* findEvents(
  value: unknown,
  tab: string,
  depth = 0,
): Generator<{ tab: string; event: unknown }> {
  if (depth > MOST_WRAPPINGS) return
  if (Array.isArray(value)) {
    if (value.length === 2 && typeof value[0] === 'string' && isEvent(value[1])) {
      yield { tab: value[0], event: value[1] }
      return
    }
    for (const each of value) {
      if (isEvent(each) || typeof each === 'string') yield { tab, event: each }
      else yield* findEvents(each, tab, depth + 1)
    }
    return
  }
  const { events, snapshots, data, recording, window_id: named } = loose(value)
  const own = typeof named === 'string' ? named : tab
  for (const inner of [events, snapshots, data, recording]) {
    if (typeof inner !== 'object' || inner === null) continue
    let found = false
    for (const each of findEvents(inner, own, depth + 1)) {
      found = true
      yield each
    }
    if (found) return
  }
}

function isEvent(value: unknown): boolean {
  const { type, timestamp } = loose(value)
  return typeof type === 'number' && typeof timestamp === 'number'
}

/** Sources of events that only the tab in front can have: pointer, scroll, input, touch. */
const BY_PERSON = new Set([1, 2, 3, 5, 6])

/** When the person turned to which tab. */
function turnsOf(tabs: readonly Tab[]): NonNullable<Session['tabTurns']> {
  const acts = tabs.flatMap(({ events }, tab) =>
    events.map(loose).flatMap(({ type, timestamp, data }) => {
      const isByPerson = type === RRWEB_TYPE.incremental && BY_PERSON.has(num(loose(data).source))
      return isByPerson ? [{ at: num(timestamp), tab }] : []
    }),
  )
  acts.sort((a, b) => a.at - b.at)
  return acts.filter(({ tab }, index) => tab !== acts[index - 1]?.tab)
}

type TabStream = ImportedStream & { tab: number }

function sourceOf(
  imported: TabStream[],
  { fileName, turns }: { fileName: string; turns: NonNullable<Session['tabTurns']> },
): RecordingSource {
  const sessionId = crypto.randomUUID()
  const startedAt = imported.reduce((least, each) => Math.min(least, each.startedAt), Infinity)
  const chunks = new Map<string, RecordEvent[]>()
  const headers: ChunkHeader[] = []
  for (const { streamId, events } of imported) {
    for (const chunk of chunkEvents({ sessionId, streamId }, events)) {
      chunks.set(`${streamId}/${chunk.header.seq}`, chunk.events)
      headers.push(chunk.header)
    }
  }
  const streams = imported.map((stream, index) => toStream(sessionId, stream, index))
  const session = {
    ...toSession({ sessionId, startedAt, fileName }, imported, headers),
    ...(turns.length > 0 && { tabTurns: turns }),
  }
  return {
    session: () => Promise.resolve(session),
    streams: () => Promise.resolve(streams),
    chunks: () => Promise.resolve(headers),
    events: ({ streamId, seq }) => {
      const events = chunks.get(`${streamId}/${seq}`)
      return events ? Promise.resolve(events) : Promise.reject(new Error('There is no such part.'))
    },
    resourceRefs: () => Promise.resolve([]),
    resource: () => Promise.resolve(undefined),
  }
}

function toStream(sessionId: string, stream: TabStream, index: number): Stream {
  const first = stream.events[0]
  return {
    streamId: stream.streamId,
    sessionId,
    framePath: stream.isTop ? [] : [index],
    frameId: stream.isTop ? 0 : index,
    url: stream.url,
    title: first?.kind === 'snapshot' ? first.title : '',
    startedAt: stream.startedAt,
    endedAt: stream.startedAt + (stream.events.at(-1)?.time ?? 0),
    level: 'allow',
    ...(stream.tab > 0 && { tab: stream.tab }),
  }
}

function toSession(
  known: { sessionId: string; startedAt: number; fileName: string },
  streams: ImportedStream[],
  headers: ChunkHeader[],
): Session {
  const startOf = new Map(streams.map(({ streamId, startedAt }) => [streamId, startedAt]))
  const endedAt = headers.reduce(
    (most, { streamId, lastTime }) => Math.max(most, (startOf.get(streamId) ?? 0) + lastTime),
    known.startedAt,
  )
  const rawBytes = headers.reduce((sum, each) => sum + each.rawBytes, 0)
  const top = streams.filter((stream) => stream.isTop)
  const first = top[0]?.events[0]
  const url = top[0]?.url ?? ''
  return {
    sessionId: known.sessionId,
    formatVersion: FORMAT_VERSION,
    title: (first?.kind === 'snapshot' && first.title) || known.fileName,
    url,
    origin: originOf(url),
    tabId: -1,
    status: 'complete',
    startedAt: known.startedAt,
    endedAt,
    level: 'allow',
    pinned: false,
    events: headers.reduce((sum, each) => sum + each.events, 0),
    frames: streams.length - top.length,
    errors: headers.reduce((sum, each) => sum + each.errors, 0),
    pages: top.length,
    rawBytes,
    storedBytes: rawBytes,
    resourceBytes: 0,
    lastActivityAt: endedAt,
    startReason: 'imported',
  }
}

function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return ''
  }
}
