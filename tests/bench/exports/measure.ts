/** One export, or an import, of a session that is made while it is read: nothing of it lies in memory. */
import { findExporter } from '../../../lib/exporters/exporters'
import { openRecording } from '../../../lib/exporters/importRecording'
import { exportParts } from '../../../lib/exporters/runExport'
import { FORMAT_VERSION, type RecordEvent } from '../../../lib/format/events'
import type { ChunkHeader, Session, Stream } from '../../../lib/format/session'
import type { RecordingSource } from '../../../lib/format/source'
import type { PackedNode } from '../../../lib/format/tree'

const START = Date.UTC(2026, 0, 2)
/** As the recorder cuts them. */
const CHUNK_BYTES = 60_000
const ROWS = 400
const CHUNK_MS = 400
/** One step in so many chunks: a person clicks every few seconds at most. */
const CLICK_EVERY = 12

/** A busy page: a table whose cells change all the time, somebody who clicks, requests now and then. */
export function bigSource(rawBytes: number): RecordingSource {
  const count = Math.max(2, Math.round(rawBytes / CHUNK_BYTES))
  const headers: ChunkHeader[] = []
  for (let seq = 0; seq < count; seq++) headers.push(headerOf(seq))
  const stream: Stream = {
    streamId: 's0',
    sessionId: 'big',
    framePath: [],
    frameId: 0,
    url: 'https://big.example/',
    title: 'Big',
    startedAt: START,
    endedAt: START + count * CHUNK_MS,
    level: 'allow',
  }
  const session: Session = {
    sessionId: 'big',
    formatVersion: FORMAT_VERSION,
    title: 'Big',
    url: 'https://big.example/',
    origin: 'https://big.example',
    tabId: -1,
    status: 'complete',
    startedAt: START,
    endedAt: START + count * CHUNK_MS,
    level: 'allow',
    pinned: false,
    events: count,
    frames: 0,
    errors: 0,
    pages: 1,
    rawBytes: count * CHUNK_BYTES,
    storedBytes: count * CHUNK_BYTES,
    resourceBytes: 0,
    lastActivityAt: START + count * CHUNK_MS,
    startReason: 'person',
  }
  return {
    session: () => Promise.resolve(session),
    streams: () => Promise.resolve([stream]),
    chunks: () => Promise.resolve(headers),
    events: ({ seq }) => Promise.resolve(eventsOf(seq)),
    resourceRefs: () => Promise.resolve([]),
    resource: () => Promise.resolve(undefined),
  }
}

function headerOf(seq: number): ChunkHeader {
  return {
    sessionId: 'big',
    streamId: 's0',
    seq,
    firstTime: seq * CHUNK_MS,
    lastTime: (seq + 1) * CHUNK_MS - 1,
    events: 1,
    errors: 0,
    snapshot: seq === 0,
    rawBytes: CHUNK_BYTES,
    storedBytes: CHUNK_BYTES,
  }
}

function eventsOf(seq: number): RecordEvent[] {
  const time = seq * CHUNK_MS
  if (seq === 0) return [snapshot()]
  const events: RecordEvent[] = []
  let bytes = 0
  for (let step = 0; bytes < CHUNK_BYTES; step++) {
    const texts: [number, string][] = []
    for (let row = 0; row < 50; row++) {
      const text = words(seq * 7919 + step * 104_729 + row * 31)
      texts.push([FIRST_TEXT + 3 * ((row * 8 + step) % ROWS), text])
      bytes += text.length + 8
    }
    events.push({ kind: 'mutation', time: time + Math.min(300, step * 10), texts })
  }
  if (seq % CLICK_EVERY === 0) {
    const target = { role: 'button', name: `Row ${seq % ROWS}`, tag: 'button', css: 'button' }
    const at = { kind: 'pointer' as const, pointer: 'mouse' as const, id: 5, x: 10, y: 10 }
    events.push({ ...at, time: time + 310, action: 'down' })
    events.push({ ...at, time: time + 320, action: 'click', target })
    events.push({
      kind: 'network',
      time: time + 330,
      via: 'fetch',
      method: 'GET',
      url: `https://big.example/api/rows?page=${seq}`,
      status: 200,
      durationMs: 20,
    })
  }
  return events
}

/** Text of the first cell: document 1, html 2, head 3, body 4, table 5, row 6, cell 7, text 8. */
const FIRST_TEXT = 8

function snapshot(): RecordEvent {
  const rows: PackedNode[] = []
  for (let row = 0; row < ROWS; row++) rows.push(['tr', 0, 0, ['td', 0, 0, words(row)]])
  return {
    kind: 'snapshot',
    time: 0,
    url: 'https://big.example/',
    title: 'Big',
    reached: 'navigate',
    viewport: { width: 1280, height: 720 },
    scroll: [0, 0],
    children: [['html', 0, 0, ['head', 0, 0], ['body', 0, 0, ['table', 0, 0, ...rows]]]],
  }
}

/** Text that packs about as well as that of real pages. */
function words(seed: number): string {
  let state = (seed * 2_654_435_761) % 2 ** 32
  let text = ''
  for (let word = 0; word < 8; word++) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    text += `${Math.floor(state).toString(36)} `
  }
  return text
}

const loadPlayer = () => Promise.resolve({ script: '', style: '', texts: {} })

export interface Measured {
  /** Of the file. */
  bytes: number
  /** Highest live size of JavaScript objects and array buffers, after a collection at each look. */
  peakBytes: number
}

/** Writes the file to nowhere. `collect`: the engine's garbage collection. */
export async function measureExport(
  id: string,
  rawBytes: number,
  collect: () => void,
): Promise<Measured> {
  const exporter = findExporter(id)
  if (!exporter) throw new Error(`No exporter ${id}`)
  const watch = createWatch(collect)
  let bytes = 0
  for await (const part of exportParts(exporter, watch.source(bigSource(rawBytes)), {
    loadPlayer,
  })) {
    bytes += part.byteLength
    watch.look()
  }
  return { bytes, peakBytes: watch.peak() }
}

/** The bytes of a file, to be written to the disk. */
export function partsOf(id: string, rawBytes: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const exporter = findExporter(id)
  if (!exporter) throw new Error(`No exporter ${id}`)
  return exportParts(exporter, bigSource(rawBytes), { loadPlayer })
}

/** Reads every event of a file that lies on the disk. */
export async function measureImport(
  name: string,
  file: Blob,
  collect: () => void,
): Promise<Measured> {
  const watch = createWatch(collect)
  const source = watch.source(await openRecording(name, file))
  watch.look()
  for (const chunk of await source.chunks()) await source.events(chunk)
  return { bytes: file.size, peakBytes: watch.peak() }
}

/** Looks are dear: a collection each. */
const LOOK_EVERY_MS = 300

function createWatch(collect: () => void) {
  const sizeNow = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = sizeNow()
  let peak = 0
  let last = 0
  const look = () => {
    const now = performance.now()
    if (now - last < LOOK_EVERY_MS) return
    peak = Math.max(peak, sizeNow() - before)
    last = performance.now()
  }
  return {
    look,
    peak: () => peak,
    source: (source: RecordingSource): RecordingSource => ({
      ...source,
      async events(chunk) {
        const events = await source.events(chunk)
        look()
        return events
      },
    }),
  }
}
