import { expect } from '@playwright/test'
import { describeReport } from '../torture/describeReport.mjs'
import { torture } from '../torture/torture.mjs'
import { test } from './fixtures'

/** Two minutes with all that belongs to it. `npm run soak` runs for half an hour. */
const MINUTES = 1.1
/** Every kind of fault comes within the first nine. */
const SEED = 439_856

test('nothing that was acked is lost while everything around the recorder breaks', async ({
  chromiumPath,
}) => {
  // Starting browsers anew takes its time on top of it.
  test.setTimeout((MINUTES + 3) * 60_000)
  const report = await torture({ executablePath: chromiumPath, seed: SEED, minutes: MINUTES })
  console.log(describeReport(report))
  expect(report.problems).toEqual([])
  expect(report.acked).toBeGreaterThan(50)
  expect(report.played).toBeGreaterThan(0)
  expect(Object.keys(report.faults)).toContain('SIGKILL')
})
