import type { PrivacyLevel, Settings, SiteSettings } from '../format/settings'
import { type PageRequest, stricter } from './pageRequest'
import { matchUrl, type UrlMatcher } from './urlRules'

export interface ConsentQuestion {
  /** Of the page in the tab. */
  url: string
  /** The browser lets us reach the page: a host permission, or the person's click under `activeTab`. */
  granted: boolean
  site: SiteSettings | undefined
  settings: Settings
  /** Record was chosen for this tab, by the person or by the program that drives the automation object. */
  explicit?: { privacy?: PrivacyLevel }
  /** The answer to the banner of this page. */
  answer?: 'yes' | 'no'
  doNotTrack: boolean
  globalPrivacyControl: boolean
  pageRequest?: PageRequest
  /** Drawn once per visit, 0 to 1. */
  sample: number
  /** What is stored for the origin. */
  siteBytes: number
}

export type RefusalReason =
  | 'no-page'
  | 'never'
  | 'excluded-url'
  | 'no-grant'
  | 'undecided'
  | 'ask'
  | 'declined'
  | 'capture-off'
  | 'page-off'
  | 'tracking-wish'
  | 'not-sampled'
  | 'budget'

export type Decision =
  | {
      record: true
      level: PrivacyLevel
      anonymous: boolean
      reason: 'explicit' | 'consent' | 'answered'
    }
  | { record: false; reason: RefusalReason }

/** Is this page recorded, at which level, and why? The only place that decides. */
export function decide(question: ConsentQuestion, matches?: UrlMatcher): Decision {
  const { site, settings, explicit, pageRequest } = question
  if (!/^(https?|file):/.test(question.url)) return refuse('no-page')
  if (site?.consent === 'never') return refuse('never')
  const rules = [...settings.urlRules, ...(site?.urlRules ?? [])]
  const verdict = matchUrl(rules, question.url, matches)
  if (verdict.effect === 'exclude') return refuse('excluded-url')
  if (!question.granted) return refuse('no-grant')
  const base = verdict.rule?.privacy ?? site?.privacy ?? settings.privacy
  if (explicit) {
    const level = explicit.privacy ?? base
    return { record: true, level, anonymous: false, reason: 'explicit' }
  }
  const refusal = refusalWithoutClick(question, verdict.rule?.sampleRate)
  if (refusal) return refuse(refusal)
  const anonymous = wishesNoTracking(question) && settings.trackingWish === 'anonymous'
  const asked = pageRequest?.privacy ? stricter(base, pageRequest.privacy) : base
  return {
    record: true,
    level: anonymous ? 'mask-all' : asked,
    anonymous,
    reason: site?.consent === 'ask' ? 'answered' : 'consent',
  }
}

/** What else must hold where nobody clicked Record. */
function refusalWithoutClick(
  question: ConsentQuestion,
  ruleRate: number | undefined,
): RefusalReason | undefined {
  const { site, settings, pageRequest } = question
  if (site?.consent === undefined) return 'undecided'
  if (site.captureLevel === 'off') return 'capture-off'
  if (wishesNoTracking(question) && settings.trackingWish === 'off') return 'tracking-wish'
  // Where the page may speak it has to: without its word nothing is recorded.
  if (site.pageApi && pageRequest?.recording !== 'on') return 'page-off'
  const asksItself = site.consent === 'ask' && !site.pageApi
  if (asksItself && question.answer === 'no') return 'declined'
  if (asksItself && question.answer !== 'yes') return 'ask'
  if (settings.siteBudgetBytes > 0 && question.siteBytes >= settings.siteBudgetBytes)
    return 'budget'
  const asked = site.pageApi ? pageRequest : undefined
  const rate = Math.min(ruleRate ?? site.sampleRate ?? 1, asked?.sampleRate ?? 1)
  if (!asked?.force && question.sample >= rate) return 'not-sampled'
  return undefined
}

function wishesNoTracking(question: ConsentQuestion): boolean {
  return question.doNotTrack || question.globalPrivacyControl
}

function refuse(reason: RefusalReason): Decision {
  return { record: false, reason }
}
