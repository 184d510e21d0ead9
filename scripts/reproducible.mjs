/** `npm run reproducible`: builds twice and compares every byte. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { TARGETS } from './support/build.mjs'
import { BINARIES } from './support/paths.mjs'
import { command, HelpfulError, runNode } from './support/run.mjs'

await command(async () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'recount-build-')))
  try {
    for (const target of [TARGETS.chrome, TARGETS.firefox]) {
      for (const folder of folders) {
        const { code, output } = await runNode(BINARIES.wxt, ['build', ...target.args], {
          quiet: true,
          env: { RECOUNT_OUT_DIR: folder },
        })
        if (code !== 0) throw new HelpfulError(output)
      }
    }
    const [first = [], second = []] = folders.map(filesOf)
    if (first.join() !== second.join()) throw new HelpfulError('The builds hold different files.')
    const differing = first.filter((path) => {
      const [one, other] = folders.map((folder) => readFileSync(join(folder, path)))
      return !one || !other || !one.equals(other)
    })
    if (differing.length > 0) throw new HelpfulError(`Different bytes: ${differing.join(', ')}`)
    console.log(`${first.length} files, the same bytes in both builds.`)
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
})

/** @param {string} folder */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
