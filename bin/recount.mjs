#!/usr/bin/env node
/** `npx recount`: bundles the command once (it is the extension's own TypeScript), then runs it. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'vite'
import { buildFolder, newest } from '../scripts/support/build.mjs'
import { CACHE_DIR, ROOT } from '../scripts/support/paths.mjs'

const newestChange = Math.max(
  ...['lib', 'scripts/cli', 'package-lock.json'].map((path) => newest(join(ROOT, path))),
)
const name = `recount-${Math.round(newestChange)}.mjs`
const file = join(CACHE_DIR, name)
if (!existsSync(file)) {
  await mkdir(CACHE_DIR, { recursive: true })
  await bundle({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: {
      outDir: CACHE_DIR,
      emptyOutDir: false,
      target: 'node20',
      ssr: join(ROOT, 'scripts/cli/recount.ts'),
      rollupOptions: { output: { entryFileNames: name } },
    },
  })
}

/** @returns {Promise<import('../lib/exporters/htmlFormat').PlayerAssets>} */
async function loadPlayer() {
  const folder = buildFolder('chrome')
  const read = (/** @type {string} */ path) => {
    const full = join(folder, path)
    if (!existsSync(full))
      throw new Error('The player is not built yet: run `npm run build` first.')
    return readFileSync(full, 'utf8')
  }
  return {
    script: read('standalone-player.js'),
    style: read('assets/standalone-player.css'),
    texts: JSON.parse(read('_locales/en/messages.json')),
  }
}

const { recount } = await import(pathToFileURL(file).href)
process.exitCode = await recount(process.argv.slice(2), {
  out: (/** @type {string} */ text) => process.stdout.write(`${text}\n`),
  error: (/** @type {string} */ text) => process.stderr.write(`${text}\n`),
  env: process.env,
  loadPlayer,
})
