import type { TargetDescription, TargetLocator } from '../format/events'
import { escapeRegExp } from '../platform/escapeRegExp'
import { looksGenerated } from '../platform/looksGenerated'

/** One way to find an element again. */
export type Locator =
  | { by: 'testId'; attribute: string; value: string }
  /** `pattern`: the name as a regular expression, where it holds numbers that differ from day to day. */
  | { by: 'role'; role: string; name: string; pattern?: string; within?: string; nth?: number }
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

/** More than all differences of stability: what finds two elements stops a test. */
const AMBIGUOUS_PENALTY = 20
/** A name with a price in it is still better than a position, a text is not. */
const VOLATILE_PENALTY = 3
/** Of several with one name, counted: better than a path of positions, behind a text. */
const COUNTED_PENALTY = 3.6
/** Of several with one name, the one in something that has a name of its own. */
const WITHIN_PENALTY = 0.5
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
    ambiguity(target, locator) +
    (isVolatile(locator) ? VOLATILE_PENALTY : 0) +
    STABILITY.indexOf(locator.by)
  return known.sort((a, b) => penalty(a) - penalty(b))
}

/** A word of the masker's filler among others, or nothing else: the live page says something different there. */
export function isFiller(text: string): boolean {
  if (FILLER_WORD.test(text)) return true
  return /[xX0\uff58*]/.test(text) && !/[^xX0\uff58*\s\p{P}\p{S}]/u.test(text)
}

const FILLER_WORD = /(?<![\p{L}\p{N}])(?:x{2,}|Xx+|X{3,}|\uff58{2,}|\*{4,})(?![\p{L}\p{N}])/u

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
      if (!target.role || isFiller(value)) return undefined
      return {
        by,
        role: target.role,
        name: value,
        ...(target.alike ? {} : patternOf(value)),
        ...placeOf(target),
      }
    case 'css':
      return { by, value }
    default:
      return isFiller(value) ? undefined : { by, value }
  }
}

function placeOf({ within, nth }: TargetDescription): { within?: string; nth?: number } {
  if (within !== undefined) return { within }
  return nth === undefined ? {} : { nth }
}

/** A selector is unique by the way it is made; for the rest somebody must have looked. */
function ambiguity({ unique }: TargetDescription, locator: Locator): number {
  if (locator.by === 'css') return 0
  if (unique ? unique.includes(locator.by) : locator.by !== 'text') return 0
  if (locator.by !== 'role') return AMBIGUOUS_PENALTY
  if (locator.within !== undefined) return WITHIN_PENALTY
  return locator.nth === undefined ? AMBIGUOUS_PENALTY : COUNTED_PENALTY
}

/** Counters, amounts, dates, ids that a program made: true today only. */
function isVolatile(locator: Locator): boolean {
  if (locator.by === 'css') return false
  const text = locator.by === 'role' ? locator.name : locator.value
  if (locator.by === 'testId') return looksGenerated(text)
  return text.length > LONGEST_NAME || CHANGING_NUMBER.test(text)
}

const CHANGING_NUMBER = /\d{3}|\(\d+\)|\d[.,:/]\d/

function patternOf(name: string): { pattern?: string } {
  if (!CHANGING_NUMBER.test(name)) return {}
  return { pattern: `^${escapeRegExp(name).replace(/\d+/g, '\\d+')}$` }
}
