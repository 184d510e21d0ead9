import {
  type TargetDescription,
  type TargetLocator,
  TEST_ID_ATTRIBUTES,
} from '../format/targetDescription'
import {
  isMatch,
  localNameOf,
  ownerDocumentOf,
  parentElementOf,
  plain,
  readAttribute,
  rootOf,
} from '../platform/reads'
import {
  type AccessibleName,
  accessibleName,
  contentText,
  isField,
  labelName,
  wordsOf,
} from './accessibleName'
import { anchorOf, cssPath, type KeepsAttribute, shadowHosts } from './cssPath'
import { byLabel, byName, byText, findsOnly, openTrees } from './findsAgain'
import { roleOf } from './roles'
import type { Scope } from './scope'

/** Longer texts are not said by anyone, and not looked for by any test. */
const MAX_TEXT = 120
/** With more namesakes than this a place among them says little. */
const MOST_NAMESAKES = 50

/** Elements of which a person says "the button", not "the span in it". */
const WIDGETS = [
  'a[href], button, input, select, textarea, summary, label, option',
  '[contenteditable]:not([contenteditable="false"])',
  ...`button link checkbox radio switch tab menuitem menuitemcheckbox menuitemradio option treeitem textbox searchbox
  combobox slider spinbutton gridcell columnheader rowheader`
    .split(/\s+/)
    .map((role) => `[role=${role}]`),
].join(', ')
/** Those too, unless they hold others: a row or a whole page may have a handler or take the focus. */
const ACTIVE = ':is([onclick], [tabindex]:not([tabindex="-1"])):not([role])'

/** Tokens of the standard that a sample value exists for. Any other word in the attribute is the page's own data. */
const AUTOCOMPLETE = new Set(
  'cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-name one-time-code email tel username current-password new-password'.split(
    ' ',
  ),
)

/**
 * How a person or a test would name the target of an action. Looks at layout and at the whole document, so only for what
 * a person does, never in a loop. What the masker would change is left out.
 */
export function describeTarget(
  scope: Scope,
  target: Element,
  pointer?: { x: number; y: number },
): TargetDescription {
  const element = nameableElement(target)
  if (scope.masker.isBlocked(scope.treatmentOf(element))) return {}
  const keeps: KeepsAttribute = (of, name, value) =>
    scope.masker.attribute(of, name, value, scope.treatmentOf(of)) === value
  const open = (name: AccessibleName) => openText(scope, keeps, name)
  const role = roleOf(element)
  const description: TargetDescription = { tag: scope.masker.tag(localNameOf(element)) }
  const unique: TargetLocator[] = []
  const type = typeOf(element)
  if (type !== undefined) description.type = type
  if (role !== undefined) description.role = role

  const trees = openTrees(plain(element).ownerDocument)
  const isOnly = (found: Element[] | undefined) => found?.length === 1 && found[0] === element

  for (const attribute of TEST_ID_ATTRIBUTES) {
    const testId = readAttribute(element, attribute)
    if (!testId || !keeps(element, attribute, testId)) continue
    description.testId = testId
    if (attribute !== 'data-testid') description.testIdAttribute = attribute
    if (findsOnly(trees, `[${attribute}=${JSON.stringify(testId)}]`, element)) unique.push('testId')
    break
  }
  const name = open(accessibleName(element, role))
  if (name !== '') {
    description.name = name
    const found = role === undefined ? undefined : byName(trees, role, name)
    if (isOnly(found?.same)) unique.push('role')
    else if (found) Object.assign(description, placeAmong(element, found.same, trees, keeps))
    if (found?.isAlike) description.alike = true
  }
  if (isField(element)) {
    const autocomplete = element.getAttribute('autocomplete')?.trim().split(/\s+/).at(-1)
    if (autocomplete && AUTOCOMPLETE.has(autocomplete)) description.autocomplete = autocomplete
    const label = open(labelName(element))
    if (label !== '') {
      description.label = label
      if (isOnly(byLabel(trees, label)) && isWholeLabel(element, label)) unique.push('label')
    }
    const placeholder = element.getAttribute('placeholder')
    if (placeholder && keeps(element, 'placeholder', placeholder)) {
      description.placeholder = placeholder
      if (findsOnly(trees, `[placeholder=${JSON.stringify(placeholder)}]`, element))
        unique.push('placeholder')
    }
  } else if (type === undefined) {
    const text = open(contentText(element))
    if (text !== '') {
      description.text = text
      const found = byText(trees, text)
      if (found.length === 1 && plain(element).contains(found[0] ?? null)) unique.push('text')
    }
  }
  const css = cssPath(element, keeps, trees)
  if (css !== '') {
    description.css = css
    unique.push('css')
  }
  const { hosts, closed } = shadowHosts(element, keeps)
  if (hosts.length > 0) description.hosts = hosts
  if (closed) description.closed = true
  if (pointer) description.offset = offsetIn(element, pointer)
  description.unique = unique
  return description
}

