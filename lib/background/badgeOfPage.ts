import { type Browser, browser } from 'wxt/browser'
import { getSite } from '../store/sites'
import { showBadge } from './badge'
import { blockedReason, originOf } from './pageKind'
import { getRun } from './runs'

/** Pages in which no script of ours can say anything: that they cannot be recorded, or that the person wants it so. */
export async function badgeOfPage(tab: Browser.tabs.Tab): Promise<void> {
  // The browser hides the address of pages that we may not reach.
  if (tab.id === undefined || !tab.url || (await getRun(tab.id))) return
  const fileAccess = await browser.extension.isAllowedFileSchemeAccess()
  const reason = blockedReason(tab.url, { fileAccess })
  if (reason) return await showBadge(tab.id, 'blocked', reason)
  const site = await getSite(originOf(tab.url))
  if (site?.consent === 'never') await showBadge(tab.id, 'off', 'never')
}
