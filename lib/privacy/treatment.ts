import type { PrivacyLevel } from '../format/settings'
import type { Treatment } from './masker'

/**
 * The bits of a `Treatment`. Children inherit all of them but those that describe one element's own text.
 * More bits set is never more open.
 */
export const MASK_PAGE = 1 << 0
/** What was entered or chosen is masked. Set wherever MASK_PAGE is. */
export const MASK_INPUT = 1 << 1
export const BLOCKED = 1 << 2
export const IGNORED = 1 << 3
/** Inside a field that nothing lifts: passwords, payment, one-time codes, hidden tokens. */
export const FLOOR = 1 << 4
/** Inside something that shows what was entered or chosen: contenteditable, textarea, select, output. */
export const ENTRY = 1 << 5
/** Text of a style element. */
export const STYLE_TEXT = 1 << 6
/** Text that is never kept: scripts, noscript. */
export const DROPPED_TEXT = 1 << 7
/** Text of the document's title. */
export const TITLE_TEXT = 1 << 8
/** Inside something that is typed into, whose text is what was typed (not the options of a select). */
export const TYPED = 1 << 9

/** Kept from what applied earlier: what is written into it from now on may be less strict. */
export const LASTING = 1 << 10

const OWN_TEXT = STYLE_TEXT | DROPPED_TEXT | TITLE_TEXT
export const STRICT_BITS = MASK_PAGE | MASK_INPUT

export const LEVEL_BITS: Record<PrivacyLevel, number> = {
  'mask-all': STRICT_BITS,
  'mask-user-input': MASK_INPUT,
  allow: 0,
}

/** The one place that makes a number a treatment. */
export function toTreatment(bits: number): Treatment {
  return bits as Treatment
}

/** What an element or a text keeps when what applies to it becomes less strict. */
const SECRETIVE = MASK_PAGE | MASK_INPUT | BLOCKED | FLOOR | ENTRY | TYPED

/**
 * What applies to a node that was recorded under `past` before: as strict as both. A token that is taken away, a rule
 * that stops to match, a move out of a masked part never show what was masked.
 */
export function lasting(current: Treatment, past: Treatment): Treatment {
  const more = past & SECRETIVE & ~current
  // Being typed into matters only where that is masked.
  if (more === 0 || (past & (MASK_INPUT | BLOCKED | FLOOR)) === 0) return current
  return toTreatment(current | more | LASTING)
}

/** Inside a field that nothing lifts. */
export function isOnFloor(treatment: Treatment): boolean {
  return (treatment & FLOOR) !== 0
}

/** What a child starts from. */
export function inherited(parent: Treatment): number {
  return parent & ~(OWN_TEXT | LASTING)
}

export const STRICT: Treatment = toTreatment(STRICT_BITS)
/** For what could not be decided. */
export const STRICTEST: Treatment = toTreatment(STRICT_BITS | FLOOR | BLOCKED)
