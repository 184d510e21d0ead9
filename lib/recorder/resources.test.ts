import { describe, expect, it, vi } from 'vitest'
import type { InlineResource } from '../messages/protocol'
import { createMasker } from '../privacy/createMasker'
import { createResourceCollector, srcsetUrls, type WantedResource } from './resources'

const BASE = 'https://shop.example/a/page.html'
/** A busy machine may need longer than Vitest's own second. */
const PATIENT = { timeout: 20_000 }

function collect(level: 'allow' | 'mask-all' = 'allow') {
  const wanted: WantedResource[] = []
  const kept: InlineResource[] = []
  const masker = createMasker({ level, rules: [] }, { baseUrl: () => BASE })
  const resources = createResourceCollector({
    streamId: 's',
    masker,
    baseUrl: () => BASE,
    enabled: true,
    onWanted: (resource) => wanted.push(resource),
    onKept: (resource) => kept.push(resource),
  })
  return { wanted, kept, resources, masker }
}

describe('createResourceCollector', () => {
  it('asks for each URL once, absolute, and for nothing that has its bytes in itself', () => {
    const { wanted, resources } = collect()
    resources.want('x.png', 'image')
    resources.want('/a/x.png', 'image')
    resources.want('data:image/png;base64,AA==', 'image')
    resources.want('blob:https://shop.example/1', 'image')
    expect(wanted.map(({ url }) => url)).toEqual(['https://shop.example/a/x.png'])
  })

  it('finds pictures, fonts and imports in CSS', () => {
    const { wanted, resources } = collect()
    const css = `@import "a.css"; @import url(b.css); @font-face { src: url('f.woff2?x') } p { background: url( "i.png" ) }`
    resources.wantFromCss(css, css, BASE)
    expect(wanted.map(({ url, kind }) => [url.split('/').at(-1), kind])).toEqual([
      ['a.css', 'style'],
      ['b.css', 'style'],
      ['f.woff2?x', 'font'],
      ['i.png', 'image'],
    ])
  })

  it('keeps pictures that only the page has, at the open level alone', async () => {
    const url = URL.createObjectURL(new Blob(['<svg/>'], { type: 'image/svg+xml' }))
    const css = `p { background: url(${url}) } q { background: url("${url}") }`
    const open = collect()
    open.resources.wantFromCss(css, css, BASE)
    await vi.waitFor(() => expect(open.kept).toHaveLength(1), PATIENT)
    expect(open.kept[0]).toEqual({ key: url, mimeType: 'image/svg+xml', base64: btoa('<svg/>') })
    const strict = collect('mask-all')
    strict.resources.wantFromCss(css, css, BASE)
    expect([...strict.wanted, ...strict.kept]).toEqual([])
  })

  it('asks for nothing that masking took out of the CSS', () => {
    const { wanted, resources } = collect()
    resources.wantFromCss('p { background: url(i.png) }', 'p { }', BASE)
    expect(wanted).toEqual([])
  })
})

describe('srcsetUrls', () => {
  it('reads candidates with and without descriptors, commas inside included', () => {
    expect(srcsetUrls('a.png, b.png 2x, c,1.png 100w ,d.png')).toEqual([
      'a.png',
      'b.png',
      'c,1.png',
      'd.png',
    ])
  })
})
