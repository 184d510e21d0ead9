/**
 * npm run soak -- [--minutes 30] [--seed N] [--only "worker stop,SIGKILL"] [--count N] [--spoiled 0.1]
 *
 * Records a page that keeps its own log while everything around it breaks, and compares. Leaves with 1 when an acked
 * event is missing, anything is stored twice, out of order or changed, or more is lost than docs/guarantees.md says.
 */
import { parseArgs } from 'node:util'
import { setUp } from '../../scripts/setup.mjs'
import { ensureBuild } from '../../scripts/support/build.mjs'
import { command, HelpfulError } from '../../scripts/support/run.mjs'

await command(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string' },
      count: { type: 'string' },
      spoiled: { type: 'string', default: '0.1' },
    },
  })
  const chromium = await setUp()
  await ensureBuild('automation')
  const { ALL_FAULTS, torture } = await import('./torture.mjs')
  const { describeReport } = await import('./describeReport.mjs')
  const names = values.only?.split(',').map((name) => name.trim())
  const unknown = names?.find((name) => !(name in ALL_FAULTS))
  if (unknown)
    throw new HelpfulError(`"${unknown}" is not one of ${Object.keys(ALL_FAULTS).join(', ')}`)
  const seed = Number(values.seed)
  console.log(`Seed ${seed}`)
  const report = await torture({
    executablePath: chromium.path,
    seed,
    minutes: Number(values.minutes),
    ...(values.count ? { count: Number(values.count) } : {}),
    ...(names ? { faults: Object.fromEntries(names.map((name) => [name, 1])) } : {}),
    spoiledShare: Number(values.spoiled),
    say: console.log,
  })
  console.log(describeReport(report))
  return report.problems.length > 0 ? 1 : 0
})
