import { actionKey, comparableSteps, outcomeKey } from './compareStories'
import type { Step } from './step'
import type { Story } from './story'

/** One line of two visits side by side. One side is absent where only the other visit has the step. */
export interface StepPair {
  before: Step | undefined
  after: Step | undefined
  /** `outcome`: the same was done and something else came of it. */
  differs: 'no' | 'outcome' | 'missing' | 'added'
}

/** The table of the alignment grows with the product of both: beyond this, steps are paired by their place. */
const MOST_CELLS = 1_000_000

/**
 * Pairs the steps of two visits so that as many as possible stand beside their equal (longest common subsequence), in
 * the order of both.
 */
export function alignSteps(before: Story, after: Story): StepPair[] {
  const first = comparableSteps(before)
  const second = comparableSteps(after)
  if (first.length * second.length > MOST_CELLS) return byPlace(first, second)
  const keys = first.map(actionKey)
  const otherKeys = second.map(actionKey)
  const lengths = commonLengths(keys, otherKeys)
  const pairs: StepPair[] = []
  let i = 0
  let j = 0
  while (i < first.length || j < second.length) {
    const one = first[i]
    const other = second[j]
    if (one && other && keys[i] === otherKeys[j]) {
      pairs.push(pairOf(one, other))
      i++
      j++
    } else if (one && (!other || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pairs.push({ before: one, after: undefined, differs: 'missing' })
      i++
    } else {
      pairs.push({ before: undefined, after: other, differs: 'added' })
      j++
    }
  }
  return pairs
}

/** Row i, column j: how many steps the rests of both from there on have in common. */
function commonLengths(keys: string[], otherKeys: string[]): Uint32Array[] {
  const width = otherKeys.length + 1
  const rows = Array.from({ length: keys.length + 1 }, () => new Uint32Array(width))
  for (let i = keys.length - 1; i >= 0; i--) {
    const row = rows[i] ?? new Uint32Array(width)
    for (let j = otherKeys.length - 1; j >= 0; j--) {
      row[j] =
        keys[i] === otherKeys[j]
          ? at(rows, i + 1, j + 1) + 1
          : Math.max(at(rows, i + 1, j), at(rows, i, j + 1))
    }
  }
  return rows
}

function at(rows: Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0
}

function pairOf(before: Step, after: Step): StepPair {
  return { before, after, differs: outcomeKey(before) === outcomeKey(after) ? 'no' : 'outcome' }
}

function byPlace(first: Step[], second: Step[]): StepPair[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index): StepPair => {
    const before = first[index]
    const after = second[index]
    if (!before || !after) return { before, after, differs: before ? 'missing' : 'added' }
    if (actionKey(before) === actionKey(after)) return pairOf(before, after)
    return { before, after, differs: 'outcome' }
  })
}
