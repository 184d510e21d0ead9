/** Both players in one plain page, over the same made-up recording in the extension's own store. */
import { Replayer } from 'rrweb'
import { toRrwebEvents } from '../../../lib/exporters/toRrweb'
import type { RecordEvent } from '../../../lib/format/events'
import type { PackedNode } from '../../../lib/format/tree'
import { createPlayer } from '../../../lib/player/createPlayer'
import { importSession } from '../../../lib/store/importSession'
import { storedKeyframes } from '../../../lib/store/keyframes'
import { createStoreSource } from '../../../lib/store/storeSource'
import { inMemorySource } from '../../support/inMemorySource'
import { html, snapshot } from '../../support/recordings'

const ROWS = 400

/** The same numbers each time. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function row(text: string): PackedNode {
  const cell = (content: string): PackedNode => ['td', ['class', 'cell'], 0, content]
  return [
    'tr',
    ['class', 'row'],
    0,
    cell(text),
    cell('some text of a usual length'),
    cell('42'),
    cell('shop'),
  ]
}

/** A table in which rows come and go, texts and classes change, the pointer moves and things are typed. */
function makeEvents(count: number, durationMs: number): RecordEvent[] {
  const next = random(7)
  const rows = Array.from({ length: ROWS }, (_, index) => row(`row ${index}`))
  const style = 'tr:hover{background:#eee} td{padding:2px} .on{color:red}'
  // style 5 6, body 7, input 8, table 9, rows from 10, nine nodes each
  const events: RecordEvent[] = [
    snapshot(
      html(
        [['style', 0, 0, style]],
        [
          ['input', 0, 0],
          ['table', 0, 0, ...rows],
        ],
      ),
    ),
  ]
  const alive = rows.map((_, index) => 10 + index * 9)
  let id = 10 + ROWS * 9
  const pick = () => alive[Math.floor(next() * alive.length)] ?? 10
  for (let index = 1; index < count; index++) {
    const time = Math.round((index / count) * durationMs)
    const kind = next()
    if (kind < 0.4) {
      const gone = alive.splice(Math.floor(next() * alive.length), 1)
      events.push({
        kind: 'mutation',
        time,
        removes: gone,
        inserts: [[9, 0, id, row(`row ${index}`)]],
      })
      alive.push(id)
      id += 9
    } else if (kind < 0.6) {
      events.push({ kind: 'mutation', time, texts: [[pick() + 2, `text ${index}`]] })
    } else if (kind < 0.75) {
      const name = index % 2 ? 'row on' : 'row'
      events.push({ kind: 'mutation', time, attributes: [[pick(), 'class', name]] })
    } else if (kind < 0.9) {
      const points: [number, number, number, number][] = [0, 1, 2].map((step) => [
        100 - step * 50,
        next() * 800,
        next() * 600,
        pick(),
      ])
      events.push({ kind: 'move', time, pointer: 'mouse', points })
    } else if (kind < 0.95) {
      events.push({ kind: 'scroll', time, id: 1, left: 0, top: Math.floor(next() * 3000) })
    } else events.push({ kind: 'input', time, id: 8, value: `typed ${index}` })
  }
  return events
}

/** As the recorder closes them. */
const CHUNK_MS = 5000

function layout(doc: Document | null | undefined): number {
  return doc?.body?.getBoundingClientRect().height ?? 0
}

const main = () => document.querySelector('main') ?? document.body

function timed(seek: (ms: number) => unknown) {
  return async (ms: number) => {
    const from = performance.now()
    await seek(ms)
    return performance.now() - from
  }
}

Object.assign(window, {
  /** Keeps the recording in the browser's own database, as the extension does. */
  async keep(count: number, durationMs: number) {
    const source = inMemorySource({
      streams: [{ events: makeEvents(count, durationMs) }],
      chunkSize: Math.ceil((count / durationMs) * CHUNK_MS),
    })
    const start = performance.now()
    const { sessionId } = await importSession(source)
    const session = await createStoreSource(sessionId).session()
    const states = (await storedKeyframes(sessionId).list()).length
    return { sessionId, states, tookMs: performance.now() - start, bytes: session.storedBytes }
  },

  async openOurs(sessionId: string): Promise<number> {
    const start = performance.now()
    const player = await createPlayer({
      source: createStoreSource(sessionId),
      kept: storedKeyframes(sessionId),
      container: main(),
    })
    layout(player.document)
    const first = performance.now() - start
    Object.assign(window, {
      seek: timed(async (ms) => {
        await player.seek(ms)
        layout(player.document)
      }),
      readAll: () => player.overview(),
      rowsShown: () => player.document.querySelector('table')?.textContent,
      leave: () => player.stop(),
    })
    return first
  },

  /** `read`: of the events, which rrweb needs all of before it can begin. */
  async openRrweb(sessionId: string): Promise<number> {
    const start = performance.now()
    const events = await toRrwebEvents(createStoreSource(sessionId))
    Object.assign(window, { readMs: performance.now() - start })
    const replayer = new Replayer(events as never, { root: main(), showWarning: false })
    replayer.pause(0)
    layout(replayer.iframe.contentDocument)
    const first = performance.now() - start
    Object.assign(window, {
      seek: timed((ms) => {
        replayer.pause(ms)
        layout(replayer.iframe.contentDocument)
      }),
      readAll: () => undefined,
      rowsShown: () => replayer.iframe.contentDocument?.querySelector('table')?.textContent,
      leave: () => replayer.destroy(),
    })
    return first
  },
})
