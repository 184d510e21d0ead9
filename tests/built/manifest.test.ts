import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildFolder } from '../../scripts/support/build.mjs'

/** Each permission of the published builds with what it is for. Another one needs its sentence here first. */
const PERMISSIONS = {
  activeTab: 'record the one tab in which the person clicked Record, without asking for its site',
  scripting: 'put the recorder into pages the person chose, at run time',
  storage: 'keep consent and settings',
  unlimitedStorage: 'keep recordings until the person deletes them',
  alarms: 'end idle sessions and delete old ones while the worker sleeps',
  webRequest: 'tell redirects, hidden status and reasons of failure of requests of recorded pages',
}

/** Of the extension's pages and its worker, each directive with its reason in `docs/permissions.md`. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline' blob:",
  'img-src': "'self' blob: data:",
  'font-src': "'self' blob: data:",
  'media-src': 'blob: data:',
  'connect-src': "'self' http: https:",
  'frame-src': "'self' blob:",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
}

/** Pages that show what was recorded. They may fetch nothing, whatever the worker may. */
const PLAYING = ['sessions.html', 'devtools-panel.html']

interface Manifest {
  manifest_version: number
  name: string
  permissions: string[]
  host_permissions?: string[]
  optional_host_permissions?: string[]
  content_scripts?: unknown[]
  web_accessible_resources?: unknown[]
  externally_connectable?: unknown
  content_security_policy: { extension_pages: string }
  background: { service_worker?: string; scripts?: string[] }
  browser_specific_settings?: { gecko: { id: string; strict_min_version: string } }
}

function manifestOf(target: 'chrome' | 'firefox' | 'automation'): Manifest {
  return JSON.parse(readFileSync(join(buildFolder(target), 'manifest.json'), 'utf8'))
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

describe.each(['chrome', 'firefox'] as const)('the published build for %s', (target) => {
  const manifest = manifestOf(target)

  it('is Manifest V3', () => {
    expect(manifest.manifest_version).toBe(3)
  })

  it('asks for these permissions at install and no other', () => {
    expect([...manifest.permissions].sort()).toEqual(Object.keys(PERMISSIONS).sort())
  })

  it('reaches no site at install', () => {
    expect(manifest.host_permissions ?? []).toEqual([])
  })

  it('may ask for web sites later, and only for those', () => {
    expect(manifest.optional_host_permissions).toEqual(['*://*/*'])
  })

  it('puts no script into any page by itself', () => {
    expect(manifest.content_scripts ?? []).toEqual([])
  })

  it('lets no page reach its files or its messages', () => {
    expect(manifest.web_accessible_resources ?? []).toEqual([])
    expect(manifest.externally_connectable).toBeUndefined()
  })

  it('has this policy and no looser one', () => {
    const policy = manifest.content_security_policy.extension_pages
    const directives = policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources.join(' ')]
    })
    expect(Object.fromEntries(directives)).toEqual(POLICY)
    expect(directives).toHaveLength(Object.keys(POLICY).length)
  })
})

describe('the published build for firefox', () => {
  it('has a fixed id and says from which version on it works', () => {
    const gecko = manifestOf('firefox').browser_specific_settings?.gecko
    expect(gecko?.id).toMatch(/@/)
    expect(Number.parseInt(gecko?.strict_min_version ?? '', 10)).toBeGreaterThanOrEqual(128)
  })

  it('has background scripts, which Firefox runs instead of a service worker', () => {
    expect(manifestOf('firefox').background.scripts).toHaveLength(1)
  })
})

describe('the automation build', () => {
  it('says in its name that it is not the published one', () => {
    expect(manifestOf('automation').name).toMatch(/automation/i)
  })

  it('differs from the published build in name and host permission alone', () => {
    const { name, host_permissions, ...rest } = manifestOf('automation')
    const { name: _, optional_host_permissions, ...published } = manifestOf('chrome')
    expect(rest).toEqual(published)
    expect(host_permissions).toEqual(optional_host_permissions)
  })
})

describe.each(['chrome', 'firefox', 'automation'] as const)('the files of %s', (target) => {
  const folder = buildFolder(target)
  const files = filesOf(folder)

  it('hold scripts in ASCII alone, because Chromium refuses some characters', () => {
    const wrong = files.filter(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
      (file) => file.endsWith('.js') && /[^\x00-\x7f]/.test(readFileSync(file, 'utf8')),
    )
    expect(wrong.map((file) => relative(folder, file))).toEqual([])
  })

  it.each(PLAYING)('keep %s, which plays recordings, from fetching anything', (page) => {
    const text = readFileSync(join(folder, page), 'utf8')
    const [, policy = ''] =
      /<meta[^>]+http-equiv="Content-Security-Policy"[^>]+content="([^"]+)"/i.exec(text) ?? []
    const connect = policy.split(';').find((each) => each.trim().startsWith('connect-src')) ?? ''
    expect(connect).not.toBe('')
    expect(connect).not.toMatch(/https?:|\*/)
  })

  it('load nothing from elsewhere', () => {
    const wrong = files.filter(
      (file) =>
        file.endsWith('.html') &&
        /(?:src|href)\s*=\s*["']?(?:https?:)?\/\//.test(readFileSync(file, 'utf8')),
    )
    expect(wrong.map((file) => relative(folder, file))).toEqual([])
  })

  it('include the two scripts that go into pages', () => {
    const scripts = files.map((file) => relative(folder, file).replaceAll('\\', '/'))
    expect(scripts).toEqual(
      expect.arrayContaining(['content-scripts/recorder.js', 'content-scripts/probe.js']),
    )
  })
})
