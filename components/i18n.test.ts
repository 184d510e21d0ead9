import { afterEach, describe, expect, it, vi } from 'vitest'
import { choosePlural, i18n, provideTexts, translateCode } from './i18n'

describe('i18n', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('takes the texts of the page where there is no extension', () => {
    vi.stubGlobal('chrome', {})
    vi.stubGlobal('browser', undefined)
    provideTexts({ common_record: { message: 'Record' } })
    expect(i18n.t('common.record')).toBe('Record')
  })

  it('asks the extension where there is one', () => {
    vi.stubGlobal('chrome', { i18n: { getMessage: (key: string) => `native ${key}` } })
    expect(i18n.t('common.record')).toBe('native common_record')
  })

  it('shows the key of a missing text', () => {
    vi.stubGlobal('chrome', { i18n: { getMessage: () => '' } })
    expect(i18n.t('common.record')).toBe('common.record')
  })

  it('falls back for a code it has no text for', () => {
    vi.stubGlobal('chrome', { i18n: { getMessage: () => '' } })
    expect(translateCode('reason', 'from-the-future', 'Ended')).toBe('Ended')
  })
})

describe('choosePlural', () => {
  it('takes the first of two forms for one', () => {
    expect(choosePlural('1 page | 3 pages', 1)).toBe('1 page')
    expect(choosePlural('0 page | 0 pages', 0)).toBe('0 pages')
  })
  it('has a form for none where three are given', () => {
    expect(choosePlural('no page | 1 page | 3 pages', 0)).toBe('no page')
    expect(choosePlural('no page | 1 page | 3 pages', 3)).toBe('3 pages')
  })
})
