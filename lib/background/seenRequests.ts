import { type Browser, browser } from 'wxt/browser'
import { matchUrl } from '../consent/urlRules'
import type { ContentCommands } from '../messages/protocol'
import { sendToTab } from '../messages/runtime'
import type { SeenRequest } from '../messages/seenRequest'
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
/** Documents whose recorder has not come yet, and requests of each. */
const MAX_WAITING = 100
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
  /** A recorder begins: what its document asked for before is told. */
  tell(place: Place): Promise<void>
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
  const waiting = new Map<string, SeenRequest[]>()
  let isListening = false

  function onStart(details: Browser.webRequest.OnBeforeRequestDetails): undefined {
    // The same request again, for where it was sent on to.
    if (details.tabId < 0 || open.has(details.requestId)) return undefined
    const { method, url, timeStamp: startedAt } = details
    open.set(details.requestId, { method, url, startedAt, redirects: [] })
    dropOldest(open, MAX_OPEN)
    // A new document in the frame: what waits is of the one before.
    if (isDocument(details)) waiting.delete(keyOf(placeOf(details)))
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
    if (!known) return
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
    const seen = forDocument(whole, home)
    try {
      await sendSeen(place, [seen])
    } catch {
      // No recorder there yet. It may also never come: the frame of a site that said no.
      const list = waiting.get(keyOf(place)) ?? []
      if (list.length < MAX_WAITING_EACH) waiting.set(keyOf(place), [...list, seen])
      dropOldest(waiting, MAX_WAITING)
    }
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
    async tell({ tabId, frameId, documentId }) {
      const places = [{ tabId, frameId }, ...(documentId ? [{ tabId, frameId, documentId }] : [])]
      const requests = places.flatMap((place) => {
        const list = waiting.get(keyOf(place)) ?? []
        waiting.delete(keyOf(place))
        return list
      })
      if (requests.length > 0) await sendSeen({ tabId, frameId, documentId }, requests)
    },
  }
}

function sendSeen({ tabId, frameId, documentId }: Place, requests: SeenRequest[]): Promise<null> {
  const to = documentId ? { tabId, documentId } : { tabId, frameId }
  return sendToTab<ContentCommands, 'requests.seen'>(to, 'requests.seen', { requests })
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

function keyOf({ tabId, frameId, documentId }: Place): string {
  return documentId ?? `${tabId} ${frameId}`
}

function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
