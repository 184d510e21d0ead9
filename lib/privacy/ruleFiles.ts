/** Masking rules as a file, to pass from one browser to another. */
import type { MaskRule, PrivacyLevel } from '../format/settings'
import { readMaskRules } from '../format/settingsSchema'
import { findRuleProblems } from './rules'

const FORMAT = 'recount-rules'
const VERSION = 1

export interface RuleFile {
  format: typeof FORMAT
  version: number
  /** Where they were made: for the reader; they can be imported anywhere. */
  origin: string
  level?: PrivacyLevel
  rules: MaskRule[]
}

export function writeRuleFile(origin: string, rules: MaskRule[], level?: PrivacyLevel): string {
  const file: RuleFile = { format: FORMAT, version: VERSION, origin, level, rules }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Reads a file of ours or a bare list of rules. Throws an error that says to the person what is wrong. */
export function readRuleFile(text: string): MaskRule[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('This file is not JSON.')
  }
  const list = Array.isArray(value) ? value : memberOf(value, 'rules')
  if (!Array.isArray(list)) throw new Error('This file holds no list of rules.')
  const version = memberOf(value, 'version')
  if (!Array.isArray(value) && typeof version === 'number' && version > VERSION)
    throw new Error('This file was made by a newer version of Recount. Update it first.')
  const wrong = list.findIndex((rule) => readMaskRules([rule]) === undefined)
  if (wrong >= 0)
    throw new Error(
      `Rule ${wrong + 1} needs a selector and one of the effects mask, block, allow and ignore.`,
    )
  const rules = readMaskRules(list)
  if (!rules) throw new Error('These are more rules than one site can have.')
  const [problem] = findRuleProblems(rules)
  if (problem) throw new Error(problem.message)
  return rules
}

/** What is imported comes first; of two rules with one selector the imported one stays. */
export function mergeRules(present: readonly MaskRule[], added: readonly MaskRule[]): MaskRule[] {
  const merged = new Map<string, MaskRule>()
  for (const rule of [...added, ...present]) {
    if (!merged.has(rule.selector)) merged.set(rule.selector, rule)
  }
  return [...merged.values()]
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}
