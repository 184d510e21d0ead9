import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from './settings'
import { parseSettings, parseSite } from './settingsSchema'

describe('parseSettings', () => {
  it('answers the defaults for nothing at all', () => {
    for (const value of [undefined, null, 7, 'x', []])
      expect(parseSettings(value)).toEqual({ settings: DEFAULT_SETTINGS, broken: [] })
  })

  it('reads back what it wrote', () => {
    const settings = { ...DEFAULT_SETTINGS, idleMinutes: 5, trackingWish: 'off' as const }
    const copy: unknown = JSON.parse(JSON.stringify(settings))
    expect(parseSettings(copy)).toEqual({ settings, broken: [] })
  })

  it('keeps good values beside a broken one and names the broken one', () => {
    const { settings, broken } = parseSettings({ idleMinutes: -1, maxHours: 2, privacy: 'all' })
    expect(broken.sort()).toEqual(['idleMinutes', 'privacy'])
    expect(settings).toMatchObject({ idleMinutes: 15, maxHours: 2, privacy: 'mask-all' })
  })

  it('excludes everything where the URL rules cannot be read', () => {
    const { settings, broken } = parseSettings({ urlRules: [{ pattern: 'https://a/*' }] })
    expect(broken).toEqual(['urlRules'])
    expect(settings.urlRules).toEqual([{ pattern: '*://*:*/*', effect: 'exclude' }])
  })

  it('upgrades older versions, and does not guess at newer ones', () => {
    const old = { version: 1, idleMinutes: 5, capture: { console: false } }
    const { settings, broken } = parseSettings(old)
    expect(broken).toEqual([])
    expect(settings).toMatchObject({ version: 2, idleMinutes: 5, continueAfterRestart: false })
    expect(settings.capture).toMatchObject({ console: false, errors: true })
    const newer = parseSettings({ version: 99, idleMinutes: 5, privacy: 'allow' })
    expect(newer.broken).toEqual(['version'])
    expect(newer.settings).toMatchObject({ idleMinutes: 15, privacy: 'mask-all' })
    expect(newer.settings.urlRules).toEqual([{ pattern: '*://*:*/*', effect: 'exclude' }])
    for (const version of [0, -1, 1.5, 'x', null])
      expect(parseSettings({ version, idleMinutes: 5 }).settings.idleMinutes).toBe(5)
  })
})

describe('parseSite', () => {
  const site = { origin: 'https://a.example', consent: 'always', rules: [] }

  it('reads a site', () => {
    expect(parseSite(site)).toEqual(site)
    expect(parseSite({ consent: 'always' })).toBeUndefined()
  })

  it('takes a broken consent for never', () => {
    expect(parseSite({ ...site, consent: 'yes' })?.consent).toBe('never')
  })

  it('takes consent away where masking rules cannot be read', () => {
    const broken = parseSite({ ...site, privacy: 'allow', rules: [{ selector: 3 }] })
    expect(broken).toMatchObject({ consent: 'never', privacy: 'mask-all' })
  })
})
