/** `npm run looks`: takes the pictures anew that the views are compared with. Look at what changed before committing. */
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
  await runEndToEnd(await setUp(), ['uiLooks', '--update-snapshots=all'])
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
