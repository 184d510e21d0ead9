import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskShape } from '../privacy/shape'
import { LEAK_KINDS } from './kinds'
import { scanText } from './scanText'

const kindsOf = (text: string, typed: string[] = []) =>
  scanText(text, typed).map(({ kind }) => kind)

describe('scanText', () => {
  it.each([
    ['card', 'paid with 4111 1111 1111 1111 today'],
    ['card', '{"n":"5500005555555559"}'],
    ['iban', 'IBAN DE89 3704 0044 0532 0130 00.'],
    ['iban', 'GB82WEST12345698765432'],
    ['jwt', 'x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_DEF-123'],
    ['email', 'mailto:ann.smith+x@mail.shop.io'],
    ['phone', 'call +49 30 901820 12'],
    ['phone', '(555) 010-4477'],
    ['national-id', 'SSN 536-90-4399'],
    ['national-id', 'DNI 12345678Z'],
    ['national-id', 'CPF 529.982.247-25'],
    ['national-id', 'AHV 756.9217.0769.85'],
    ['national-id', 'SIN 130-692-544'],
    ['national-id', 'Aadhaar 2341 2341 2346'],
    ['national-id', 'pnr 811218-9876'],
    ['national-id', 'PESEL 44051401359'],
    ['national-id', 'IdNr 86095742719'],
    ['api-key', 'key ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['api-key', 'AKIAIOSFODNN7EXAMPLE'],
    ['api-key', `hf_${'aBcD'.repeat(9).slice(0, 34)}`],
    ['api-key', `gsk_${'a1B2'.repeat(13)}`],
    ['api-key', `lin_api_${'a1B2'.repeat(10)}`],
    ['api-key', `ntn_${'12345678901'}${'a1B2c'.repeat(7)}`],
    ['api-key', `glsa_${'a1B2'.repeat(8)}_0123abcd`],
    ['api-key', `ops_ey${'JhYmNk'.repeat(30)}fQ`],
    ['api-key', `hvs.${'a1B2'.repeat(24)}`],
    ['api-key', `dapi${'0a1b'.repeat(8)}`],
    ['api-key', `dckr_pat_${'a1B'.repeat(9)}`],
    ['api-key', `figd_${'a1B2'.repeat(10)}`],
    ['private-key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq8'],
    ['credentials', 'https://ann:hunter22@host.example/x'],
    ['credentials', '{"client_secret": "s3cr3t-value"}'],
    ['credentials', 'Authorization: Bearer abcdefghijklmnop'],
  ])('finds %s', (kind, text) => {
    expect(kindsOf(text)).toEqual([kind])
  })

  it.each([
    '4111 1111 1111 1112',
    '0000 0000 0000 0000',
    'DE89 3704 0044 0532 0130 01',
    'xxxx@xxxx.xxx',
    'icon@2x.png',
    '1764057600000',
    'translate(123.4567890123456)',
    '2026-11-23 08:01:02',
    '12345678A',
    '529.982.247-26',
    '756.9217.0769.86',
    '2341 2341 2347',
    '811218-9875',
    '44051401358',
    '86095742718',
    'eyJub3QiOiJhIGp3dCJ9.abcd',
    'hf_short gsk_short ops_eye hvs.short dapi12 figd_short',
    'password: ********',
    '"token":"m-v61js7p9e1s"',
  ])('leaves %s alone', (text) => {
    expect(kindsOf(text)).toEqual([])
  })

  it('finds what was typed, whatever its case', () => {
    expect(kindsOf('Hello KALLISTO!', ['kallisto'])).toEqual(['typed'])
  })

  it('reports where, never what, and does not report one place twice', () => {
    const text = 'a 4111111111111111 b'
    expect(scanText(text)).toEqual([{ kind: 'card', start: 2, end: 18 }])
  })

  it('finds nothing in masked text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(kindsOf(maskShape(text))).toEqual([])
      }),
    )
  })

  it('finds things that lie across the border of two parts, once', () => {
    const text = `${'a '.repeat(99_995)} 4111 1111 1111 1111 ${'b '.repeat(10_000)}`
    expect(kindsOf(text)).toEqual(['card'])
  })

  it('is fast on texts made to be slow', () => {
    for (const piece of ['1 ', 'a.', '@', 'eyJ', '(1', '--', 'AA11 ']) {
      const start = performance.now()
      scanText(piece.repeat(100_000))
      expect(performance.now() - start, piece).toBeLessThan(3000)
    }
  })

  it('names every kind once', () => {
    expect(new Set(LEAK_KINDS).size).toBe(LEAK_KINDS.length)
  })
})
