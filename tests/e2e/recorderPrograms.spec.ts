import { expect } from '@playwright/test'
import * as fc from 'fast-check'
import type { WalkLimits } from '../../lib/recorder/tree'
import { type DomProgram, domPrograms } from '../support/recorder/domProgram'
import { test } from '../support/recorder/test'

/** 200 in CI; a nightly run asks for 2,000. */
const RUNS = Number(process.env.RECOUNT_PROGRAMS ?? 200)

/** Programs that once showed a difference, kept for ever. */
const FOUND: { what: string; program: DomProgram }[] = [
  {
    what: 'an attribute of a node whose ancestor then moved to another document',
    program: [
      ['attribute', 26, 0, 13],
      ['create', 0, 12, 0],
      ['abroad', 10, 0, 9],
      ['create', 0, 0, 0],
    ],
  },
  {
    what: 'a change inside the shadow root of an element that became blocked',
    program: [
      ['shadow', 31, 0, 0],
      ['flush', 0, 0, 0],
      ['clone', 0, 0, 0],
      ['block', 2, 0, 0],
      ['swap', 50, 0, 0],
    ],
  },
  {
    what: 'a change of text whose parent moved into a blocked element',
    program: [
      ['block', 0, 0, 0],
      ['flush', 0, 0, 0],
      ['moveBefore', 19, 41, 0],
      ['text', 0, 0, 0],
    ],
  },
]

for (const { what, program } of FOUND) {
  test(`records ${what}`, async ({ page }) => {
    expect(await page.evaluate((steps) => window.recorderHarness.tryProgram(steps), program)).toBe(
      '',
    )
  })
}

const AT_ONCE = { records: 1, perNode: 0 }

/** As in the product, so small that most of a document is left to later walks, and compared instead of listened to. */
const LIMITS: { how: string; limits?: Partial<WalkLimits> }[] = [
  { how: 'in one walk' },
  { how: 'in walks of 5 nodes', limits: { nodes: 5, depth: 3 } },
  { how: 'swept from the first change on', limits: { floods: AT_ONCE } },
  { how: 'swept in walks of 5 nodes', limits: { nodes: 5, depth: 3, floods: AT_ONCE } },
]

for (const { how, limits } of LIMITS) {
  test(`records ${RUNS} random DOM programs as the document became, ${how}`, async ({ page }) => {
    test.setTimeout(60_000 + RUNS * 200)
    const property = fc.asyncProperty(domPrograms(), async (program) => {
      const found = await page.evaluate(
        ({ steps, some }) => window.recorderHarness.tryProgram(steps, some),
        { steps: program, some: limits },
      )
      if (found !== '') throw new Error(found.slice(0, 600))
    })
    // The same in every run, so that a change is judged by what it changed; RECOUNT_SEED hunts elsewhere.
    const seed = Number(process.env.RECOUNT_SEED ?? 20261124)
    await fc.assert(property, { numRuns: RUNS, seed })
  })
}
