/**
 * `npm run canaries:peers`: runs peers.spec.ts against a fresh build; arguments after `--` go to Playwright. The peers'
 * packages come first: `cd tests/bench && npm ci`.
 */
import { setUp } from '../../../scripts/setup.mjs'
import { runEndToEnd } from '../../../scripts/support/endToEnd.mjs'
import { command } from '../../../scripts/support/run.mjs'

const CONFIG = 'tests/bench/canaries/playwright.config.ts'

await command(async () => runEndToEnd(await setUp(), ['-c', CONFIG, ...process.argv.slice(2)]))
