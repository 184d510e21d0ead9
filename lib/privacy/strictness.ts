import { type MaskRule, type Policy, PRIVACY_LEVELS, type PrivacyLevel } from '../format/settings'

/** 0 is the strictest. */
function rank(level: PrivacyLevel): number {
  return PRIVACY_LEVELS.indexOf(level)
}

export function isStricterLevel(level: PrivacyLevel, than: PrivacyLevel): boolean {
  return rank(level) < rank(than)
}

/** Surely masks all that the other masks: no looser level, no rule less that masks, no rule more that allows. */
export function isAtLeastAsStrict(policy: Policy, other: Policy): boolean {
  if (rank(policy.level) > rank(other.level)) return false
  if (other.anonymous && !policy.anonymous) return false
  const masks = (rule: MaskRule) => rule.effect !== 'allow'
  return (
    other.rules.filter(masks).every((rule) => has(policy.rules, rule)) &&
    policy.rules.every((rule) => masks(rule) || has(other.rules, rule))
  )
}

function has(rules: readonly MaskRule[], rule: MaskRule): boolean {
  return rules.some(({ selector, effect }) => selector === rule.selector && effect === rule.effect)
}
