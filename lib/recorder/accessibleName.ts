/** What assistive technology calls an element, computed as locators of tests compute it; bounded, never throws for size. */
import {
  childNodesOf,
  localNameOf,
  nodeTypeOf,
  plain,
  readAttribute,
  rootOf,
} from '../platform/reads'

/** An element with more below it is a region, not something with a name. */
const MOST_NODES = 200
const LONGEST_NAME = 200

/** Text in order, and the pieces it is made of: each piece is masked where it stands. */
export interface AccessibleName {
  text: string
  /** Owner of each piece: an element whose attribute it is, or the parent of a text node. */
  pieces: { owner: Element; attribute?: string; text: string }[]
}

const NAMED_BY_CONTENT =
  /^(?:button|cell|checkbox|columnheader|gridcell|heading|link|menuitem|menuitemcheckbox|menuitemradio|option|radio|row|rowheader|switch|tab|tooltip|treeitem)$/

const UNKNOWN: AccessibleName = { text: '', pieces: [] }

/** The name by reference, attribute, label, content and title, in that order. */
export function accessibleName(element: Element, role: string | undefined): AccessibleName {
  const pieces: AccessibleName['pieces'] = []
  const done = () => ({ text: joined(pieces), pieces })
  for (const id of readAttribute(element, 'aria-labelledby')?.split(/\s+/) ?? []) {
    const root = rootOf(element)
    const other = 'getElementById' in root ? (root as Document).getElementById(id) : null
    if (other && !readContent(other, pieces)) return UNKNOWN
  }
  if (pieces.length > 0) return done()
  if (pushAttribute(element, 'aria-label', pieces)) return done()
  const localName = localNameOf(element)
  if (isField(element)) {
    for (const label of labelsOf(element)) {
      if (!readContent(label, pieces, element)) return UNKNOWN
    }
    if (pieces.length > 0) return done()
    if (isButtonInput(element)) {
      const text = (element as HTMLInputElement).value
      if (text !== '') pieces.push({ owner: element, attribute: 'value', text })
      else if ((element as HTMLInputElement).type === 'image') pushAttribute(element, 'alt', pieces)
      if (pieces.length > 0) return done()
    }
    if (pushAttribute(element, 'title', pieces)) return done()
    pushAttribute(element, 'placeholder', pieces)
    return done()
  }
  if (localName === 'img' || localName === 'area') {
    if (pushAttribute(element, 'alt', pieces)) return done()
  } else if (role !== undefined && NAMED_BY_CONTENT.test(role)) {
    if (!readContent(element, pieces)) return UNKNOWN
    if (joined(pieces) !== '') return done()
    pieces.length = 0
  }
  pushAttribute(element, 'title', pieces)
  return done()
}

/** Text of the labels of a control. */
export function labelName(element: Element): AccessibleName {
  const pieces: AccessibleName['pieces'] = []
  for (const label of labelsOf(element)) readContent(label, pieces, element)
  return { text: joined(pieces), pieces }
}

/** Everything below the element that is shown as text. */
export function contentText(element: Element): AccessibleName {
  const pieces: AccessibleName['pieces'] = []
  readContent(element, pieces)
  return { text: joined(pieces), pieces }
}

export function isField(element: Element): boolean {
  return /^(?:input|select|textarea)$/.test(localNameOf(element))
}

function isButtonInput(element: Element): boolean {
  if (localNameOf(element) !== 'input') return false
  return /^(?:button|submit|reset|image)$/.test((element as HTMLInputElement).type)
}

function labelsOf(element: Element): Element[] {
  return [...((plain(element) as Partial<HTMLInputElement>).labels ?? [])]
}

function pushAttribute(
  owner: Element,
  attribute: string,
  pieces: AccessibleName['pieces'],
): boolean {
  const text = readAttribute(owner, attribute)?.trim()
  if (!text) return false
  pieces.push({ owner, attribute, text })
  return true
}

const NO_CONTENT = /^(?:script|style|noscript|template)$/

/**
 * Boxes that are not inline have space around them, as they have on the screen. False where nobody can say: a field's
 * part of a name is what it holds at the time, and not all of a region is read.
 */
function readContent(root: Element, pieces: AccessibleName['pieces'], except?: Element): boolean {
  let left = MOST_NODES
  let isKnown = true
  const read = (element: Element): void => {
    if (left-- <= 0 || element === except) return
    if (NO_CONTENT.test(localNameOf(element))) return
    const style = getComputedStyle(element)
    if (element !== root && isHidden(element, style)) return
    if (element !== root && isField(element)) {
      isKnown = false
      return
    }
    const spaced = style.display !== 'inline' || localNameOf(element) === 'br'
    if (spaced) space(element, pieces)
    const before = pieces.length
    if (element !== root && readAttribute(element, 'aria-label') !== null) {
      pushAttribute(element, 'aria-label', pieces)
    } else if (localNameOf(element) === 'img') pushAttribute(element, 'alt', pieces)
    else {
      readGenerated(element, '::before', pieces)
      for (const node of shownNodesOf(element)) {
        if (node instanceof Element) read(node)
        else if (nodeTypeOf(node) === Node.TEXT_NODE && --left > 0) {
          pieces.push({ owner: element, text: node.nodeValue ?? '' })
        }
      }
      readGenerated(element, '::after', pieces)
    }
    const isEmpty = !pieces.slice(before).some(({ text }) => wordsOf(text) !== '')
    if (element !== root && isEmpty) pushAttribute(element, 'title', pieces)
    if (spaced) space(element, pieces)
  }
  read(root)
  return isKnown && left > 0
}

function shownNodesOf(element: Element): Node[] {
  if (localNameOf(element) === 'slot') {
    const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true })
    if (assigned.length > 0) return assigned
  }
  const { shadowRoot } = plain(element)
  return shadowRoot ? [...shadowRoot.childNodes] : [...childNodesOf(element)]
}

function isHidden(element: Element, style: CSSStyleDeclaration): boolean {
  if (readAttribute(element, 'aria-hidden') === 'true') return true
  return style.display === 'none' || style.visibility === 'hidden'
}

function space(owner: Element, pieces: AccessibleName['pieces']): void {
  pieces.push({ owner, text: ' ' })
}

function readGenerated(owner: Element, pseudo: string, pieces: AccessibleName['pieces']): void {
  const { content } = getComputedStyle(owner, pseudo)
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(content)?.[1]
  if (text) pieces.push({ owner, text: text.replace(/\\(.)/g, '$1') })
}

function joined(pieces: AccessibleName['pieces']): string {
  return wordsOf(pieces.map(({ text }) => text).join('')).slice(0, LONGEST_NAME)
}

/** As locators compare texts. A form may answer with its field of that name instead. */
export function wordsOf(text: unknown): string {
  return (typeof text === 'string' ? text : '')
    .replace(/[\u200b\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
