import type { Treatment } from './masker'
import { maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import * as bit from './treatment'

/** Typed inputs refuse a value of the wrong form; these are neutral ones. */
const NEUTRAL: Readonly<Record<string, string>> = {
  date: '2000-01-01',
  month: '2000-01',
  week: '2000-W01',
  time: '00:00',
  'datetime-local': '2000-01-01T00:00',
  color: '#000000',
  // The browser puts the thumb in the middle.
  range: '',
  file: '',
}
/** Their value is what they say, not what was typed. */
const BUTTONS = new Set(['button', 'submit', 'reset', 'image'])
const CHOICES = new Set(['checkbox', 'radio'])

/** Live value of a form control or contenteditable host. */
export function maskValue(element: Element, value: string, treatment: Treatment): string {
  if (value === '' || treatment & bit.BLOCKED) return ''
  const type = inputType(element)
  if (type === 'file') return ''
  if (treatment & bit.FLOOR) return NEUTRAL[type] ?? FLOOR_FILLER
  if (BUTTONS.has(type) || CHOICES.has(type))
    return treatment & bit.MASK_PAGE ? maskShape(value) : maskSecretShapes(value)
  return treatment & bit.MASK_INPUT ? (NEUTRAL[type] ?? maskShape(value)) : maskSecretShapes(value)
}

/** The `value` attribute: a default of what is typed, a label, or the name of a choice. */
export function maskEntryAttribute(
  tag: string,
  value: string,
  treatment: Treatment,
  element: Element | undefined,
  typed: (text: string) => string,
): string | null {
  if (tag !== 'input' && tag !== 'textarea' && tag !== 'select' && tag !== '*') {
    if (treatment & bit.MASK_PAGE) return null
    return treatment & bit.MASK_INPUT ? typed(maskSecretShapes(value)) : maskSecretShapes(value)
  }
  if (element === undefined)
    return treatment & bit.MASK_INPUT ? maskShape(value) : maskSecretShapes(value)
  return maskValue(element, value, treatment)
}

export function maskChoiceValue(
  tag: string,
  name: string,
  value: string,
  treatment: Treatment,
  element?: Element,
): string | null {
  if (treatment & bit.MASK_PAGE || tag === 'input' || tag === 'option') return null
  const role = element?.getAttribute('role') ?? ''
  if (name === 'aria-selected') return role === 'tab' || role === 'treeitem' ? value : null
  if (name === 'aria-valuenow')
    return role === 'progressbar' ||
      role === 'meter' ||
      role === 'separator' ||
      role === 'scrollbar'
      ? value
      : null
  return null
}

function inputType(element: Element): string {
  return element.localName === 'input'
    ? (element.getAttribute('type') ?? 'text').toLowerCase()
    : element.localName
}
