import { type Browser, browser } from 'wxt/browser'
import { matchUrl } from '../consent/urlRules'
import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import type { SeenRequest } from '../messages/seenRequest'
import { withoutHash } from '../platform/withoutHash'
import { getSettings } from '../store/settings'
import { getSite } from '../store/sites'
import { originOf } from './pageKind'
import { getRun, listRuns } from './runs'

type Details =
  | Browser.webRequest.OnBeforeRedirectDetails
  | Browser.webRequest.OnCompletedDetails
  | Browser.webRequest.OnErrorOccurredDetails

/** Only of web pages: the recorder's own probe tells of sockets. */
const FILTER = { urls: ['http://*/*', 'https://*/*'] }
/** Requests under way at once; the oldest are forgotten first. */
const MAX_OPEN = 2000
/** Documents whose recorder has begun, or has not come yet; and requests of each. */
const MAX_DOCUMENTS = 200
const MAX_WAITING_EACH = 200
/** The browser ends a chain after 20. */
const MAX_REDIRECTS = 20

/** A document; while it is only asked for, and in Firefox, the frame it will be in. */
interface Place {
  tabId: number
  frameId: number
  documentId?: string
}

interface Open {
  method: string
  url: string
  startedAt: number
  redirects: SeenRequest['redirects']
}

export interface SeenRequests {
  /** What is recorded has changed. */
  update(): Promise<void>
  /** A recorder begins: what its document asked for before is told. `url`: with which the document was loaded. */
  tell(document: Place & { url: string }): Promise<void>
}

/**
 * Chromium asks its cache for a font before it asks the network (`CacheAwareLoadingState` in Blink), and calls that another
 * request: one that fails where the page's own does not.
 */
function isLookIntoCache(details: Details): boolean {
  return details.type === 'font' && 'error' in details && details.error === 'net::ERR_CACHE_MISS'
}

/** A recorder that has begun, epoch milliseconds. */
interface Begun extends Place {
  url: string
  at: number
}

interface Waiting {
  seen: SeenRequest
  isMeantFor(document: Begun): boolean
}

/**
 * What the page cannot see of its requests: status of answers without CORS, redirects, why the browser refused. The browser
 * shows us those of granted sites alone; of them only those of documents that are being recorded are looked at, and
 * nothing is kept here: the document's recorder masks and stores.
 *
 * Call while the worker starts: listeners that are added later do not wake it.
 */
