import { browser } from 'wxt/browser'
import type { Decision } from '../consent/decide'
import type { Settings } from '../format/settings'

/**
 * Chromium knows no Global Privacy Control of its own: there it comes from other extensions, which define it in the
 * page's world, where recorders do not see it. A page that defines it itself asks for less than the person allowed.
 */
export async function saysPrivacyControl(tabId: number, documentId?: string): Promise<boolean> {
  try {
    const [found] = await browser.scripting.executeScript({
      target: { tabId, ...(documentId ? { documentIds: [documentId] } : { frameIds: [0] }) },
      world: 'MAIN',
      injectImmediately: true,
      func: () => Reflect.get(navigator, 'globalPrivacyControl') === true,
    })
    return found?.result === true
  } catch {
    return false
  }
}

/** Would that change anything? Nothing of ours runs in the page's world before the person agreed. */
export function isWishOpen(decision: Decision, { trackingWish }: Settings): boolean {
  if (!decision.record || decision.reason === 'explicit') return false
  return !decision.anonymous && trackingWish !== 'ignore'
}
