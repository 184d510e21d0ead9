import type { SiteSettings } from '../../lib/format/settings'
import type { Services } from '../services'

/** Adds a rule that masks what the selector finds, for the site of the session: stored sessions and those to come. */
export async function addMaskRule(
  services: Pick<Services, 'getSession' | 'watchSites' | 'setRules'>,
  sessionId: string,
  selector: string,
): Promise<void> {
  const session = await services.getSession(sessionId)
  if (!session) return
  const site = (await sitesNow(services)).find(({ origin }) => origin === session.origin)
  const rules = site?.rules ?? []
  if (rules.some((rule) => rule.selector === selector && rule.effect === 'mask')) return
  await services.setRules(session.origin, [...rules, { selector, effect: 'mask' }])
}

function sitesNow(services: Pick<Services, 'watchSites'>): Promise<SiteSettings[]> {
  return new Promise((resolve) => {
    const watch = services.watchSites((sites) => {
      resolve(sites)
      // The first answer may come before the watch is at hand.
      queueMicrotask(() => watch.stop())
    })
  })
}
