import type { TargetDescription, TargetLocator } from '../format/events'
import {
  type AccessibleName,
  accessibleName,
  contentText,
  isField,
  labelName,
} from './accessibleName'
import { countInTree, cssPath, type KeepsAttribute, shadowHosts } from './cssPath'
import { roleOf, selectorOfRole } from './roles'
import type { Scope } from './scope'

/** Longer texts are not said by anyone, and not looked for by any test. */
const MAX_TEXT = 120
/** Comparing names is not free: where there are more candidates than this, nobody knows whether the name is unique. */
const MOST_CANDIDATES = 300

const TEST_ID_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']

/** Elements of which a person says "the button", not "the span in it". */
const INTERACTIVE = [
  'a[href], button, input, select, textarea, summary, label, option',
  '[onclick], [tabindex]:not([tabindex="-1"])',
  '[contenteditable]:not([contenteditable="false"])',
  ...'button link checkbox radio switch tab menuitem menuitemcheckbox menuitemradio option treeitem textbox searchbox combobox slider spinbutton'
    .split(' ')
    .map((role) => `[role=${role}]`),
].join(', ')

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
  const element = nearestInteractive(target)
  if (scope.masker.isBlocked(scope.treatmentOf(element))) return {}
  const keeps: KeepsAttribute = (of, name, value) =>
    scope.masker.attribute(of, name, value, scope.treatmentOf(of)) === value
  const open = (name: AccessibleName) => openText(scope, keeps, name)
  const role = roleOf(element)
  const description: TargetDescription = { tag: scope.masker.tag(element.localName) }
  const unique: TargetLocator[] = []
  const type = typeOf(element)
  if (type !== undefined) description.type = type
  if (role !== undefined) description.role = role

  for (const attribute of TEST_ID_ATTRIBUTES) {
    const testId = element.getAttribute(attribute)
    if (!testId || !keeps(element, attribute, testId)) continue
    description.testId = testId
    if (attribute !== 'data-testid') description.testIdAttribute = attribute
    if (countInTree(element, `[${attribute}=${JSON.stringify(testId)}]`) === 1)
      unique.push('testId')
    break
  }
  const name = open(accessibleName(element, role))
  if (name !== '') {
    description.name = name
    if (role !== undefined && isOnlyOfName(element, role, name)) unique.push('role')
  }
  if (isField(element)) {
    const autocomplete = element.getAttribute('autocomplete')?.trim().split(/\s+/).at(-1)
    if (autocomplete && AUTOCOMPLETE.has(autocomplete)) description.autocomplete = autocomplete
    const label = open(labelName(element))
    if (label !== '') {
      description.label = label
      if (isOnlyOfLabel(element, label)) unique.push('label')
    }
    const placeholder = element.getAttribute('placeholder')
    if (placeholder && keeps(element, 'placeholder', placeholder)) {
      description.placeholder = placeholder
      const selector = `[placeholder=${JSON.stringify(placeholder)}]`
      if (countInTree(element, selector) === 1) unique.push('placeholder')
    }
  } else if (type === undefined) {
    const text = open(contentText(element))
    if (text !== '') description.text = text
  }
  const css = cssPath(element, keeps)
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

/** Within the element, also where an inner part of it was larger. */
function offsetIn(element: Element, { x, y }: { x: number; y: number }): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect()
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
    tag: scope.masker.tag(element.localName),
    ...(css === '' ? {} : { css }),
    ...(hosts.length > 0 ? { hosts } : {}),
    ...(closed ? { closed: true as const } : {}),
  }
}

/** Also out of a shadow tree: the custom element is the button, not the span in it. */
function nearestInteractive(target: Element): Element {
  for (let element: Element | null = target; element; ) {
    const found: Element | null = element.closest(INTERACTIVE)
    if (found) return editingHost(found)
    const root = element.getRootNode()
    element = root instanceof ShadowRoot ? root.host : null
  }
  return target
}

/** The outermost of nested editable elements is the one that has the focus. */
function editingHost(element: Element): Element {
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return element
  let host: HTMLElement = element
  while (host.parentElement?.isContentEditable) host = host.parentElement
  return host
}

function typeOf(element: Element): string | undefined {
  if (element instanceof HTMLElement && element.isContentEditable) return 'contenteditable'
  return element.localName === 'input' ? (element as HTMLInputElement).type : undefined
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

function isOnlyOfName(element: Element, role: string, name: string): boolean {
  const candidates = candidatesOf(element, selectorOfRole(role))
  return (
    candidates?.every((other) => {
      if (other === element || roleOf(other) !== role) return true
      return accessibleName(other, role).text !== name || !other.checkVisibility()
    }) ?? false
  )
}

function isOnlyOfLabel(element: Element, label: string): boolean {
  const candidates = candidatesOf(element, 'input, select, textarea, [aria-label]')
  return (
    candidates?.every((other) => {
      if (other === element) return true
      return other.getAttribute('aria-label')?.trim() !== label && labelName(other).text !== label
    }) ?? false
  )
}

/** Undefined: too many to look at. Locators pierce open shadow trees; those are not looked into for namesakes. */
function candidatesOf(element: Element, selector: string): Element[] | undefined {
  const root = element.getRootNode()
  if (!('querySelectorAll' in root)) return undefined
  const found = (root as ParentNode).querySelectorAll(selector)
  return found.length > MOST_CANDIDATES ? undefined : [...found]
}
