import { expect, it } from 'vitest'
import { cssUrls } from './cssUrls'

const BASE = 'https://cdn.example/css/site.css'

it('finds imports, fonts and pictures with their kind, absolute and once', () => {
  const css = `@import "a.css"; @import url(b.css) print;
    /* url(no.png) */
    @font-face { font-family: x; src: local("x"), url('../x.woff2') format("woff2"), url(y.woff) }
    .a { background: url("p.png#part"), url(p.png); mask: url(#in-page) }
    .b { cursor: url(data:image/png;base64,AA), auto; list-style: url( https://o.example/q.svg ) }`
  expect(cssUrls(css, BASE)).toEqual([
    { url: 'https://cdn.example/css/a.css', kind: 'style' },
    { url: 'https://cdn.example/css/b.css', kind: 'style' },
    { url: 'https://cdn.example/x.woff2', kind: 'font' },
    { url: 'https://cdn.example/css/y.woff', kind: 'font' },
    { url: 'https://cdn.example/css/p.png', kind: 'image' },
    { url: 'https://o.example/q.svg', kind: 'image' },
  ])
})

it('takes nothing but http and https', () => {
  expect(
    cssUrls('a{b:url(file:///etc/passwd)} a{b:url(javascript:1)} a{b:url(//[)}', BASE),
  ).toEqual([])
})

it('reads a hostile sheet in linear time', () => {
  const hostile = `${'url('.repeat(50_000)}${'@import '.repeat(50_000)}${'/*'.repeat(50_000)}`
  const start = performance.now()
  cssUrls(hostile, BASE)
  expect(performance.now() - start).toBeLessThan(2000)
})
