import * as fc from 'fast-check'
import { domPrograms } from '../support/recorder/domProgram'
import { test } from '../support/recorder/test'

/** 100 in CI; a nightly run asks for more. */
const RUNS = Number(process.env.RECOUNT_PROGRAMS ?? 100)

const RULES = [
  { selector: '.private p', effect: 'mask' },
  { selector: 'section:has(.flag) b, .flag + *', effect: 'mask' },
  { selector: 'li:nth-child(2)', effect: 'ignore' },
  { selector: '.other .flag', effect: 'block' },
]

/** Compared from the first change on instead of listened to. */
const SWEPT = { floods: { records: 1, perNode: 0 } }

for (const level of ['mask-user-input', 'allow', 'mask-all'])
  test(`at ${level}, ${RUNS} random programs leave behind what a snapshot of their end holds`, async ({
    page,
  }) => {
    test.setTimeout(60_000 + RUNS * 200)
    const policy = { level, rules: RULES, key: 'k' }
    const property = fc.asyncProperty(domPrograms(), fc.boolean(), async (program, isSwept) => {
      const found = await page.evaluate(
        ({ steps, given, limits }) => window.recorderHarness.tryMasking(steps, given, limits),
        { steps: program, given: policy, limits: isSwept ? SWEPT : undefined },
      )
      if (found !== '') throw new Error(found.slice(0, 600))
    })
    // The same in every run, so that a change is judged by what it changed; RECOUNT_SEED hunts elsewhere.
    const seed = Number(process.env.RECOUNT_SEED ?? 20261124)
    await fc.assert(property, { numRuns: RUNS, seed })
  })
