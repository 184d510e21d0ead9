import { describe, expect, it } from 'vitest'
import { isPreviewMark, previewText } from './preview'

describe('the text of a preview', () => {
  it('shows strings bare at the top and quoted inside', () => {
    expect(previewText('plain')).toBe('plain')
    expect(previewText({ list: ['a', 1, null, true] })).toBe('{ list: ["a", 1, null, true] }')
  })

  it('shows what JSON cannot say', () => {
    expect(previewText({ $: 'undefined' })).toBe('(undefined)')
    expect(previewText({ $: 'number', value: 'NaN' })).toBe('NaN')
    expect(previewText({ $: 'bigint', value: '12' })).toBe('12n')
    expect(previewText({ $: 'function', name: 'run' })).toBe('ƒ run()')
    expect(previewText({ $: 'node', value: 'DIV#a' })).toBe('<div#a>')
    expect(previewText({ $: 'map', size: 1, items: [['k', { b: 2 }]] })).toBe(
      'Map(1) { "k" => { b: 2 } }',
    )
    expect(previewText([{ $: 'error', name: 'TypeError', message: 'bad' }])).toBe(
      '[TypeError: bad]',
    )
    expect(previewText({ $: 'object', name: 'Cart', members: { items: 2, $more: 7 } })).toBe(
      'Cart { items: 2, … 7 more }',
    )
  })

  it("tells a page's own key from a mark", () => {
    expect(isPreviewMark({ $$: 'mine' })).toBe(false)
    expect(previewText({ $$: 'mine' })).toBe('{ $: "mine" }')
  })

  it('ends on nested values of any depth', () => {
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), 1)
    expect(previewText(deep)).toContain('…')
  })
})
