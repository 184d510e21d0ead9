import type { RuleChange } from '../../format/events'

/**
 * What turns the rules `before` into `now`. Rules never change their order, so what stays stays in line; a rule that was
 * changed inside (`touched`, indexes into `now`) is taken out and put in anew.
 */
export function ruleChanges<Rule extends object>(
  before: readonly Rule[] | undefined,
  now: readonly Rule[],
  touched: readonly number[],
  textOf: (rule: Rule) => string,
): RuleChange[] {
  // -1: more was touched than could be named.
  if (before === undefined || touched.includes(-1)) return [replace(now, textOf)]
  const changed = new Set(touched.map((index) => now[index]))
  let start = 0
  while (start < before.length && before[start] === now[start] && !changed.has(now[start])) start++
  let endBefore = before.length
  let endNow = now.length
  while (
    endBefore > start &&
    endNow > start &&
    before[endBefore - 1] === now[endNow - 1] &&
    !changed.has(now[endNow - 1])
  ) {
    endBefore--
    endNow--
  }
  const kept = new Set(now.slice(start, endNow).filter((rule) => !changed.has(rule)))
  const changes: RuleChange[] = []
  const stays: Rule[] = []
  for (let index = endBefore - 1; index >= start; index--) {
    const rule = before[index]
    if (rule === undefined) continue
    if (kept.has(rule)) stays.unshift(rule)
    else changes.push(['delete', [index]])
  }
  let next = 0
  for (let index = start; index < endNow; index++) {
    const rule = now[index]
    if (rule === undefined) continue
    if (rule === stays[next]) next++
    else changes.push(['insert', [index], textOf(rule)])
  }
  // Nothing stayed and much is new: whole is shorter than piece by piece.
  return changes.length > now.length + 1 ? [replace(now, textOf)] : changes
}

function replace<Rule>(rules: readonly Rule[], textOf: (rule: Rule) => string): RuleChange {
  return ['replace', rules.map(textOf).join('\n')]
}
