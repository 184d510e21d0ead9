/** What `masking.mjs` runs inside Chromium: one walk over a page, asking the engine what a serializer would ask. */
import type { PrivacyLevel } from '../../lib/format/settings'
import { createMasker } from '../../lib/privacy/createMasker'
import type { Masker, Treatment } from '../../lib/privacy/masker'

function buildPage(rows: number): void {
  const cells = Array.from({ length: rows }, (_, row) => {
    const even = row % 2 ? 'row-even is-active' : 'row-odd'
    return `<tr class="grid-row ${even}" data-id="${row}"><td class="cell">${row}</td><td class="cell cell-name"><a class="link" href="/items/${row}?from=list" title="Item ${row}">Item number ${row}</a></td><td class="cell"><span class="badge badge-${row % 5}">Some longer text of row ${row}, as pages have it</span></td><td><button class="btn btn-sm" type="button" aria-label="Remove">x</button></td></tr>`
  })
  document.head.innerHTML = '<style>.grid-row{color:red}.cell{padding:2px}</style>'
  document.body.innerHTML = `<table><tbody>${cells.join('')}</tbody></table>`
}

/** `undefined` walks and reads as a serializer does, without any masking: the floor of the measurement. */
function walk(masker: Masker | undefined): { nodes: number; length: number } {
  let nodes = 0
  const visit = (node: Node, parent: Treatment): unknown => {
    nodes++
    if (node.nodeType === 3) {
      const text = node.nodeValue ?? ''
      return masker ? masker.text(text, node.parentElement, parent) : text
    }
    if (!(node instanceof Element)) return ''
    const names = node.hasAttributes() ? node.getAttributeNames() : []
    const treatment = masker ? masker.element(node, parent, names) : parent
    const attributes: string[] = []
    if (names.length > 0) {
      for (const name of names) {
        const value = node.getAttribute(name) ?? ''
        const kept = masker ? masker.attribute(node, name, value, treatment) : value
        if (kept !== null) attributes.push(masker?.attributeName(name, treatment) ?? name, kept)
      }
    }
    const packed: unknown[] = [node.localName, attributes, 0]
    for (let child = node.firstChild; child; child = child.nextSibling) {
      packed.push(visit(child, treatment))
    }
    return packed
  }
  const root = masker ? masker.root : (0 as Treatment)
  const tree = visit(document.documentElement, root)
  return { nodes, length: JSON.stringify(tree).length }
}

function measure(level: PrivacyLevel | 'none'): { ms: number; nodes: number; length: number } {
  const masker =
    level === 'none'
      ? undefined
      : createMasker({ level, rules: [], key: 'bench' }, { baseUrl: () => document.baseURI })
  const start = performance.now()
  const result = walk(masker)
  return { ms: performance.now() - start, ...result }
}

Object.assign(globalThis, { bench: { buildPage, measure } })
