/**
 * `npm run exports:apps`: visits applications from npm, exports each visit as a Playwright test, and runs
 * it; and looks whether what is on show in them is found again.
 */
import { setUp } from './setup.mjs'
import { runEndToEnd } from './support/endToEnd.mjs'
import { command } from './support/run.mjs'

await command(async () => {
  process.env.RECOUNT_ALL_APPS = '1'
  return await runEndToEnd(await setUp(), [
    'exports/apps.spec',
    'locators.spec',
    ...process.argv.slice(2),
  ])
})