/** Which of its namesakes it is: by what is around it and has a name of its own, else by number. */
function placeAmong(
  element: Element,
  namesakes: Element[],
  trees: readonly ParentNode[],
  keeps: KeepsAttribute,
): Pick<TargetDescription, 'within' | 'nth'> {
  const index = namesakes.indexOf(element)
  if (index < 0 || namesakes.length > MOST_NAMESAKES) return {}
  for (let around = parentElementOf(element); around; around = parentElementOf(around)) {
    if (namesakes.some((each) => each !== element && plain(around).contains(each))) break
    const within = anchorOf(trees, around, keeps)
    if (within !== undefined && findsOnly(trees, within, around)) return { within }
  }
  // The order across shadow trees is the locator's own.
  const isPlain = namesakes.every((each) => rootOf(each) === ownerDocumentOf(element))
  return isPlain ? { nth: index } : {}
}

/** A label that holds its field's options says them too. */
function isWholeLabel(element: Element, label: string): boolean {
  const { labels } = element as HTMLInputElement
  return labels?.length === 1 && wordsOf(labels[0]?.textContent ?? '') === label
}

/** Within the element, also where an inner part of it was larger. */
function offsetIn(element: Element, { x, y }: { x: number; y: number }): [number, number] {
  const { left, top, width, height } = plain(element).getBoundingClientRect()
  const within = (at: number, size: number) => Math.round(Math.min(Math.max(at, 0), size))
  return [within(x - left, width), within(y - top, height)]
}

/** Where a frame element stands: enough to find it, nothing about what it shows. */
export function describeFrame(scope: Scope, element: Element): TargetDescription {
  const keeps: KeepsAttribute = (of, name, value) =>
    scope.masker.attribute(of, name, value, scope.treatmentOf(of)) === value
  const css = cssPath(element, keeps)
  const { hosts, closed } = shadowHosts(element, keeps)
  return {
    tag: scope.masker.tag(localNameOf(element)),
    ...(css === '' ? {} : { css }),
    ...(hosts.length > 0 ? { hosts } : {}),
    ...(closed ? { closed: true as const } : {}),
  }
}

/** Also out of a shadow tree: the custom element is the button, not the span in it. */
export function nameableElement(target: Element): Element {
  for (let element: Element | null = target; element; ) {
    const found: Element | null = plain(element).closest(`${WIDGETS}, ${ACTIVE}`)
    if (found && isMatch(found, WIDGETS)) return editingHost(found)
    if (found && wordsOf(plain(found).textContent).length <= MAX_TEXT) return found
    const root = rootOf(element)
    element = !found && root instanceof ShadowRoot ? root.host : null
  }
  return target
}

/** The outermost of nested editable elements is the one that has the focus. */
function editingHost(element: Element): Element {
  let host = element
  for (let next: Element | null = element; next && isEditable(next); next = parentElementOf(next))
    host = next
  return host
}

function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && plain(element).isContentEditable
}

function typeOf(element: Element): string | undefined {
  if (isEditable(element)) return 'contenteditable'
  return localNameOf(element) === 'input' ? (element as HTMLInputElement).type : undefined
}

/** The text, if the masker leaves every piece of it as it is. */
function openText(scope: Scope, keeps: KeepsAttribute, { text, pieces }: AccessibleName): string {
  if (text === '' || text.length > MAX_TEXT) return ''
  const isOpen = pieces.every(({ owner, attribute, text: piece }) => {
    if (piece.trim() === '') return true
    if (attribute !== undefined) return keeps(owner, attribute, piece)
    return scope.masker.text(piece, owner, scope.treatmentOf(owner)) === piece
  })
  return isOpen ? text : ''
}
