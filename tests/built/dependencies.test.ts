import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/support/paths.mjs'

interface Package {
  version?: string
  license?: string
  resolved?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> }
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

/** Licences that allow use in an MIT project without a duty beyond naming them. */
const PERMISSIVE =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Python-2\.0|Zlib|WTFPL)(?:\s+(?:AND|OR)\s+[\w.-]+)*\)?$/

/** Copyleft of single files, which stay as they are: each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  'webextension-polyfill': "MPL-2.0, shipped unchanged; the user's choice of stack",
  dompurify: 'MPL-2.0 or Apache-2.0, at choice; in an application that tests record',
  'axe-core': 'MPL-2.0, unchanged, in tests alone',
  lightningcss: 'MPL-2.0, unchanged, used by the bundler alone',
}

describe('dependencies', () => {
  it('each have a line in docs/dependencies.md', () => {
    const page = read('docs/dependencies.md')
    const named = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('are pinned by the lock file with the hash of their bytes', () => {
    const loose = installed.filter(([path, { integrity }]) => !integrity && !path.includes('link'))
    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('are under licences that permit it', () => {
    const wrong = installed.filter(([path, { license }]) => {
      const name = path.replace(/^.*node_modules\//, '')
      const isExcepted = Object.keys(EXCEPTIONS).some(
        (each) => name === each || name.startsWith(`${each}-`),
      )
      return !isExcepted && !PERMISSIVE.test(license ?? '')
    })
    expect(wrong.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).toEqual([])
  })

  it('that are shipped are only those of the list', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual([
      '@preact/signals',
      'dexie',
      'fflate',
      'preact',
      'rrweb-snapshot',
      'web-vitals',
      'webextension-polyfill',
    ])
  })
})
