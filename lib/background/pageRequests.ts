import { parsePageRequest } from '../consent/pageRequest'
import type { Sender } from '../messages/runtime'
import { addLedgerEntry } from '../store/ledger'
import { getSite } from '../store/sites'
import { showBadge } from './badge'
import { endRun, flushFrames } from './endRun'
import type { InTab } from './hello'
import { originOf } from './pageKind'
import { getRun, putRun } from './runs'
import { updateVisit, visitOf } from './visits'

/**
 * What a page asked for, only where the person lets it speak and only from its top document. It ends or holds what
 * started by itself; a recording that the person started is none of its business.
 */
export function createPageRequests(inTab: InTab) {
  return async (payload: unknown, sender: Sender): Promise<null> => {
    const pageRequest = parsePageRequest(payload)
    const tabId = sender.tab?.id
    if (!pageRequest || tabId === undefined || sender.frameId !== 0)
      throw new Error('This is no request of a page')
    const origin = originOf(sender.url)
    if (!(await getSite(origin))?.pageApi) return null
    return await inTab(tabId, async () => {
      const before = await visitOf(tabId, origin)
      await updateVisit(tabId, origin, { pageRequest })
      const isNews = before.pageRequest?.recording !== pageRequest.recording
      if (isNews && !sender.tab?.incognito)
        await addLedgerEntry({
          origin,
          what: 'page-asked',
          by: 'page',
          detail: pageRequest.recording,
        })
      const run = await getRun(tabId)
      if (!run || run.explicit || run.stopping) return null
      if (pageRequest.recording === 'off' || pageRequest.end) await endRun(run, 'page-request')
      if (pageRequest.recording === 'hold' && !run.paused) {
        await flushFrames(run, 'page-request')
        await putRun({ ...run, paused: true })
        await showBadge(tabId, 'paused')
      }
      return null
    })
  }
}
