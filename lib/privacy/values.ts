import { localNameOf, readAttribute } from '../platform/reads'
import type { Treatment } from './masker'
import { maskSecretShapes } from './secrets'
import { FLOOR_FILLER, maskShape } from './shape'
import * as bit from './treatment'

/** Controls of these types refuse a value of another form; the neutral one says nothing. */
const NEUTRAL: ReadonlyMap<string, string> = new Map([
  ['date', '2000-01-01'],
  ['month', '2000-01'],
  ['week', '2000-W01'],
  ['time', '00:00'],
  ['datetime-local', '2000-01-01T00:00'],
  ['color', '#000000'],
  // The browser puts the thumb in the middle.
  ['range', ''],
  // Names of chosen files.
  ['file', ''],
])
/** Their value is what they say or stand for, not what was typed. */
const LABELLED = /^(?:button|submit|reset|image|checkbox|radio)$/

/** A value that the page wrote, not the person: the label of a button, what a box stands for. */
export function isLabel(element: Element): boolean {
  return LABELLED.test(controlType(element))
}

/** Live value of a form control or contenteditable host. */
export function maskValue(element: Element, value: string, treatment: Treatment): string {
  if (value === '' || treatment & bit.BLOCKED) return ''
  const type = controlType(element)
  if (type === 'file') return ''
  if (treatment & bit.FLOOR) return NEUTRAL.get(type) ?? FLOOR_FILLER
  const masked = treatment & (LABELLED.test(type) ? bit.MASK_PAGE : bit.MASK_INPUT)
  return masked ? (NEUTRAL.get(type) ?? maskShape(value)) : maskSecretShapes(value)
}

/** May what is checked or selected be told by this attribute, where choices are masked? */
export function keepsChoiceAttribute(element: Element, tag: string, name: string): boolean {
  if (tag === 'input' || tag === 'option') return false
  const role = readAttribute(element, 'role') ?? ''
  // Tabs and progress are the page's state, not the person's answer.
  if (name === 'aria-selected') return role === 'tab' || role === 'treeitem'
  if (name === 'aria-valuenow') return /^(?:progressbar|meter|separator|scrollbar)$/.test(role)
  return false
}

/** `input` type, or the tag of what is no input. */
export function controlType(element: Element): string {
  const name = localNameOf(element)
  if (name !== 'input') return name
  return (readAttribute(element, 'type') ?? 'text').toLowerCase()
}
