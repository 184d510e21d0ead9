import { expect } from '@playwright/test'
import { describeReport } from '../torture/describeReport.mjs'
import { torture } from '../torture/torture.mjs'
import { test } from './fixtures'

/** Long enough for each kind of fault to come at least once with this seed. `npm run soak` runs for half an hour. */
const MINUTES = 2
const SEED = 3

test('nothing that was acked is lost while everything around the recorder breaks', async ({
  chromiumPath,
}) => {
  // Starting browsers anew takes its time on top of it.
  test.setTimeout((MINUTES + 3) * 60_000)
  const report = await torture({ executablePath: chromiumPath, seed: SEED, minutes: MINUTES })
  console.log(describeReport(report))
  expect(report.problems).toEqual([])
  expect(report.compared).toBeGreaterThan(100)
  expect(report.played).toBeGreaterThan(0)
})
