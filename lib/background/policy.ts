import type { Decision } from '../consent/decide'
import { stricter } from '../consent/pageRequest'
import type { MaskRule, Policy, SiteSettings } from '../format/settings'

/** Nothing of the document is serialized, and nothing done in it: what is left are timings, requests and errors. */
const NO_DOCUMENT: MaskRule = { selector: ':root', effect: 'block' }

type Recorded = Extract<Decision, { record: true }>

/** What applies to the top document. */
export function topPolicy(decision: Recorded, site: SiteSettings | undefined): Policy {
  const isBare = site?.captureLevel === 'performance' && decision.reason !== 'explicit'
  const rules = isBare ? [NO_DOCUMENT] : (site?.rules ?? [])
  const policy: Policy = { level: decision.level, rules }
  return decision.anonymous ? { ...policy, anonymous: true } : policy
}

/**
 * What applies to a frame of another origin: never opener than the page around it, never opener than its own site's
 * level; rules of both, but what the page around it allows or stops ignoring is not allowed in somebody else's frame.
 */
export function framePolicy(top: Policy, frameSite: SiteSettings | undefined): Policy {
  const level = frameSite?.privacy ? stricter(top.level, frameSite.privacy) : top.level
  const inherited = top.rules.filter((rule: MaskRule) => rule.effect !== 'allow')
  return { ...top, level, rules: [...(frameSite?.rules ?? []), ...inherited] }
}
