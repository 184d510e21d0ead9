import { browser } from 'wxt/browser'
import { matchPatternOf } from '../platform/matchPattern'
import { listSites } from '../store/sites'

/** The browser lets us reach this origin without asking. */
export async function isGranted(origin: string): Promise<boolean> {
  if (origin === '') return false
  try {
    return await browser.permissions.contains({ origins: [matchPatternOf(origin)] })
  } catch {
    return false // not a pattern: nothing can be granted for it
  }
}

/**
 * Gives the host permission back. One that the build holds at install (automation) stays, and so does one that another
 * origin with consent lives by (in Firefox, another port of the host).
 */
export async function dropGrant(origin: string): Promise<void> {
  const pattern = matchPatternOf(origin)
  const isShared = (await listSites()).some(
    (site) =>
      site.origin !== origin &&
      (site.consent === 'always' || site.consent === 'ask') &&
      matchPatternOf(site.origin) === pattern,
  )
  if (!isShared) await browser.permissions.remove({ origins: [pattern] }).catch(() => false)
}
