import { describe, expect, it } from 'vitest'
import { blockedReason, originOf } from './pageKind'

describe('blockedReason', () => {
  it.each([
    ['https://shop.example/cart', undefined],
    ['http://localhost:8080/', undefined],
    ['https://shop.example/file.pdf.html', undefined],
    ['https://shop.example/manual.PDF?page=2#top', 'pdf'],
    ['chrome://settings/', 'browser-page'],
    ['about:blank', 'browser-page'],
    ['view-source:https://shop.example/', 'browser-page'],
    ['chrome-extension://abcdefgh/popup.html', 'browser-page'],
    ['devtools://devtools/bundled/inspector.html', 'browser-page'],
    ['https://chromewebstore.google.com/detail/x', 'store'],
    ['https://chrome.google.com/webstore/category/extensions', 'store'],
    ['https://chromewebstore.google.com.evil.example/', undefined],
    ['https://addons.mozilla.org/en-US/', 'store'],
    ['file:///home/me/page.html', 'file'],
    [undefined, 'no-page'],
    ['', 'no-page'],
  ])('of %s is %s', (url, reason) => {
    expect(blockedReason(url, { fileAccess: false })).toBe(reason)
  })

  it('lets local files through where the person allowed them', () => {
    expect(blockedReason('file:///home/me/page.html', { fileAccess: true })).toBeUndefined()
  })
})

it('knows the origin that consent is kept for', () => {
  expect(originOf('https://shop.example:8443/a?b')).toBe('https://shop.example:8443')
  expect(originOf('file:///a')).toBe('file://')
  for (const url of ['', undefined, 'no url', 'data:text/html,x', 'chrome://version'])
    expect(originOf(url)).toBe('')
})
