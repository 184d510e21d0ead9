import type { ContentCommands } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { createKeyedQueue } from '../platform/keyedQueue'
import { within } from '../platform/within'
import { createEarlier, type Earlier, EVERY_MARK, parseMarks } from '../privacy/earlier'
import { maskEcho } from '../privacy/echoes'
import { createNameMask } from '../privacy/names'
import { FLOOR_FILLER, maskShape } from '../privacy/shape'
import type { StreamRow } from '../store/database'
import { getStreamRow, listStreamRows } from '../store/streams'
import { LATE_CHUNK_MS } from '../transport/downlink'
import { marksOfSession } from './entryMarks'
import { maskKey } from './maskKey'
import { isRecord } from './parseHello'
import { runsOf } from './runs'

/** A page that works so long without a pause is not waited for. */
const ANSWER_LIMIT_MS = 10_000
/** One that let us wait so long once is asked again, but not waited for. */
const SILENT_LIMIT_MS = 300
/** What a document said while it went is here by then. */
const LAST_WORDS_MS = 300
/** Rounds of one session begin at least so far apart: a page with many frames is not asked all the time. */
const ROUND_MS = 100

export interface Echoes {
  /** What may be kept of a message with a chunk. */
  chunk(payload: unknown, sender: Sender): Promise<unknown>
  /** What may be kept of a stream's address and title. */
  description(payload: unknown): Promise<unknown>
  /** The same for the keys of resources, which are addresses. */
  wanted(payload: unknown, sender: Sender): Promise<unknown>
}

/** All that the documents of a session know at one moment. */
interface Round {
  told: Earlier
  /** Documents that did not say what was entered in them. */
  silent: readonly StreamRow[]
  /** What was told before is not there any more. */
  isLost: boolean
}

interface Mask {
  isUnsure: boolean
  text(text: string): string
}

/**
 * Documents of different sites share no memory, so one may show what was typed in another before its recorder can know
 * of it. Before anything is stored of a document beside which there are others, each of them says what was entered up to
 * now. One that is there and does not answer may have been told anything: then no word is kept that says something.
 */
export function createEchoes(): Echoes {
  const inStream = createKeyedQueue<string>()
  const ask = createRounds()

  async function maskFor(own: StreamRow): Promise<Mask | undefined> {
    if (own.level === 'mask-all') return undefined
    const rows = await listStreamRows(own.sessionId)
    const since = Date.now() - LATE_CHUNK_MS
    const isAlone = rows.every(
      (row) => row.streamId === own.streamId || (row.endedAt ?? Date.now()) < since,
    )
    if (isAlone) return undefined
    const { silent, told, isLost } = await ask.all(own.sessionId)
    // A tab in the background may be frozen: it is not typed into, and what was typed before it has told.
    const isUnsure =
      isLost || silent.some((row) => row.streamId !== own.streamId && row.tabId === own.tabId)
    const known = isUnsure ? createEarlier(String) : told
    if (isUnsure) known.add(EVERY_MARK)
    if (known.size === 0) return undefined
    return {
      isUnsure,
      text(text) {
        const safe = known.mask(text, 's', () => FLOOR_FILLER)
        return own.level === 'allow' ? safe : known.mask(safe, 'e', maskShape)
      },
    }
  }

  return {
    async chunk(payload, sender) {
      if (!isRecord(payload) || typeof payload.streamId !== 'string') return payload
      // At once: a round may be waiting for it, and it may be frozen in the back/forward cache by now.
      if (payload.final === true) {
        const own = await getRow(payload.streamId)
        if (own?.documentId === sender.documentId) ask.leaves(payload.streamId)
      }
      // In order: a small chunk must not overtake a large one.
      return await inStream(payload.streamId, async () => {
        const own = await ownRow(payload, sender)
        const mask = own && (await maskFor(own))
        return mask ? maskChunk(payload, mask) : payload
      })
    },
    async description(payload) {
      if (!isRecord(payload) || typeof payload.streamId !== 'string') return payload
      return await inStream(payload.streamId, async () => {
        const own = await getRow(payload.streamId)
        const mask = own && (await maskFor(own))
        if (!mask) return payload
        return { ...payload, url: masked(payload.url, mask), title: masked(payload.title, mask) }
      })
    },
    async wanted(payload, sender) {
      if (!isRecord(payload) || !Array.isArray(payload.items)) return payload
      const own = await ownRow(payload, sender)
      const mask = own && (await maskFor(own))
      if (!mask) return payload
      return { ...payload, items: payload.items.map((item: unknown) => maskKeyOf(item, mask)) }
    },
  }
}

async function getRow(streamId: unknown): Promise<StreamRow | undefined> {
  return typeof streamId === 'string' ? await getStreamRow(streamId) : undefined
}

