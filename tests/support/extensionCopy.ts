/** A copy of the automation build that a test may change: another script in its pages, another version. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFolder } from '../../scripts/support/build.mjs'

export interface ExtensionCopy {
  readonly folder: string
  /** As an update would: another version in the same place. The browser learns of it when it loads the folder again. */
  update(): void
  remove(): void
}

/** @param script Runs before the recorder, in its world, in every page of this machine. */
export function copyExtension(script?: string): ExtensionCopy {
  const root = mkdtempSync(join(tmpdir(), 'recount-copy-'))
  const folder = join(root, 'extension')
  cpSync(buildFolder('automation'), folder, { recursive: true })
  const file = join(folder, 'manifest.json')
  const edit = (change: (manifest: Record<string, unknown>) => void) => {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    change(manifest)
    writeFileSync(file, JSON.stringify(manifest))
  }
  if (script !== undefined) {
    writeFileSync(join(folder, 'before.js'), script)
    const matches = ['http://localhost/*', 'http://127.0.0.1/*']
    const entry = { matches, js: ['before.js'], run_at: 'document_start', all_frames: true }
    edit((manifest) => Object.assign(manifest, { content_scripts: [entry] }))
  }
  return {
    folder,
    update: () => edit((manifest) => Object.assign(manifest, { version: '99.0' })),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
