/** `npm run test:e2e`: the end-to-end tests; arguments after `--` go to Playwright. */
import { setUp } from './setup.mjs'
import { runEndToEnd } from './support/endToEnd.mjs'
import { command } from './support/run.mjs'

await command(async () => runEndToEnd(await setUp(), process.argv.slice(2)))
