import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFolder } from '../../scripts/support/build.mjs'

/**
 * The automation build with one more content script, which stands between recorder and worker. Everything else is the
 * code people install.
 *
 * @param {{ logOrigin: string, spoiledShare: number }} options
 */
export function copyExtension({ logOrigin, spoiledShare }) {
  const root = mkdtempSync(join(tmpdir(), 'recount-torture-'))
  const folder = join(root, 'extension')
  cpSync(buildFolder('automation'), folder, { recursive: true })
  const middle = readFileSync(new URL('middle.js', import.meta.url), 'utf8')
  writeFileSync(
    join(folder, 'middle.js'),
    middle.replace('LOG_ORIGIN', logOrigin).replace('SPOILED_SHARE', String(spoiledShare)),
  )
  const file = join(folder, 'manifest.json')
  /** @param {(manifest: any) => void} change */
  const edit = (change) => {
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    change(manifest)
    writeFileSync(file, JSON.stringify(manifest, null, 2))
  }
  edit((manifest) => {
    manifest.content_scripts = [
      {
        matches: ['http://localhost/*', 'http://127.0.0.1/*'],
        js: ['middle.js'],
        run_at: 'document_start',
        all_frames: true,
      },
    ]
  })
  let version = 0
  return {
    folder,
    profile: join(root, 'profile'),
    /** As an update would: another version in the same place. */
    update: () =>
      edit((manifest) => {
        version += 1
        manifest.version = `${manifest.version.split('.').slice(0, 2).join('.')}.${100 + version}`
      }),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
