import { describe, expect, it } from 'vitest'
import { differences } from './support/difference'
import type { ElementView, NodeView } from './support/pageState'

function element(tag: string, rest: Partial<ElementView> = {}): ElementView {
  return { tag, attributes: {}, state: {}, children: [], ...rest }
}

const PAGE: NodeView[] = [
  element('p', { attributes: { class: 'a' }, children: ['text'] }),
  element('input', { state: { value: 'x', checked: true } }),
  element('x-box', { shadow: ['in the shadow'] }),
  element('iframe', { frame: ['in the frame'] }),
]

function changed(index: number, rest: Partial<ElementView>): NodeView[] {
  return PAGE.map((node, at) =>
    at === index && typeof node === 'object' ? { ...node, ...rest } : node,
  )
}

describe('the comparison of a page with its replay', () => {
  it('finds nothing in equal views', () => {
    expect(differences(PAGE, structuredClone(PAGE))).toEqual([])
  })

  it.each([
    ['another text', changed(0, { children: ['other'] })],
    ['another attribute', changed(0, { attributes: { class: 'b' } })],
    ['a lost attribute', changed(0, { attributes: {} })],
    ['another value', changed(1, { state: { value: 'y', checked: true } })],
    ['a lost check', changed(1, { state: { value: 'x', checked: false } })],
    ['other content of a shadow root', changed(2, { shadow: ['gone'] })],
    ['a lost frame', changed(3, { frame: undefined })],
    ['a missing element', PAGE.slice(0, 3)],
    ['one element more', [...PAGE, element('b')]],
    ['another element', [element('div'), ...PAGE.slice(1)]],
  ])('finds %s', (_what, replayed) => {
    expect(differences(PAGE, replayed)).toHaveLength(1)
  })

  it('forgives one pixel of scrolling and no more', () => {
    const live = [element('div', { state: { top: 100 } })]
    expect(differences(live, [element('div', { state: { top: 101 } })])).toEqual([])
    expect(differences(live, [element('div', { state: { top: 102 } })])).toHaveLength(1)
  })
})
