/** `npm test`: everything, from lint to end-to-end. Ends with one line `N passed, N failed`. */
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { build } from './support/build.mjs'
import { runChecks } from './support/checks.mjs'
import { countVitest, sum } from './support/counts.mjs'
import { runAllEndToEnd } from './support/endToEnd.mjs'
import { BINARIES, CACHE_DIR, ROOT } from './support/paths.mjs'
import { command, elapsed, HelpfulError, runNode } from './support/run.mjs'

const FAILURE = { passed: 0, failed: 1, left: [] }

await command(async () => {
  const start = performance.now()
  heading('Set-up')
  const chromium = await setUp()

  heading('Builds, soak, format, lint, types, unit tests')
  const automation = await inTurn([() => buildAll(['automation'])])
  // The soak waits more than it works, so it costs no time here; and what it promises holds on a busy machine.
  const soaked = automation.failed > 0 ? automation : inTurn([soak])
  const builds = await inTurn([() => buildAll(['chrome', 'firefox']), testBuilds])
  const checks = await runChecks()
  const beforeEndToEnd = sum([await soaked, builds, checks])

  heading('End-to-end tests')
  const endToEnd = await inTurn([() => runAllEndToEnd(chromium)])

  const { passed, failed, left } = sum([beforeEndToEnd, endToEnd])
  heading(`Done in ${elapsed(start)}`)
  for (const line of left) console.log(`Left out, not counted: ${line}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

/** @param {import('./support/build.mjs').Target[]} targets */
async function buildAll(targets) {
  for (const target of targets) await build(target)
  return { passed: 0, failed: 0, left: [] }
}

/** Two minutes of faults, see tests/torture. The row of faults is the same each time, their moments are not. */
async function soak() {
  const start = performance.now()
  const seed = process.env.RECOUNT_SEED ?? '439856'
  const args = ['--minutes', '2', '--seed', seed]
  const { code, output } = await runNode(join(ROOT, 'tests/torture/run.mjs'), args, { quiet: true })
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} Soak (${elapsed(start)})`)
  if (code !== 0) console.log(output.trimEnd())
  return code === 0 ? { passed: 1, failed: 0, left: [] } : FAILURE
}

/** What the builds hold: manifests, permissions, encoding. */
function testBuilds() {
  return countVitest(join(CACHE_DIR, 'built.json'), async (args) => {
    const config = ['run', '--config', 'tests/built/vitest.config.ts', ...args]
    return (await runNode(BINARIES.vitest, config)).code
  })
}

/**
 * Runs steps that need each other; one that throws is a failure and ends the row.
 *
 * @param {(() => Promise<import('./support/counts.mjs').Counts>)[]} steps
 */
async function inTurn(steps) {
  const counts = []
  for (const step of steps) {
    try {
      counts.push(await step())
    } catch (error) {
      console.error(error instanceof HelpfulError ? error.message : error)
      counts.push(FAILURE)
      break
    }
  }
  return sum(counts)
}

/** @param {string} text */
function heading(text) {
  console.log(`\n== ${text}`)
}
