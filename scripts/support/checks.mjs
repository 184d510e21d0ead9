import { join } from 'node:path'
import { countVitest } from './counts.mjs'
import { prepareTypes } from './dependencies.mjs'
import { BINARIES, CACHE_DIR } from './paths.mjs'
import { elapsed, runNode } from './run.mjs'

const UNIT_REPORT = join(CACHE_DIR, 'unit.json')

/**
 * Format, lint, types and unit tests, at the same time. Each prints its whole output when it is done.
 *
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runChecks() {
  await prepareTypes()
  const [unit, ...failures] = await Promise.all([
    countVitest(UNIT_REPORT, (args) => check('Unit tests', BINARIES.vitest, ['run', ...args])),
    check('Format and lint', BINARIES.biome, ['check', '.']),
    check('Types', BINARIES.tsc, ['--noEmit']),
  ])
  const failed = failures.filter((code) => code !== 0).length
  return { ...unit, failed: unit.failed + failed }
}

/**
 * @param {string} name
 * @param {string} script
 * @param {string[]} args
 */
async function check(name, script, args) {
  const start = performance.now()
  const { code, output } = await runNode(script, args, { quiet: true, env: { FORCE_COLOR: '0' } })
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${elapsed(start)})`)
  if (code !== 0) console.log(output.trimEnd())
  return code
}
