/**
 * `npm run exports:cypress`: the exported Cypress test against the types of Cypress itself. They come from npm and are no
 * dependency of the project; its browser comes from elsewhere and is not needed for them.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, npm } from './support/dependencies.mjs'
import { BINARIES, CACHE_DIR, ROOT } from './support/paths.mjs'
import { command, HelpfulError, runNode } from './support/run.mjs'

const FOLDER = join(CACHE_DIR, 'cypress')
const CYPRESS = 'cypress@15'

await command(async () => {
  await ensureDependencies()
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }')
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  const installed = await npm(['install', '--prefix', FOLDER, ...quietly, CYPRESS])
  if (installed.code !== 0) throw new HelpfulError(installed.output)
  copyFileSync(join(ROOT, 'tests/golden/shop.cy.ts.txt'), join(FOLDER, 'shop.cy.ts'))
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: ['cypress'],
  }
  const config = JSON.stringify({ compilerOptions, files: ['shop.cy.ts'] })
  writeFileSync(join(FOLDER, 'tsconfig.json'), config)
  const { code } = await runNode(BINARIES.tsc, ['-p', FOLDER])
  if (code === 0) console.log('The exported Cypress test fits the types of Cypress.')
  return code
})
