import type { TargetDescription, TargetLocator } from '../format/events'

/** One way to find an element again. */
export type Locator =
  | { by: 'testId'; attribute: string; value: string }
  | { by: 'role'; role: string; name: string }
  | { by: 'label' | 'placeholder' | 'text'; value: string }
  | { by: 'css'; value: string }

/**
 * How well each way survives a change of the page, best first: ids made for tests, then what a person sees, then
 * where it happens to stand in the tree.
 */
const STABILITY: readonly TargetLocator[] = [
  'testId',
  'role',
  'label',
  'placeholder',
  'text',
  'css',
]

const DEFAULT_TEST_ID = 'data-testid'
/** A longer name is a paragraph; it changes with every edit. */
const LONGEST_NAME = 80

/**
 * Locators of a target, best first: those that found exactly one element when it was recorded before those that did
 * not, and within each by stability. Empty where nothing but the position is known.
 */
export function rankLocators(target: TargetDescription): Locator[] {
  const known = STABILITY.flatMap((by) => locatorOf(target, by) ?? [])
  const penalty = (locator: Locator) =>
    (isUnique(target, locator.by) ? 0 : 20) +
    (isVolatile(locator) ? 10 : 0) +
    STABILITY.indexOf(locator.by)
  return known.sort((a, b) => penalty(a) - penalty(b))
}

/** Made of nothing but the masker's filler: it says nothing about the live page. */
export function isFiller(text: string): boolean {
  return /[xX0\uff58*]/.test(text) && !/[^xX0\uff58*\s\p{P}\p{S}]/u.test(text)
}

/** The masker's stand-in for a name in URLs and attributes. */
const MASKED_NAME = /\bm[-_][0-9a-z]{11}\b/

/** A URL or name of which the masker replaced a part. */
export function hasMaskedName(text: string): boolean {
  return MASKED_NAME.test(text)
}

function locatorOf(target: TargetDescription, by: TargetLocator): Locator | undefined {
  const value = by === 'role' ? target.name : target[by]
  if (!value || hasMaskedName(value)) return undefined
  switch (by) {
    case 'testId':
      return { by, attribute: target.testIdAttribute ?? DEFAULT_TEST_ID, value }
    case 'role':
      return target.role && !isFiller(value) ? { by, role: target.role, name: value } : undefined
    case 'css':
      return { by, value }
    default:
      return isFiller(value) ? undefined : { by, value }
  }
}

/** A selector is unique by the way it is made; for the rest somebody must have looked. */
function isUnique(target: TargetDescription, by: TargetLocator): boolean {
  if (!target.unique) return by !== 'text'
  return target.unique.includes(by) || by === 'css'
}

/** Counters, amounts, dates: true today only. */
function isVolatile(locator: Locator): boolean {
  if (locator.by === 'css') return false
  const text = locator.by === 'role' ? locator.name : locator.value
  if (locator.by === 'testId') return /[0-9a-f]{8}-[0-9a-f]{4}|\d{5}/i.test(text)
  return text.length > LONGEST_NAME || /\d{3}|\(\d+\)|\d[.:/]\d/.test(text)
}
