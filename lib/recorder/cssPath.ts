/** Selectors that find one element within its own tree, built from what survives a reload. */
import { parentElementOf } from '../platform/parentOf'
import { KNOWN_TAGS } from '../privacy/tables/elements'

/** Whether a value of an attribute may be written down as it is. */
export type KeepsAttribute = (element: Element, name: string, value: string) => boolean

type Root = Document | ShadowRoot

/** Made by a program, another one next time: react-aria-:r1:, radix-12, uuid. */
const GENERATED = /\d{3}|[:]|[0-9a-f]{8}/i

/** Ids further up than this say little about the element. */
const FAR_ANCHOR = 6

/** A path that finds the element and nothing else: from an id or name nearby, else as short as it can be; '' if none does. */
export function cssPath(element: Element, keeps: KeepsAttribute): string {
  const root = element.getRootNode()
  if (!isRoot(root)) return ''
  const steps: string[] = []
  let shortest = ''
  for (let current: Element | null = element; current; current = parentElementOf(current)) {
    const anchor = anchorOf(root, current, keeps)
    if (anchor !== undefined) {
      const path = [anchor, ...steps].join(' > ')
      if (isOnly(root, path, element)) return path
    }
    steps.unshift(positionOf(current, keeps))
    const path = steps.join(' > ')
    if (shortest === '' && isOnly(root, path, element)) shortest = path
    if (shortest !== '' && steps.length >= FAR_ANCHOR) break
  }
  return shortest
}

/** How many elements a selector finds in the tree of the element. */
export function countInTree(element: Element, selector: string): number {
  const root = element.getRootNode()
  if (!isRoot(root)) return 0
  try {
    return root.querySelectorAll(selector).length
  } catch {
    return 0
  }
}

/** Shadow hosts around the element, outermost first, and whether one of the trees is closed. */
export function shadowHosts(
  element: Element,
  keeps: KeepsAttribute,
): { hosts: string[]; closed: boolean } {
  const hosts: string[] = []
  let closed = false
  for (
    let root = element.getRootNode();
    root instanceof ShadowRoot;
    root = root.host.getRootNode()
  ) {
    hosts.unshift(cssPath(root.host, keeps))
    closed ||= root.mode === 'closed'
  }
  return { hosts, closed }
}

function isRoot(node: Node): node is Root {
  return node instanceof Document || node instanceof ShadowRoot
}

function isOnly(root: Root, selector: string, element: Element): boolean {
  try {
    const found = root.querySelectorAll(selector)
    return found.length === 1 && found[0] === element
  } catch {
    return false
  }
}

function anchorOf(root: Root, element: Element, keeps: KeepsAttribute): string | undefined {
  const id = element.getAttribute('id')
  if (id && !GENERATED.test(id) && keeps(element, 'id', id)) return `#${CSS.escape(id)}`
  const name = element.getAttribute('name')
  if (!name || GENERATED.test(name) || !keeps(element, 'name', name)) return undefined
  const tag = isKnown(element) ? CSS.escape(element.localName) : ''
  const selector = `${tag}[name=${JSON.stringify(name)}]`
  return isOnly(root, selector, element) ? selector : undefined
}

function isKnown(element: Element): boolean {
  return KNOWN_TAGS.has(element.localName.toLowerCase())
}

/** Made-up names of elements are kept where a class of that name would be. */
function positionOf(element: Element, keeps: KeepsAttribute): string {
  if (!isKnown(element) && !keeps(element, 'class', element.localName)) {
    const siblings = element.parentNode?.children
    return `:nth-child(${[...(siblings ?? [])].indexOf(element) + 1})`
  }
  const name = CSS.escape(element.localName)
  let position = 1
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.localName === element.localName) position++
  }
  if (position > 1) return `${name}:nth-of-type(${position})`
  for (let other = element.nextElementSibling; other; other = other.nextElementSibling) {
    if (other.localName === element.localName) return `${name}:nth-of-type(1)`
  }
  return name
}
