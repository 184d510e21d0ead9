// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { createMasker } from './createMasker'
import { createTightenTree } from './tightenTree'

/** Members that the tree and the engine read of elements. */
const MEMBERS =
  'parentNode nodeType localName namespaceURI childNodes getAttributeNames getAttribute setAttribute removeAttribute insertBefore removeChild hasAttributes attributes matches querySelectorAll ownerDocument'.split(
    ' ',
  )

/** happy-dom knows no fields by name: here a form answers as a browser's does that has a field of each name. */
function nameFields(form: Element | undefined): void {
  for (const name of MEMBERS)
    Object.defineProperty(form, name, { value: document.createElement('input') })
}

it('masks what stands in a form with fields named like members, also from a later moment on', () => {
  const masker = createMasker(
    { level: 'allow', rules: [], key: 'k' },
    { baseUrl: () => 'https://a.example/' },
  )
  const tree = createTightenTree(masker, document)
  // Ids: 2 html, 3 body, 4 form, 5 p, 6 its text, 7 i, 8 its text.
  tree.reset([
    [
      'html',
      0,
      0,
      ['body', 0, 0, ['form', ['title', 'Ann'], 0, ['p', 0, 0, 'Ann']], ['i', 0, 0, 'Bob']],
    ],
  ])
  nameFields(tree.element(4))
  const turned = tree.mutate({
    kind: 'mutation',
    time: 1,
    attributes: [[4, 'data-recount', 'mask']],
  })
  expect(turned.attributes).toContainEqual([4, 'title', 'Xxx'])
  expect(turned.texts).toEqual([[6, 'Xxx']])
  const later = tree.mutate({
    kind: 'mutation',
    time: 2,
    inserts: [
      [4, 0, 9, ['b', 0, 0, 'Ann']],
      [4, 5, 7],
    ],
    attributes: [[4, 'title', 'Ann again']],
    removes: [5],
  })
  expect(JSON.stringify(later)).not.toContain('Ann')
  expect(later.attributes).toEqual([[4, 'title', 'Xxx xxxxx']])
  expect(later.texts, 'moved into it').toEqual([[8, 'Xxx']])
  expect(tree.element(5)).toBeUndefined()
  expect(masker.failures).toBe(0)
})
