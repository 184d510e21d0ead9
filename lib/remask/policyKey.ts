import type { Session } from '../format/session'
import type { SiteSettings } from '../format/settings'
import { policyNow } from './policyNow'

/**
 * Names what became stricter for a session since it was recorded: '' where nothing did. What was derived from the session
 * under another name is out of date.
 */
export function policyKey(
  session: Pick<Session, 'level' | 'startedAt'>,
  site: Pick<SiteSettings, 'rules' | 'privacy' | 'privacyAt'> | undefined,
): string {
  const policy = policyNow(session, site)
  return policy ? JSON.stringify(policy) : ''
}
