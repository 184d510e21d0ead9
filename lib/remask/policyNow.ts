import type { Session } from '../format/session'
import type { Policy, PrivacyLevel, SiteSettings } from '../format/settings'
import { isStricterLevel } from '../privacy/strictness'

/**
 * Under what a stored session is shown, exported and rewritten now: undefined where nothing is stricter than it was
 * recorded. Rules of the site always apply, whenever they were made; its level only where it was set after the session
 * began, for who records once at a more open level means that.
 */
export function policyNow(
  session: Pick<Session, 'level' | 'startedAt'>,
  site: Pick<SiteSettings, 'rules' | 'privacy' | 'privacyAt'> | undefined,
  atLeast: PrivacyLevel = 'allow',
): Policy | undefined {
  const isLater = site?.privacyAt !== undefined && site.privacyAt > session.startedAt
  const given = isLater ? (site?.privacy ?? 'allow') : 'allow'
  const level = [given, atLeast].reduce<PrivacyLevel>(
    (strictest, next) => (isStricterLevel(next, strictest) ? next : strictest),
    session.level,
  )
  const rules = site?.rules ?? []
  const tightens = rules.some(({ effect }) => effect !== 'allow')
  return level === session.level && !tightens ? undefined : { level, rules }
}
