import { spawn } from 'node:child_process'
import { ROOT } from './paths.mjs'

/**
 * @typedef {object} RunOptions
 * @property {boolean} [quiet] Collect the output instead of showing it.
 * @property {Record<string, string | undefined>} [env] Added to the environment.
 * @property {number} [timeoutMs]
 */

/**
 * Runs a program to its end, without standard input: nothing here may ever wait for an answer.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} Never rejects: a program that cannot be started has code 127.
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, WXT_TELEMETRY: '0', SCARF_ANALYTICS: 'false', ...options.env },
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
      timeout: options.timeoutMs,
    })
    let output = ''
    child.stdout?.on('data', (data) => (output += data))
    child.stderr?.on('data', (data) => (output += data))
    child.on('error', (error) => done({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/**
 * Runs a node script of a dependency.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options)
}

/** A failure the person can act on: shown as its message alone, without a stack. */
export class HelpfulError extends Error {}

/**
 * The frame of every command: shows what went wrong as a sentence and leaves with the right code.
 *
 * @param {() => Promise<number | void>} main Resolves to the exit code.
 */
export async function command(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(error instanceof HelpfulError ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

/**
 * @param {number} since Of `performance.now()`.
 * @returns {string} Like `3.2 s`.
 */
export function elapsed(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