/** Whoever is given another document's row is refused later: this decides over nothing but how much is masked. */
async function ownRow(
  { streamId, sessionId }: Record<string, unknown>,
  { documentId, frameId }: Sender,
): Promise<StreamRow | undefined> {
  if (streamId !== undefined || typeof sessionId !== 'string') return await getRow(streamId)
  const rows = await listStreamRows(sessionId)
  return rows.findLast((row) =>
    documentId ? row.documentId === documentId : row.frameId === frameId,
  )
}

function maskChunk(payload: Record<string, unknown>, mask: Mask): Record<string, unknown> {
  const events: unknown = parseJson(payload.body)
  if (!Array.isArray(events)) return payload
  const { resources, maskFailures } = payload
  return {
    ...payload,
    body: JSON.stringify(events.map((event) => maskEcho(event, mask.text))),
    ...(Array.isArray(resources)
      ? { resources: resources.map((item: unknown) => maskKeyOf(item, mask)) }
      : {}),
    // Seen where other failures are: more was masked than the level asks for.
    ...(mask.isUnsure ? { maskFailures: 1 + (Number(maskFailures) || 0) } : {}),
  }
}

function maskKeyOf(item: unknown, mask: Mask): unknown {
  if (!isRecord(item)) return item
  const text = 'text' in item ? { text: masked(item.text, mask) } : {}
  return { ...item, key: masked(item.key, mask), ...text }
}

function masked(value: unknown, mask: Mask): unknown {
  return typeof value === 'string' ? mask.text(value) : value
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

interface Rounds {
  /** Who asks while the next round has not begun shares it. */
  all(sessionId: string): Promise<Round>
  /** A document has said all: nobody asks it, nor waits for what it was asked. */
  leaves(streamId: string): void
}

/** By stream. */
interface Manners {
  gone: Set<string>
  silent: Set<string>
  /** Ends the waiting for its answer. */
  asked: Map<string, () => void>
}

function createRounds(): Rounds {
  const inSession = createKeyedQueue<string>()
  const next = new Map<string, Promise<Round>>()
  const manners: Manners = { gone: new Set(), silent: new Set(), asked: new Map() }
  return {
    all(sessionId) {
      const waiting = next.get(sessionId)
      if (waiting) return waiting
      const round = inSession(sessionId, async () => {
        next.delete(sessionId)
        return await askAll(sessionId, manners)
      })
      next.set(sessionId, round)
      void inSession(sessionId, () => pause(ROUND_MS))
      return round
    },
    leaves(streamId) {
      manners.gone.add(streamId)
      manners.asked.get(streamId)?.()
    },
  }
}

async function askAll(sessionId: string, manners: Manners): Promise<Round> {
  const rows = await listStreamRows(sessionId)
  const runs = await runsOf(sessionId)
  const told = createEarlier(createNameMask(await maskKey()).hash)
  const silent: StreamRow[] = []
  let hasGone = false
  await Promise.all(
    rows.map(async (row) => {
      if (row.endedAt !== null || manners.gone.has(row.streamId)) return
      const tabId = row.tabId ?? runs.find(({ tab }) => !tab)?.tabId
      const isThere = tabId !== undefined && !isOfEarlierPage(row, rows)
      const answer = isThere ? await askOne(tabId, row, manners) : 'gone'
      if (answer === 'silent') silent.push(row)
      else if (answer !== 'gone') told.add(answer)
      else {
        manners.gone.add(row.streamId)
        hasGone = true
      }
    }),
  )
  if (hasGone) await pause(LAST_WORDS_MS)
  const before = await marksOfSession(sessionId)
  if (before) told.add(before)
  return { silent, told, isLost: before === undefined }
}

/** Its tab shows another page: it is gone, or frozen in the back/forward cache, and told all while it went. */
function isOfEarlierPage(row: StreamRow, rows: readonly StreamRow[]): boolean {
  return rows.some(
    (other) =>
      other.framePath.length === 0 && other.tabId === row.tabId && other.startedAt > row.startedAt,
  )
}

/** Marks, or why there are none. */
async function askOne(
  tabId: number,
  { streamId, documentId, frameId }: StreamRow,
  { silent, asked }: Manners,
): Promise<string[] | 'gone' | 'silent'> {
  const left = new Promise<'gone'>((resolve) => asked.set(streamId, () => resolve('gone')))
  const told = sendToTab<ContentCommands, 'entries.all'>(
    { tabId, ...(documentId ? { documentId } : { frameId }) },
    'entries.all',
    null,
  ).then(parseMarks, () => 'gone' as const)
  const answer = await within(
    Promise.race([told, left]),
    silent.has(streamId) ? SILENT_LIMIT_MS : ANSWER_LIMIT_MS,
  )
  asked.delete(streamId)
  if (answer === undefined) silent.add(streamId)
  else silent.delete(streamId)
  return answer ?? 'silent'
}

function pause(ms: number): Promise<void> {
  return new Promise((go) => setTimeout(go, ms))
}
