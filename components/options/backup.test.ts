import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type SiteSettings } from '../../lib/format/settings'
import { readBackup, writeBackup } from './backup'

const site: SiteSettings = {
  origin: 'https://shop.example',
  consent: 'always',
  privacy: 'allow',
  rules: [{ selector: '.price', effect: 'mask' }],
}

describe('backup', () => {
  it('brings settings and rules back', () => {
    const settings = { ...DEFAULT_SETTINGS, retentionDays: 7 }
    const read = readBackup(writeBackup(settings, [site]))
    expect(read.settings).toEqual(settings)
    expect(read.broken).toEqual([])
    expect(read.sites[0]).toMatchObject({ origin: site.origin, rules: site.rules })
  })
  it('never carries consent, not even one written by hand', () => {
    expect(writeBackup(DEFAULT_SETTINGS, [site])).not.toContain('always')
    const forged = JSON.stringify({ kind: 'recount-settings', settings: {}, sites: [site] })
    expect(readBackup(forged).sites[0]).not.toHaveProperty('consent')
  })
  it('names what was broken', () => {
    const text = JSON.stringify({ kind: 'recount-settings', settings: { maxHours: 'long' } })
    expect(readBackup(text).broken).toEqual(['maxHours'])
  })
  it.each(['', 'no json', '[]', '{}', '{"kind":"other"}', 'null'])('refuses %j', (text) => {
    expect(() => readBackup(text)).toThrow('no Recount settings')
  })
})
