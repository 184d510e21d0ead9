import { rootOf } from '../platform/reads'

/**
 * Names that style sheets use. In a document whose sheets are kept anyway (every level but mask-all), a masked part of
 * it keeps the names of classes and ids that sheets match by: they say nothing the sheet does not say, and without
 * them the part loses its layout.
 */
export interface SheetNames {
  has(name: string, element: Element): boolean
}

const NAME = /[.#](-?[_a-zA-Z\u0080-\uffff](?:[\w\u0080-\uffff-]|\\.)*)/g
/** Where a sheet cannot be read its names are not known: names of plain words pass, mixtures of letters and digits do not. */
const WORDS = /^[a-z]{1,12}(?:[-_]{1,2}[a-z]{1,12}){1,4}(?:-\d{1,3})?$/i
const MOST = 200_000

interface Known {
  sheets: number
  names: Set<string>
  unreadable: boolean
}

/** Sheets are read when the first name is asked for, and again when their number has changed. */
export function createSheetNames(): SheetNames {
  const known = new WeakMap<Node, Known>()

  const namesOf = (root: Document | ShadowRoot): Known => {
    const sheets = root.styleSheets.length + (root.adoptedStyleSheets?.length ?? 0)
    const before = known.get(root)
    if (before?.sheets === sheets) return before
    const found: Known = { sheets, names: new Set(), unreadable: false }
    for (const sheet of [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])]) {
      try {
        collect(sheet.cssRules, found.names)
      } catch {
        found.unreadable = true
      }
    }
    known.set(root, found)
    return found
  }

  return {
    has(name, element) {
      const root = rootOf(element)
      if (!('styleSheets' in root)) return false
      const { names, unreadable } = namesOf(root as Document | ShadowRoot)
      return names.has(name) || (unreadable && WORDS.test(name))
    },
  }
}

function collect(rules: CSSRuleList, names: Set<string>): void {
  for (const rule of rules) {
    if (names.size > MOST) return
    if ('selectorText' in rule && typeof rule.selectorText === 'string') {
      for (const match of rule.selectorText.matchAll(NAME)) {
        names.add((match[1] ?? '').replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, unescapeName))
      }
    }
    if ('cssRules' in rule) collect(rule.cssRules as CSSRuleList, names)
  }
}

function unescapeName(_: string, hex?: string, char?: string): string {
  return hex === undefined ? (char ?? '') : String.fromCodePoint(Number.parseInt(hex, 16) || 0xfffd)
}
