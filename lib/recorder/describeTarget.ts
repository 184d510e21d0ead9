import type { TargetDescription } from '../format/events'
import type { Scope } from './scope'

/** Longer names are not said by anyone, and not looked for by any test. */
const MAX_TEXT = 80
/** A path of more steps breaks with the next change of the page. */
const MAX_CSS_STEPS = 5

const TEST_ID_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']

/** Elements of which a person says "the button", not "the span in it". */
const INTERACTIVE =
  'a[href], button, input, select, textarea, summary, label, option, [role], [onclick], [tabindex]'

const ROLES: Record<string, string> = {
  a: 'link',
  button: 'button',
  select: 'combobox',
  textarea: 'textbox',
  summary: 'button',
  option: 'option',
  img: 'img',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
}

const INPUT_ROLES: Record<string, string> = {
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
}

/** How a person or a test would name the target of an action. Every text goes through the masker. */
export function describeTarget(scope: Scope, target: Element): TargetDescription {
  const element = target.closest(INTERACTIVE) ?? target
  const treatment = scope.treatmentOf(element)
  if (scope.masker.isBlocked(treatment)) return {}
  const description: TargetDescription = {}
  const attribute = (name: string): string | undefined => {
    const value = element.getAttribute(name)
    if (value === null || value === '') return undefined
    return scope.masker.attribute(element, name, value, treatment) ?? undefined
  }
  const role = attribute('role') ?? roleOf(element)
  if (role !== undefined) description.role = role
  for (const name of TEST_ID_ATTRIBUTES) {
    const testId = attribute(name)
    if (testId === undefined) continue
    description.testId = testId
    break
  }
  const text = isField(element) ? '' : textOfElement(scope, element)
  const label = isField(element) ? labelOf(scope, element) : undefined
  const name = attribute('aria-label') ?? label ?? (text || undefined) ?? attribute('title')
  if (name !== undefined) description.name = name
  if (label !== undefined) description.label = label
  if (text !== '') description.text = text
  const css = cssPath(scope, element)
  if (css !== '') description.css = css
  return description
}

function roleOf(element: Element): string | undefined {
  if (element.localName !== 'input') return ROLES[element.localName]
  return INPUT_ROLES[(element as HTMLInputElement).type] ?? 'textbox'
}

function isField(element: Element): boolean {
  return /^(?:input|select|textarea)$/.test(element.localName)
}

function labelOf(scope: Scope, element: Element): string | undefined {
  const labels = 'labels' in element ? (element as HTMLInputElement).labels : null
  const label = labels?.[0]
  return label === undefined ? undefined : textOfElement(scope, label) || undefined
}

/** Text inside the element, each piece masked where it stands. */
function textOfElement(scope: Scope, element: Element): string {
  const walker = scope.document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent === null || /^(?:script|style|noscript|textarea|option)$/.test(parent.localName))
      continue
    text += scope.masker.text(node.nodeValue ?? '', parent, scope.treatmentOf(parent))
    if (text.length > MAX_TEXT * 2) break
  }
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT)
}

/** Steps from an id, or from a few levels up, to the element; by position where nothing better is known. */
function cssPath(scope: Scope, element: Element): string {
  const steps: string[] = []
  let current: Element | null = element
  while (current !== null && steps.length < MAX_CSS_STEPS) {
    const id = current.getAttribute('id')
    const kept = id && scope.masker.attribute(current, 'id', id, scope.treatmentOf(current))
    if (kept && kept === id) {
      steps.unshift(`#${CSS.escape(id)}`)
      break
    }
    steps.unshift(stepOf(current))
    current = current.parentElement
  }
  return steps.join(' > ')
}

function stepOf(element: Element): string {
  let position = 1
  let isOnly = true
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.localName === element.localName) position++
  }
  for (let other = element.nextElementSibling; other; other = other.nextElementSibling) {
    if (other.localName === element.localName) isOnly = false
  }
  const name = CSS.escape(element.localName)
  return position === 1 && isOnly ? name : `${name}:nth-of-type(${position})`
}
