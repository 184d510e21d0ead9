import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleChange } from '../../format/events'
import { ruleChanges } from './trackProbeRules'

interface Rule {
  text: string
}

const textOf = (rule: Rule) => rule.text

/** Plays changes on the texts of a sheet, as a player does. */
function play(texts: string[], changes: RuleChange[]): string[] {
  let rules = [...texts]
  for (const change of changes) {
    if (change[0] === 'replace') rules = change[1] === '' ? [] : change[1].split('\n')
    else if (change[0] === 'insert') rules.splice(change[1][0] ?? 0, 0, change[2])
    else if (change[0] === 'delete') rules.splice(change[1][0] ?? 0, 1)
  }
  return rules
}

describe('changes of rules', () => {
  it('tells a sheet whole when it is not known yet', () => {
    const now = [{ text: 'a{}' }, { text: 'b{}' }]
    expect(ruleChanges(undefined, now, [], textOf)).toEqual([['replace', 'a{}\nb{}']])
  })

  it('tells one appended rule as one insert', () => {
    const before = [{ text: 'a{}' }, { text: 'b{}' }]
    const now = [...before, { text: 'c{}' }]
    expect(ruleChanges(before, now, [], textOf)).toEqual([['insert', [2], 'c{}']])
  })

  it('takes a rule that changed inside out and puts it in anew', () => {
    const rules = [{ text: 'a{}' }, { text: 'b{new}' }, { text: 'c{}' }]
    expect(ruleChanges(rules, rules, [1], textOf)).toEqual([
      ['delete', [1]],
      ['insert', [1], 'b{new}'],
    ])
  })

  it('says nothing where nothing changed', () => {
    const rules = [{ text: 'a{}' }]
    expect(ruleChanges(rules, rules, [], textOf)).toEqual([])
  })

  it('leads from any sheet to any other that was made of it', () => {
    const edit = fc.record({
      kind: fc.constantFrom('insert', 'delete', 'touch'),
      at: fc.nat({ max: 30 }),
    })
    fc.assert(
      fc.property(fc.nat({ max: 12 }), fc.array(edit, { maxLength: 25 }), (size, edits) => {
        const before: Rule[] = Array.from({ length: size }, (_, index) => ({ text: `r${index}` }))
        const texts = before.map(textOf)
        const now = [...before]
        const touched = new Set<Rule>()
        for (const [step, { kind, at }] of edits.entries()) {
          const index = at % (now.length + 1)
          const rule = now[index]
          if (kind === 'insert') now.splice(index, 0, { text: `n${step}` })
          else if (kind === 'delete') now.splice(index, 1)
          else if (rule) {
            rule.text += `t${step}`
            touched.add(rule)
          }
        }
        const indexes = now.flatMap((rule, index) => (touched.has(rule) ? [index] : []))
        expect(play(texts, ruleChanges(before, now, indexes, textOf))).toEqual(now.map(textOf))
      }),
    )
  })
})
