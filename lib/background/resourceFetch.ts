import type { ResourceKind } from '../messages/protocol'
import type { Sender } from '../messages/runtime'
import { sha256 } from '../platform/bytes'
import { isDiskFull } from '../platform/causedBy'
import { createLimiter } from '../platform/limiter'
import { createMasker } from '../privacy/createMasker'
import type { Masker } from '../privacy/masker'
import {
  getRef,
  getResource,
  storeMissing,
  storeResource,
  touchAllRefs,
  touchRef,
} from '../store/resources'
import { getSession } from '../store/sessions'
import { listStreams } from '../store/streams'
import { isSameDocument } from '../transport/downlink'
import { isId, isKey } from '../transport/parseChunk'
import { cssUrls } from './cssUrls'
import { fetchOne } from './fetchOne'
import { isGranted } from './grants'
import { maskKey } from './maskKey'
import { originOf } from './pageKind'
import { isRecord } from './parseHello'

const KINDS: readonly ResourceKind[] = ['style', 'font', 'image', 'media']
const MAX_ITEMS = 1000
const MAX_URL = 8192
/** Sheets import sheets; a chain longer than this is a loop or an attack. */
const MAX_DEPTH = 5
/** Resources of one session. What comes after is missing with the reason `budget`. */
const SESSION_BUDGET_BYTES = 200 * 1024 * 1024
/** As many as a browser opens to one host: the page comes first. */
const CONCURRENT_FETCHES = 6

interface Item {
  key: string
  url: string
  kind: ResourceKind
}

interface Job {
  sessionId: string
  pageOrigin: string
  isFirstParty: boolean
  granted: boolean
  isPrivate: boolean
  /** As strict as the stream that asks. */
  masker: Masker
  /** Keys met in this job: a sheet that imports itself ends here. */
  seen: Set<string>
}

/**
 * Fetches what a recorded page needs to be shown again. Replies when all of it is stored or given up: the pending
 * reply keeps the worker alive, and what it could not finish all the same is asked for again by the next page.
 */
export function createResourceFetch() {
  const limit = createLimiter(CONCURRENT_FETCHES)

  return async (payload: unknown, sender: Sender): Promise<{ accepted: number }> => {
    const { sessionId, items } = parseRequest(payload)
    const session = await getSession(sessionId)
    const streams = await listStreams(sessionId)
    const stream = session && streams.find((each) => isSameDocument(each, session, sender))
    if (!stream) throw new Error('Only a recorded page can ask for its resources')
    const own = sender.origin && sender.origin !== 'null' ? sender.origin : originOf(sender.url)
    const pageOrigin = own || session.origin
    const job: Job = {
      sessionId,
      pageOrigin,
      isFirstParty: sender.frameId === 0 || originOf(sender.tab?.url) === pageOrigin,
      granted: await isGranted(pageOrigin),
      isPrivate: session.isPrivate === true,
      masker: createMasker(
        { level: stream.level, rules: [], key: await maskKey() },
        { baseUrl: () => pageOrigin },
      ),
      seen: new Set(),
    }
    await fetchAll(items, job, 0)
    return { accepted: items.length }
  }

  async function fetchAll(items: Item[], job: Job, depth: number): Promise<void> {
    const fresh = items.filter((item) => !job.seen.has(item.key))
    for (const item of fresh) job.seen.add(item.key)
    await Promise.all(fresh.map((item) => fetchAndStore(item, job, depth)))
  }

  async function fetchAndStore(item: Item, job: Job, depth: number): Promise<void> {
    const { sessionId } = job
    const { key, kind } = item
    const askedAt = Date.now()
    const session = await getSession(sessionId)
    if (!session) return
    const known = await getRef(sessionId, key)
    if (known?.hash !== undefined) {
      await touchRef(sessionId, key, askedAt)
      // A buffer forgets what is not asked for again, so what a known sheet needs is asked for as well.
      if (session.buffer && kind === 'style') await touchSheet(known.hash, askedAt, sessionId)
      return
    }
    if (session.resourceBytes > SESSION_BUDGET_BYTES)
      return await storeMissing({ sessionId, key, missing: 'budget', askedAt })
    // Until it is here it is missing: should the worker be stopped meanwhile, the reason is written already.
    await storeMissing({ sessionId, key, missing: 'failed', askedAt })
    const fetched = await limit(() => fetchOne({ ...item, ...job }))
    if ('missing' in fetched) return await storeMissing({ sessionId, key, askedAt, ...fetched })
    const { mimeType, url, status } = fetched
    const raw = kind === 'style' ? new TextDecoder().decode(fetched.bytes) : ''
    const { masker } = job
    // Selectors must go on matching the masked names of the page, so a sheet is masked as the page is.
    const bytes =
      kind === 'style' ? new TextEncoder().encode(masker.css(raw, masker.root, url)) : fetched.bytes
    const ref = { sessionId, key, hash: await sha256(bytes), mimeType, status, askedAt }
    try {
      await storeResource(ref, bytes)
    } catch (error) {
      // The events meet the same disk, and end the session; a picture that does not fit is only missing.
      if (!isDiskFull(error)) throw error
      return
    }
    if (kind === 'style') await fetchChildren(raw, url, job, depth)
  }

  async function fetchChildren(text: string, url: string, job: Job, depth: number) {
    if (depth >= MAX_DEPTH) return
    const { masker } = job
    const children = cssUrls(text, url)
      // Pictures are not kept at the strictest level, wherever they are named.
      .filter((child) => child.kind !== 'image' || masker.keepsImages(masker.root))
      .slice(0, MAX_ITEMS)
    await fetchAll(
      children.map((child) => ({ ...child, key: masker.url(child.url, 'resource') })),
      job,
      depth + 1,
    )
  }

  async function touchSheet(hash: string, askedAt: number, sessionId: string): Promise<void> {
    try {
      const sheet = await getResource(hash)
      if (sheet) await touchChildren(new TextDecoder().decode(sheet.body), askedAt, sessionId)
    } catch {
      // Encrypted, and the library is locked: more is kept than is needed.
      await touchAllRefs(sessionId, askedAt)
    }
  }

  /** The text is the stored one: its addresses are keys already, and all that is left of them. */
  async function touchChildren(text: string, askedAt: number, sessionId: string, depth = 0) {
    if (depth >= MAX_DEPTH) return
    for (const { url: key, kind } of cssUrls(text, 'about:blank').slice(0, MAX_ITEMS)) {
      const known = await getRef(sessionId, key)
      if (known?.hash === undefined) continue
      await touchRef(sessionId, key, askedAt)
      const sheet = kind === 'style' ? await getResource(known.hash) : undefined
      if (sheet)
        await touchChildren(new TextDecoder().decode(sheet.body), askedAt, sessionId, depth + 1)
    }
  }
}

function parseRequest(payload: unknown): { sessionId: string; items: Item[] } {
  const { sessionId, items } = isRecord(payload) ? payload : {}
  if (!isId(sessionId) || !Array.isArray(items)) throw new Error('This is no list of resources')
  return { sessionId, items: items.slice(0, MAX_ITEMS).flatMap((item) => parseItem(item) ?? []) }
}

function parseItem(value: unknown): Item | undefined {
  if (!isRecord(value) || !isKey(value.key)) return undefined
  if (typeof value.url !== 'string' || value.url.length > MAX_URL) return undefined
  const kind = KINDS.find((known) => known === value.kind)
  return kind && { key: value.key, url: value.url, kind }
}
