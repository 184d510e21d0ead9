// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest'
import { createMasker } from '../privacy/createMasker'
import { createScan } from '../privacy/previewScan'
import { explain } from '../privacy/profile'
import { createOwnProfile } from '../privacy/profiles/ownProfile'
import * as bit from '../privacy/treatment'
import * as reads from './reads'

const READERS: [member: string, read: (form: Element) => unknown][] = [
  ['parentNode', reads.parentOf],
  ['firstChild', reads.firstChildOf],
  ['lastChild', reads.lastChildOf],
  ['nextSibling', reads.nextSiblingOf],
  ['previousSibling', reads.previousSiblingOf],
  ['childNodes', reads.childNodesOf],
  ['nodeType', reads.nodeTypeOf],
  ['localName', reads.localNameOf],
  ['namespaceURI', reads.namespaceOf],
  ['isConnected', reads.isConnectedNode],
  ['ownerDocument', reads.ownerDocumentOf],
  ['attributes', (form) => reads.attributeListOf(form).length],
  ['getRootNode', reads.rootOf],
  ['getAttribute', (form) => reads.readAttribute(form, 'title')],
  ['getAttributeNames', reads.attributeNamesOf],
  ['hasAttributes', reads.hasAttributes],
  ['matches', (form) => reads.isMatch(form, 'form[title]')],
]

afterEach(() => {
  // happy-dom itself reads them when the form goes.
  const made = document.querySelector('form')
  for (const [member] of READERS) if (made) Reflect.deleteProperty(made, member)
})

/** happy-dom knows no fields by name on a form: here each name is one of its own members, as a browser's are. */
function form(names: Iterable<string>): HTMLFormElement {
  document.body.innerHTML =
    '<i>before</i><form title="words" data-recount="mask"><p>first</p><b><input id="field"></b></form><i>after</i>'
  const made = document.querySelector('form') as HTMLFormElement
  const field = document.querySelector('#field')
  for (const name of names) Object.defineProperty(made, name, { value: field, configurable: true })
  return made
}

it.each(READERS)('a field named %s is no answer of its form', (member, read) => {
  const plain = form([])
  const expected = read(plain)
  expect(expected).toBeTruthy()
  Object.defineProperty(plain, member, {
    value: document.querySelector('#field'),
    configurable: true,
  })
  expect(read(plain)).toEqual(expected)
})

it('a form with a field of every such name is masked, explained and marked as any other', () => {
  const clobbered = form(READERS.map(([member]) => member))
  const policy = { level: 'allow' as const, rules: [], key: 'k' }
  const masker = createMasker(policy, { baseUrl: () => 'https://a.example/' })
  expect(masker.element(clobbered, masker.root) & bit.MASK_PAGE).toBeTruthy()
  expect(masker.failures).toBe(0)
  const paragraph = document.querySelector('p') as Element
  expect(masker.resolve(paragraph) & bit.MASK_PAGE).toBeTruthy()

  const profile = createOwnProfile(policy)
  expect(explain(paragraph, profile).text).toBe(true)
  const scan = createScan({
    document,
    profile,
    shadowRootOf: () => null,
    onRoot() {},
    onMark() {},
    onUnmark() {},
  })
  scan.scan(document.documentElement)
  expect([...scan.marks.values()].map(({ element, state }) => [element.localName, state])).toEqual([
    ['i', 'kept'],
    ['p', 'masked'],
    ['input', 'masked'],
    ['i', 'kept'],
  ])
  expect(scan.look(paragraph).state).toBe('masked')
})
