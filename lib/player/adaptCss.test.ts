import { describe, expect, it } from 'vitest'
import { adaptCss } from './adaptCss'

const context = { url: (written: string) => written, imported: () => undefined }

describe('a colour scheme', () => {
  it('of a page that has one only stays as it is written', () => {
    const dark = { ...context, media: { dark: true as const } }
    for (const each of [context, dark])
      expect(adaptCss('color-scheme: light;', each)).toBe('color-scheme: light;')
  })

  it('of a page that has both is the one the person saw', () => {
    expect(adaptCss('color-scheme: light dark;', context)).toBe('color-scheme:light;')
    const dark = { ...context, media: { dark: true as const } }
    expect(adaptCss('color-scheme: light dark;', dark)).toBe('color-scheme:dark;')
  })
})
