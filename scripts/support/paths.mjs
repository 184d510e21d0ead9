import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where WXT writes its builds; `wxt.config.ts` reads the same variable. */
export const OUT_DIR = resolve(ROOT, process.env.RECOUNT_OUT_DIR ?? '.output')

/** Things the scripts keep between runs. Goes away with node_modules. */
export const CACHE_DIR = join(ROOT, 'node_modules/.cache/recount')

/**
 * The script behind a package's command. Started with node instead of through `npx`: no shell, no second npm, the same
 * on Windows.
 */
export const BINARIES = {
  wxt: join(ROOT, 'node_modules/wxt/bin/wxt.mjs'),
  biome: join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
  tsc: join(ROOT, 'node_modules/typescript/bin/tsc'),
  vitest: join(ROOT, 'node_modules/vitest/vitest.mjs'),
  playwright: join(ROOT, 'node_modules/@playwright/test/cli.js'),
}
