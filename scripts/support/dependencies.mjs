import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BINARIES, CACHE_DIR, ROOT } from './paths.mjs'
import { elapsed, HelpfulError, run, runNode } from './run.mjs'

const STAMP = join(CACHE_DIR, 'dependencies')

/** Installs what the lock file names, unless that very lock file is installed already, and writes WXT's types. */
export async function ensureDependencies() {
  checkNode()
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  const start = performance.now()
  console.log('Installing dependencies ...')
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--prefer-offline'])
  if (code !== 0) throw new HelpfulError(`${output}\nnpm could not install the dependencies.`)
  await prepareTypes()
  mkdirSync(CACHE_DIR, { recursive: true })
  writeFileSync(STAMP, wanted)
  console.log(`Dependencies installed (${elapsed(start)}).`)
}

/** Types of the i18n keys and of WXT's aliases; they follow `locales/` and `wxt.config.ts`. */
export async function prepareTypes() {
  const { code, output } = await runNode(BINARIES.wxt, ['prepare'], { quiet: true })
  if (code !== 0) throw new HelpfulError(`${output}\nWXT could not read the project.`)
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    throw new HelpfulError(`Recount needs Node 20 or later, this is ${process.version}.`)
}

/** The installed set depends on the lock file and, through native packages, on the platform. */
function fingerprint() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  return `${hash} ${process.platform} ${process.arch}`
}

/**
 * npm without a question or a shell.
 *
 * @param {string[]} args
 */
export function npm(args) {
  // Inside `npm start` this is the very npm that runs us. Without it Windows would need a shell for `npm.cmd`.
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return runNode(script, args, { quiet: true })
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { quiet: true })
}
