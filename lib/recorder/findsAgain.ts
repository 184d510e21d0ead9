/**
 * What the locators of a test would find in the document now. As Playwright has it: all of them look into open shadow
 * trees, roles leave out what is hidden from assistive technology, the rest does not.
 */
import { localNameOf, parentElementOf, plain, readAttribute } from '../platform/reads'
import { accessibleName, labelName, wordsOf } from './accessibleName'
import { roleOf, selectorOfRole } from './roles'

/** Comparing names is not free: where there are more candidates than this, nobody knows whether the name is unique. */
const MOST_CANDIDATES = 300
/** Documents with more elements are not searched for shadow trees, nor for a text. */
const MOST_ELEMENTS = 20_000

/** The document and the open shadow trees in it; from a shadow root, those inside it. */
export function openTrees(root: Document | ShadowRoot): (Document | ShadowRoot)[] {
  const trees = [root]
  let left = MOST_ELEMENTS
  for (const tree of trees) {
    const elements = tree.querySelectorAll('*')
    left -= elements.length
    if (left < 0) break
    for (const element of elements) {
      const { shadowRoot } = plain(element)
      if (shadowRoot) trees.push(shadowRoot)
    }
  }
  return trees
}

/** What a selector finds in the trees, undefined where that is more; nothing where the browser does not know it. */
function findAll(
  trees: readonly ParentNode[],
  selector: string,
  most: number,
): Element[] | undefined {
  const all: Element[] = []
  try {
    for (const tree of trees) {
      const found = tree.querySelectorAll(selector)
      if (all.length + found.length > most) return undefined
      all.push(...found)
    }
  } catch {
    return []
  }
  return all
}

/** Whether the selector finds the element and nothing else. */
export function findsOnly(
  trees: readonly ParentNode[],
  selector: string,
  element: Element,
): boolean {
  try {
    // The first one is found fast, and most selectors find another one first.
    const isFirst = trees.every((tree) => [null, element].includes(tree.querySelector(selector)))
    return isFirst && findAll(trees, selector, 1)?.[0] === element
  } catch {
    return false
  }
}

/**
 * What a role and a name find, and whether others have a name that differs in its numbers only. Undefined: too many to
 * look at.
 */
export function byName(
  trees: readonly ParentNode[],
  role: string,
  name: string,
): { same: Element[]; isAlike: boolean } | undefined {
  const candidates = findAll(trees, selectorOfRole(role), MOST_CANDIDATES)
  if (!candidates) return undefined
  const shape = withoutNumbers(name)
  const alike = candidates
    .map((element) => ({ element, name: accessibleName(element, role).text }))
    .filter((each) => withoutNumbers(each.name) === shape)
    .filter(({ element }) => roleOf(element) === role && !isUnseen(element))
  const same = alike.filter((each) => each.name === name).map(({ element }) => element)
  return { same, isAlike: alike.length > same.length }
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, '0')
}

/** What the text of a label finds. */
export function byLabel(trees: readonly ParentNode[], label: string): Element[] {
  const labelled = 'input, select, textarea, button, meter, output, progress, [aria-labelledby]'
  const candidates = findAll(trees, `${labelled}, [aria-label]`, MOST_CANDIDATES) ?? []
  return candidates.filter((each) => {
    if (readAttribute(each, 'aria-label')?.trim() === label) return true
    return labelName(each).text === label || accessibleName(each, undefined).text === label
  })
}

/** The innermost elements with that text, hidden ones as well. */
export function byText(trees: readonly ParentNode[], text: string): Element[] {
  const found = new Set<Element>()
  let left = MOST_ELEMENTS
  for (const tree of trees) {
    const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      if (left-- <= 0) return []
      const node = walker.currentNode
      // Most do not begin like it: putting their words in order would cost more than all else.
      const [first = ''] = node.nodeValue?.trimStart() ?? ''
      if (first !== text[0] && !/[\u200b\u00ad]/.test(first)) continue
      const begin = wordsOf(node.nodeValue)
      if (begin === '' || !text.startsWith(begin)) continue
      for (let each = parentElementOf(node); each; each = parentElementOf(each)) {
        const words = wordsOf(plain(each).textContent)
        if (words === text && !/^(?:script|style|noscript)$/.test(localNameOf(each)))
          found.add(each)
        if (words.length >= text.length) break
      }
    }
  }
  const buttons = findAll(trees, 'input[type=button], input[type=submit]', MOST_CANDIDATES)
  if (!buttons) return []
  for (const button of buttons)
    if (wordsOf((button as HTMLInputElement).value) === text) found.add(button)
  return [...found]
}

/** Hidden from assistive technology: a role does not find it. */
function isUnseen(element: Element): boolean {
  return (
    !plain(element).checkVisibility({ visibilityProperty: true }) ||
    plain(element).closest('[aria-hidden="true"]') !== null
  )
}
