import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BINARIES, OUT_DIR, ROOT } from './paths.mjs'
import { elapsed, HelpfulError, runNode } from './run.mjs'

/** Each build, its folder and how WXT is asked for it. */
export const TARGETS = {
  chrome: { folder: 'chrome-mv3', args: ['-b', 'chrome', '--mv3'] },
  firefox: { folder: 'firefox-mv3', args: ['-b', 'firefox', '--mv3'] },
  automation: {
    folder: 'chrome-mv3-automation',
    args: ['-b', 'chrome', '--mv3', '--mode', 'automation'],
  },
}

/** @typedef {keyof typeof TARGETS} Target */

/** Everything a build is made from. */
const SOURCES = [
  'entrypoints',
  'components',
  'lib',
  'locales',
  'public',
  'wxt.config.ts',
  'tsconfig.json',
  'package-lock.json',
]

/**
 * @param {Target} target
 * @returns {string} Folder that a browser can load.
 */
export function buildFolder(target) {
  return join(OUT_DIR, TARGETS[target].folder)
}

/**
 * @param {Target} target
 * @returns {Promise<string>} The folder.
 */
export async function build(target) {
  const start = performance.now()
  const { code, output } = await runNode(BINARIES.wxt, ['build', ...TARGETS[target].args], {
    quiet: true,
  })
  if (code !== 0) throw new HelpfulError(`${output}\nThe ${target} build failed.`)
  console.log(`Built ${target} (${elapsed(start)}).`)
  return buildFolder(target)
}

/**
 * Builds only when a source is newer than the last build.
 *
 * @param {Target} target
 */
export async function ensureBuild(target) {
  const folder = buildFolder(target)
  const manifest = join(folder, 'manifest.json')
  const fresh = existsSync(manifest) && statSync(manifest).mtimeMs > newestSource()
  return fresh ? folder : build(target)
}

function newestSource() {
  return Math.max(...SOURCES.map((source) => newest(join(ROOT, source))))
}

/**
 * @param {string} path
 * @returns {number} Latest change in it, 0 where there is nothing.
 */
export function newest(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
