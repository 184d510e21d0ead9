/**
 * `npm run looks`: compares every view with its picture in `tests/looks`. With `-- --update` it takes them anew: look at
 * what changed before committing. Why it is not part of `npm test`: CONTRIBUTING.md.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { runEndToEnd } from './support/endToEnd.mjs'
import { ROOT } from './support/paths.mjs'
import { command } from './support/run.mjs'

/** Colours kept: enough to see every change of a view, a third of the bytes in the repository. */
const COLOURS = '128'

await command(async () => {
  const isUpdate = process.argv.includes('--update')
  const args = ['uiLooks', ...(isUpdate ? ['--update-snapshots=all'] : [])]
  const code = await runEndToEnd(await setUp(), args, { RECOUNT_LOOKS: 'compare' })
  if (!isUpdate || code !== 0) return code
  const folder = join(ROOT, 'tests/looks')
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    try {
      execFileSync('convert', [path, '+dither', '-colors', COLOURS, '-strip', `PNG8:${path}`])
    } catch {
      console.log('ImageMagick is not here: the pictures stay as they are, which is larger.')
      break
    }
  }
})
