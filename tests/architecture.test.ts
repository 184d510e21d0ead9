import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')

/** Who may import whom, type-only imports included. Each folder may import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  format: [],
  platform: [],
  crypto: ['platform'],
  signals: ['format'],
  privacy: ['format', 'platform'],
  leaks: ['format', 'privacy'],
  messages: ['format', 'platform'],
  consent: ['format', 'platform'],
  probe: ['format', 'platform', 'messages'],
  recorder: ['format', 'platform', 'messages', 'privacy', 'consent', 'signals', 'transport'],
  transport: ['format', 'platform', 'messages'],
  replay: ['format', 'platform'],
  vault: ['platform', 'crypto'],
  store: ['format', 'platform', 'crypto', 'vault', 'replay'],
  player: ['format', 'platform', 'replay'],
  exporters: ['format', 'platform', 'crypto', 'signals', 'leaks'],
  automation: ['format', 'platform', 'crypto', 'messages'],
  background: [
    'format',
    'platform',
    'messages',
    'consent',
    'transport',
    'store',
    'exporters',
    'leaks',
    'automation',
    'privacy',
  ],
  remask: ['format', 'platform', 'privacy', 'store'],
  components: [
    'remask',
    'format',
    'platform',
    'crypto',
    'messages',
    'store',
    'player',
    'exporters',
    'signals',
    'leaks',
    'consent',
    'privacy',
    'automation',
  ],
}

/** Packages that only their owners may import. */
const PACKAGE_OWNERS: Record<string, string[]> = {
  dexie: ['store'],
  'rrweb-snapshot': ['recorder', 'player'],
  preact: ['components', 'entrypoints'],
  '@preact/signals': ['components', 'entrypoints'],
  'wxt/browser': ['vault', 'messages', 'background', 'automation', 'components', 'entrypoints'],
  'webextension-polyfill': [],
}

/** The probe shares one file with the other side of its channel and nothing else. */
const PROBE_MESSAGES = 'lib/messages/pageBridge'

interface Import {
  file: string
  folder: string
  specifier: string
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path
  }
}

function folderOf(path: string): string {
  const parts = relative(ROOT, path).split('/')
  return parts[0] === 'lib' ? (parts[1] ?? '') : (parts[0] ?? '')
}

function imports(): Import[] {
  const found: Import[] = []
  for (const top of ['lib', 'components', 'entrypoints']) {
    if (!existsSync(join(ROOT, top))) continue
    for (const file of sourceFiles(join(ROOT, top))) {
      const text = readFileSync(file, 'utf8')
      for (const match of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
        found.push({ file, folder: folderOf(file), specifier: match[1] ?? '' })
      }
    }
  }
  return found
}

describe('architecture', () => {
  it('imports only in the allowed directions', () => {
    const wrong: string[] = []
    for (const { file, folder, specifier } of imports()) {
      if (!specifier.startsWith('.')) continue
      const target = resolve(dirname(file), specifier)
      const targetFolder = folderOf(target)
      if (targetFolder === folder || targetFolder === '..' || folder === 'entrypoints') continue
      if (targetFolder === 'locales') continue
      const allowed = MAY_IMPORT[folder] ?? []
      if (!allowed.includes(targetFolder)) {
        wrong.push(`${relative(ROOT, file)} must not import ${targetFolder}`)
      }
      if (folder === 'probe' && targetFolder === 'messages') {
        if (!relative(ROOT, target).startsWith(PROBE_MESSAGES)) {
          wrong.push(`${relative(ROOT, file)} may import only pageBridge from messages`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('imports packages only in their owners', () => {
    const wrong: string[] = []
    for (const { file, folder, specifier } of imports()) {
      for (const [name, owners] of Object.entries(PACKAGE_OWNERS)) {
        if (specifier !== name && !specifier.startsWith(`${name}/`)) continue
        if (!owners.includes(folder)) wrong.push(`${relative(ROOT, file)} must not import ${name}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('knows every folder of lib', () => {
    const folders = readdirSync(join(ROOT, 'lib'))
    expect(folders.filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
  })
})
