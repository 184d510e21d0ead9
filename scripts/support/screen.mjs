/** A screen without a monitor, and a hand on its keyboard: for dialogs that no program can answer, and browsers that need a screen. */
import { execFileSync, spawn } from 'node:child_process'

/**
 * Why there can be no screen here; undefined where there can.
 *
 * @param {string[]} [programs]
 */
export function screenMissing(programs = ['Xvfb', 'xdotool']) {
  const missing = programs.filter((program) => !isInstalled(program))
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`
}

/**
 * @typedef {object} Screen
 * @property {string} display For the environment of what shall appear on it.
 * @property {(key: string) => void} press
 * @property {() => void} stop
 */

/**
 * Starts one on a free display number, which Xvfb chooses itself.
 *
 * @returns {Promise<Screen>}
 */
export async function startScreen() {
  const server = spawn('Xvfb', [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x900x24',
    '-nolisten',
    'tcp',
  ])
  /** @type {string} */
  const display = await new Promise((done, fail) => {
    server.stdout.once('data', (data) => done(`:${String(data).trim()}`))
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)))
  })
  return {
    display,
    press: (key) => {
      execFileSync('xdotool', ['key', key], { env: { ...process.env, DISPLAY: display } })
    },
    stop: () => server.kill(),
  }
}

/** @param {string} program */
function isInstalled(program) {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
