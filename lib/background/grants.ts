import { browser } from 'wxt/browser'

/** What `permissions` and `scripting` call the pages of an origin. */
export function patternOf(origin: string): string {
  return origin === 'file://' ? 'file:///*' : `${origin}/*`
}

/** The browser lets us reach this origin without asking. */
export async function isGranted(origin: string): Promise<boolean> {
  if (origin === '') return false
  try {
    return await browser.permissions.contains({ origins: [patternOf(origin)] })
  } catch {
    return false // not a pattern: nothing can be granted for it
  }
}

/** Gives the host permission back. One that the build holds at install (automation) stays. */
export async function dropGrant(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [patternOf(origin)] }).catch(() => false)
}
