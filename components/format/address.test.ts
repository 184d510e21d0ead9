import { describe, expect, it } from 'vitest'
import { toFileName, toHost, toPath } from './address'

describe('addresses', () => {
  it('shows the host with its port', () => {
    expect(toHost('http://shop.example:8080/a?b')).toBe('shop.example:8080')
  })
  it('leaves what is no address as it is', () => {
    expect(toHost('')).toBe('')
    expect(toHost('about:blank')).toBe('about:blank')
    expect(toPath('nonsense')).toBe('nonsense')
  })
  it('shows path, query and fragment', () => {
    expect(toPath('https://a.example/cart?x=1#pay')).toBe('/cart?x=1#pay')
  })
  it.each([
    ['https://a.example/api/items?page=2', 'items?page=2'],
    ['https://a.example/api/', 'api'],
    ['https://a.example/', 'a.example/'],
  ])('names the request %s', (address, name) => {
    expect(toFileName(address)).toBe(name)
  })
})
