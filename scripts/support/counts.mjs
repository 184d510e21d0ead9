import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} left Tests that were left out, each with its reason.
 */

/**
 * Runs vitest and reads its own report.
 *
 * @param {string} report File for it.
 * @param {(args: string[]) => Promise<number>} runVitest Runs it with more arguments, answers with the exit code.
 * @returns {Promise<Counts>}
 */
export async function countVitest(report, runVitest) {
  prepareReport(report)
  const code = await runVitest([
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const found = read(report)
  return honest(code, {
    passed: found?.numPassedTests ?? 0,
    failed: found?.numFailedTests ?? 0,
    left: [],
  })
}

/**
 * Runs Playwright and reads its own report. A test that passed only when tried again counts as failed.
 *
 * @param {string} report
 * @param {(env: Record<string, string>) => Promise<number>} runPlaywright
 * @returns {Promise<Counts>}
 */
export async function countPlaywright(report, runPlaywright) {
  prepareReport(report)
  const code = await runPlaywright({ PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  const found = read(report)
  return honest(code, {
    passed: found?.stats.expected ?? 0,
    failed: (found?.stats.unexpected ?? 0) + (found?.stats.flaky ?? 0),
    left: (found?.suites ?? []).flatMap(leftOut),
  })
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    left: all.flatMap(({ left }) => left),
  }
}

/**
 * A runner that failed without a failed test (a file that does not load, no test at all) is a failure of its own.
 *
 * @param {number} code
 * @param {Counts} counts
 */
function honest(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @param {any} suite */
function leftOut(suite) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ test) => test.status === 'skipped')
      .map((/** @type {any} */ test) => {
        const reason = test.annotations.find((/** @type {any} */ note) => note.type === 'skip')
        return `${spec.title}: ${reason?.description ?? 'skipped'}`
      }),
  )
  return [...own, ...(suite.suites ?? []).flatMap(leftOut)]
}

/** @param {string} report */
function prepareReport(report) {
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
}

/** @param {string} report */
function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
}