export function seeRequests(): SeenRequests {
  const open = new Map<string, Open>()
  const waiting = new Map<string, Waiting[]>()
  /** By frame. */
  const begun = new Map<string, Begun>()
  let isListening = false

  function onStart(details: Browser.webRequest.OnBeforeRequestDetails): undefined {
    // The same request again, for where it was sent on to.
    if (details.tabId < 0 || open.has(details.requestId)) return undefined
    const { method, url, timeStamp: startedAt } = details
    open.set(details.requestId, { method, url, startedAt, redirects: [] })
    dropOldest(open, MAX_OPEN)
    // A new document in the frame: what waits is of the one before.
    if (isDocument(details)) waiting.delete(frameOf(details))
    return undefined
  }

  function onRedirect(details: Browser.webRequest.OnBeforeRedirectDetails): void {
    const known = open.get(details.requestId)
    if (known && known.redirects.length < MAX_REDIRECTS)
      known.redirects.push({ status: details.statusCode, url: details.redirectUrl })
  }

  function onEnd(details: Details): void {
    const known = open.get(details.requestId)
    open.delete(details.requestId)
    if (!known || isLookIntoCache(details)) return
    const { startedAt, ...request } = known
    const seen: SeenRequest = {
      ...request,
      startedAt,
      durationMs: Math.max(0, details.timeStamp - startedAt),
      type: details.type,
      ...('statusCode' in details && details.statusCode > 0 ? { status: details.statusCode } : {}),
      ...('error' in details ? { error: details.error } : {}),
    }
    pass(placeOf(details), seen, homeOf(details)).catch(() => {})
  }

  async function pass(place: Place, whole: SeenRequest, home: string): Promise<void> {
    const run = await getRun(place.tabId)
    if (!run?.capture.network || run.stopping || run.paused) return
    if (isDocument(whole) && !(await mayTellWay(whole))) return
    const one: Waiting = {
      seen: forDocument(whole, home),
      // The document before it, which is still there for a moment, may not know where the person went.
      isMeantFor: isDocument(whole)
        ? ({ url, at }) =>
            at >= whole.startedAt && withoutHash(url) === withoutHash(addressOf(whole))
        : ({ url }) => place.documentId !== undefined || originOf(url) === home,
    }
    const document = begun.get(frameOf(place))
    const told = document && one.isMeantFor(document) ? document : undefined
    const to = place.documentId ? place : told
    if (to && (await sendSeen(to, [one.seen]).catch(() => false))) return
    // No recorder there yet. It may also never come: the frame of a site that said no.
    const list = waiting.get(keyOf(place)) ?? []
    if (list.length < MAX_WAITING_EACH) waiting.set(keyOf(place), [...list, one])
    dropOldest(waiting, MAX_DOCUMENTS)
  }

  function listen(): void {
    if (isListening) return
    const api = browser.webRequest
    api.onBeforeRequest.addListener(onStart, FILTER)
    api.onBeforeRedirect.addListener(onRedirect, FILTER)
    api.onCompleted.addListener(onEnd, FILTER)
    api.onErrorOccurred.addListener(onEnd, FILTER)
    isListening = true
  }

  function ignore(): void {
    open.clear()
    waiting.clear()
    begun.clear()
    if (!isListening) return
    isListening = false
    const api = browser.webRequest
    api.onBeforeRequest.removeListener(onStart)
    api.onBeforeRedirect.removeListener(onRedirect)
    api.onCompleted.removeListener(onEnd)
    api.onErrorOccurred.removeListener(onEnd)
  }

  // Now, for the event that woke the worker may be one of these.
  listen()

  return {
    async update() {
      // Where nothing is recorded no request may wake the worker.
      if ((await listRuns()).some(({ capture }) => capture.network)) listen()
      else ignore()
    },
    async tell(document) {
      const one: Begun = { ...document, at: Date.now() }
      // Newest last: the oldest are dropped.
      begun.delete(frameOf(one))
      begun.set(frameOf(one), one)
      dropOldest(begun, MAX_DOCUMENTS)
      const requests = [frameOf(one), keyOf(one)].flatMap((key) => {
        const list = waiting.get(key) ?? []
        waiting.delete(key)
        return list.filter(({ isMeantFor }) => isMeantFor(one)).map(({ seen }) => seen)
      })
      if (requests.length > 0) await sendSeen(one, requests)
    },
  }
}

async function sendSeen(place: Place, requests: SeenRequest[]): Promise<true> {
  const { tabId, frameId, documentId } = place
  const to = documentId ? { tabId, documentId } : { tabId, frameId }
  await sendToTab<ContentCommands, 'requests.seen'>(to, 'requests.seen', { requests })
  return true
}

/** A request for a document is told by the document that comes of it; all others by the one that asked. */
function placeOf(details: Details | Browser.webRequest.OnBeforeRequestDetails): Place {
  const { tabId, frameId, documentId, type } = details
  return documentId && !isDocument({ type }) ? { tabId, frameId, documentId } : { tabId, frameId }
}

/** Origin of the document that is told. Firefox names the asking document by its address. */
function homeOf(details: Details & { originUrl?: string }): string {
  return originOf(isDocument(details) ? details.url : (details.initiator ?? details.originUrl))
}

/**
 * Where a request was sent on to on other sites the browser hides from the page, for such addresses hold tokens. A
 * document whose process was taken over would read what we send there: of other sites it is told no more than which.
 */
function forDocument(seen: SeenRequest, home: string): SeenRequest {
  const told = (url: string) => (originOf(url) === home ? url : `${originOf(url)}/`)
  const redirects = seen.redirects.map(({ status, url }) => ({ status, url: told(url) }))
  return { ...seen, url: isDocument(seen) ? told(seen.url) : seen.url, redirects }
}

function isDocument({ type }: { type: string }): boolean {
  return type === 'main_frame' || type === 'sub_frame'
}

/** The way to a document may lead over addresses that the person leaves out. */
async function mayTellWay({ url, redirects }: SeenRequest): Promise<boolean> {
  const { urlRules } = await getSettings()
  for (const address of [url, ...redirects.map((each) => each.url)]) {
    const site = await getSite(originOf(address))
    const rules = [...urlRules, ...(site?.urlRules ?? [])]
    if (site?.consent === 'never' || matchUrl(rules, address).effect === 'exclude') return false
  }
  return true
}

/** Where it led to in the end. */
function addressOf({ url, redirects }: SeenRequest): string {
  return redirects.at(-1)?.url ?? url
}

function frameOf({ tabId, frameId }: Place): string {
  return `${tabId} ${frameId}`
}

function keyOf(place: Place): string {
  return place.documentId ?? frameOf(place)
}

function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
