/** Selectors that find one element within its own tree, built from what survives a reload. */
import { TEST_ID_ATTRIBUTES } from '../format/targetDescription'
import { looksGenerated } from '../platform/looksGenerated'
import {
  childrenOf,
  localNameOf,
  ownerDocumentOf,
  parentElementOf,
  parentOf,
  readAttribute,
  rootOf,
} from '../platform/reads'
import { KNOWN_TAGS } from '../privacy/tables/elements'
import { findsOnly, openTrees } from './findsAgain'

/** Whether a value of an attribute may be written down as it is. */
export type KeepsAttribute = (element: Element, name: string, value: string) => boolean

type Root = Document | ShadowRoot

/** Ids further up than this say little about the element. */
const FAR_ANCHOR = 6

/** A path that finds the element and nothing else: from an id or name nearby, else as short as it can be; '' if none does. */
export function cssPath(
  element: Element,
  keeps: KeepsAttribute,
  /** Of the document, where they are known. */
  known?: readonly ParentNode[],
): string {
  const root = rootOf(element)
  if (!isRoot(root)) return ''
  // A locator inside the host finds what is slotted as well.
  const inside = known && root === ownerDocumentOf(element) ? known : openTrees(root)
  const trees = [...inside, ...(root instanceof ShadowRoot ? [root.host] : [])]
  const steps: string[] = []
  let shortest = ''
  for (let current: Element | null = element; current; current = parentElementOf(current)) {
    const anchor = anchorOf(trees, current, keeps)
    if (anchor !== undefined) {
      const path = [anchor, ...steps].join(' > ')
      if (findsOnly(trees, path, element)) return path
    }
    steps.unshift(positionOf(current, keeps))
    const path = steps.join(' > ')
    if (shortest === '' && findsOnly(trees, path, element)) shortest = path
    if (shortest !== '' && steps.length >= FAR_ANCHOR) break
  }
  return shortest
}

/** Shadow hosts around the element, outermost first, and whether one of the trees is closed. */
export function shadowHosts(
  element: Element,
  keeps: KeepsAttribute,
): { hosts: string[]; closed: boolean } {
  const hosts: string[] = []
  let closed = false
  for (let root = rootOf(element); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    hosts.unshift(cssPath(root.host, keeps))
    closed ||= root.mode === 'closed'
  }
  return { hosts, closed }
}

function isRoot(node: Node): node is Root {
  return node instanceof Document || node instanceof ShadowRoot
}

/** What its authors called an element: for tests, or as one of many rows. */
const OWN_NAMES = [...TEST_ID_ATTRIBUTES, 'row-id', 'data-row-key', 'row-index', 'aria-rowindex']

/** A selector of the element itself, by what its authors called it. */
export function anchorOf(
  trees: readonly ParentNode[],
  element: Element,
  keeps: KeepsAttribute,
): string | undefined {
  const id = readAttribute(element, 'id')
  if (id && !looksGenerated(id) && keeps(element, 'id', id)) return `#${CSS.escape(id)}`
  for (const attribute of OWN_NAMES) {
    const value = readAttribute(element, attribute)
    if (!value || !keeps(element, attribute, value)) continue
    // The number of a row is no counter of a program's.
    if (looksGenerated(value) && !/^\d+$/.test(value)) continue
    const selector = `[${attribute}=${JSON.stringify(value)}]`
    if (findsOnly(trees, selector, element)) return selector
  }
  const name = readAttribute(element, 'name')
  if (!name || looksGenerated(name) || !keeps(element, 'name', name)) return undefined
  const tag = isKnown(element) ? CSS.escape(localNameOf(element)) : ''
  const selector = `${tag}[name=${JSON.stringify(name)}]`
  return findsOnly(trees, selector, element) ? selector : undefined
}

function isKnown(element: Element): boolean {
  return KNOWN_TAGS.has(localNameOf(element).toLowerCase())
}

/** Made-up names of elements are kept where a class of that name would be. */
function positionOf(element: Element, keeps: KeepsAttribute): string {
  const written = localNameOf(element)
  const parent = parentOf(element)
  const siblings = parent ? [...childrenOf(parent)] : []
  if (!isKnown(element) && !keeps(element, 'class', written))
    return `:nth-child(${siblings.indexOf(element) + 1})`
  const name = CSS.escape(written)
  const alike = siblings.filter((each) => localNameOf(each) === written)
  return alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(element) + 1})` : name
}
