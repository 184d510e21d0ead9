/** Runs in the page: builds it a second time, masked, and says which elements look different. */
import type { PrivacyLevel } from '../../../lib/format/settings'
import { createMasker } from '../../../lib/privacy/createMasker'
import type { Masker, Treatment } from '../../../lib/privacy/masker'

/** Looks that do not depend on how wide a word is. */
const PROPERTIES =
  `display position float visibility color background-color font-size font-weight font-style text-transform text-align text-decoration-line
  white-space padding-top padding-left margin-top margin-left border-top-width border-top-style border-left-color border-top-left-radius
  flex-direction flex-wrap justify-content align-items gap grid-auto-flow overflow-x overflow-y z-index opacity box-sizing list-style-type
  cursor vertical-align letter-spacing animation-name grid-row-start grid-column-start`.split(/\s+/)

function css(masker: Masker): string {
  return [...document.styleSheets]
    .map((sheet) => {
      const text = [...sheet.cssRules].map((rule) => rule.cssText).join('\n')
      return masker.css(text, masker.root, sheet.href ?? document.baseURI)
    })
    .join('\n')
}

function copy(
  node: Node,
  into: Node,
  masker: Masker,
  parent: Treatment,
  pairs: [Element, Element][],
  home: Document,
): void {
  if (node.nodeType === 3) {
    into.appendChild(
      home.createTextNode(masker.text(node.nodeValue ?? '', node.parentElement, parent)),
    )
    return
  }
  if (
    !(node instanceof Element) ||
    /^(?:script|style|link|iframe|noscript|template)$/.test(node.localName)
  )
    return
  const treatment = masker.element(node, parent)
  const made = home.createElementNS(node.namespaceURI, node.localName)
  for (const name of node.getAttributeNames()) {
    const value = masker.attribute(node, name, node.getAttribute(name) ?? '', treatment)
    const kept = masker.attributeName(name, treatment)
    // Only what is needed for looks: nothing is to be loaded.
    if (value !== null && !/^(?:src|srcset|data|poster|href|xlink:href)$/.test(name))
      made.setAttribute(kept, value)
    else if (name === 'href' && node.localName === 'a') made.setAttribute('href', '#')
  }
  into.appendChild(made)
  pairs.push([node, made])
  for (const child of node.childNodes) copy(child, made, masker, treatment, pairs, home)
}

function build(level: PrivacyLevel): Element[] {
  const frame = document.createElement('iframe')
  frame.style.cssText = `position:fixed;left:0;top:0;border:0;visibility:hidden;width:${innerWidth}px;height:${innerHeight}px`
  const masker = createMasker({ level, rules: [], key: 'k' }, { baseUrl: () => document.baseURI })
  const text = css(masker)
  const source = [...document.documentElement.children]
  document.documentElement.append(frame)
  const home = frame.contentDocument
  if (!home) throw new Error('no frame')
  home.open()
  home.write('<!doctype html>')
  home.close()
  home.documentElement?.remove()
  const pairs: [Element, Element][] = []
  const root = home.createElement('html')
  for (const name of document.documentElement.getAttributeNames()) {
    const value = masker.attribute(
      document.documentElement,
      name,
      document.documentElement.getAttribute(name) ?? '',
      masker.root,
    )
    if (value !== null) root.setAttribute(masker.attributeName(name, masker.root), value)
  }
  home.append(root)
  for (const child of source) copy(child, root, masker, masker.root, pairs, home)
  const sheet = home.createElement('style')
  sheet.textContent = text
  home.head.append(sheet)
  return pairs.map(([, made]) => made)
}

/** Share of looks that are the same with and without masks, and examples of those that are not. */
function compareLooks(): { elements: number; same: number; different: string[] } {
  const open = build('allow')
  const masked = build('mask-all')
  let same = 0
  const different: string[] = []
  for (const [index, element] of open.entries()) {
    // What was chosen is masked on purpose, and with it how the choice looks.
    if (element.matches('[aria-pressed], [aria-checked], [aria-selected], [checked], [selected]'))
      continue

    const other = masked[index]
    if (!other) throw new Error('the two do not match')
    const one = getComputedStyle(element)
    const two = getComputedStyle(other)
    for (const property of PROPERTIES) {
      const [a, b] = [one.getPropertyValue(property), two.getPropertyValue(property)]
      // Names of animations and areas are hashed: what counts is that there is one.
      const named = /^(?:animation-name|grid-)/.test(property)
      if (a === b || (named && (a === 'none' || a === 'auto') === (b === 'none' || b === 'auto')))
        same++
      else if (different.length < 40)
        different.push(
          `<${element.localName} class="${element.getAttribute('class')}"> ${property}: ${a} -> ${b}`,
        )
    }
  }
  return { elements: open.length, same: same / (open.length * PROPERTIES.length), different }
}

Object.assign(globalThis, { compareLooks })
