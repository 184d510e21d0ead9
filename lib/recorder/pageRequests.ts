import { type PageRequest, parsePageRequest } from '../consent/pageRequest'
import { PAGE_REQUEST_EVENT } from '../messages/pageBridgeRequest'
import { listen } from '../platform/listen'
import { delayedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'

/** More than any request of the page API takes. */
const MAX_CHARS = 500
/** The first requests go at once; a page that does not stop is told less and less often. */
const STEP_MS = 50
const SLOWEST_MS = 10_000

/** Hears what the page asks for. The same request again is no news, and a flood costs the worker nothing. */
export function watchPageRequests(
  document: Document,
  onRequest: (request: PageRequest) => void,
): Stoppable {
  let told = ''
  let latest = ''
  let count = 0
  let task = delayedTask(tell, 0)

  function tell(): void {
    if (latest === told) return
    const request = parse(latest)
    // Ending a session twice is two wishes.
    told = request?.end ? '' : latest
    if (request) onRequest(request)
  }

  const listening = listen(document, PAGE_REQUEST_EVENT, (event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined
    if (typeof detail !== 'string' || detail.length > MAX_CHARS) return
    latest = detail
    if (latest === told || task.pending) return
    task = delayedTask(tell, Math.min(count * STEP_MS, SLOWEST_MS))
    count++
    if (count === 1) tell()
    else task.request()
  })
  return {
    stop() {
      listening.stop()
      task.stop()
    },
  }
}

function parse(text: string): PageRequest | undefined {
  try {
    return parsePageRequest(JSON.parse(text))
  } catch {
    return undefined
  }
}
