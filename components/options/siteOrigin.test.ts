import { describe, expect, it } from 'vitest'
import { toOrigin } from './siteOrigin'

describe('toOrigin', () => {
  it.each([
    ['shop.example', 'https://shop.example'],
    [' https://shop.example/cart?x ', 'https://shop.example'],
    ['localhost:3000', 'https://localhost:3000'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['SHOP.example', 'https://shop.example'],
    ['', undefined],
    ['ftp://files.example', undefined],
    ['chrome://settings', undefined],
    ['two words', undefined],
    ['https://', undefined],
  ])('reads %j', (text, origin) => {
    expect(toOrigin(text)).toBe(origin)
  })
})
