import type { Policy } from '../../format/settings'
import { attributeNamesOf, isMatch, localNameOf, plain, readAttribute } from '../../platform/reads'
import { createMasker } from '../createMasker'
import type { Treatment } from '../masker'
import type { Profile, Reason, Verdict } from '../profile'
import { EDITOR_CLASSES, ENTRY_ROLES, VENDOR_ATTRIBUTES, VENDOR_CLASSES } from '../tables/tokens'
import * as bit from '../treatment'

interface OwnVerdict extends Verdict {
  treatment: Treatment
}

/** Our own policy as a profile: the same decision the recorder takes, with its reason. */
export function createOwnProfile(policy: Policy): Profile {
  const masker = createMasker(policy, { baseUrl: () => globalThis.document?.baseURI ?? '' })
  const root = toVerdict(masker.root, {
    kind: 'level',
    detail: policy.anonymous ? 'anonymous' : policy.level,
  })

  const ownOf = (verdict: Verdict): OwnVerdict =>
    'treatment' in verdict ? (verdict as OwnVerdict) : root

  const derive = (element: Element, parent: Verdict): OwnVerdict => {
    const before = ownOf(parent)
    const treatment = masker.element(element, before.treatment)
    if (treatment === bit.toTreatment(bit.inherited(before.treatment))) {
      return treatment === before.treatment ? before : toVerdict(treatment, before.reason)
    }
    return toVerdict(
      treatment,
      whyChanged(element, treatment, before.treatment, policy) ?? before.reason,
    )
  }

  return {
    id: 'recount',
    name: 'Recount',
    version: '',
    confidence: 'own',
    root,
    readsStyle: policy.rules.some(({ selector }) => /\[\s*style/i.test(selector)),
    derive,
    stored(text, { element, verdict, what }) {
      const { treatment } = ownOf(verdict)
      return what === 'input'
        ? masker.value(element, text, treatment)
        : masker.text(text, element, treatment)
    },
    attribute: (name, value, { element, verdict }) =>
      masker.attribute(element, name, value, ownOf(verdict).treatment),
  }
}

function toVerdict(treatment: Treatment, reason: Reason): OwnVerdict {
  const page = (treatment & (bit.MASK_PAGE | bit.FLOOR)) !== 0
  const input = (treatment & (bit.MASK_INPUT | bit.FLOOR)) !== 0
  const entry = (treatment & bit.ENTRY) !== 0 && input
  return {
    treatment,
    text: page || entry,
    input,
    attributes: page,
    image: page || ((treatment & bit.TYPED) !== 0 && input),
    blocked: (treatment & bit.BLOCKED) !== 0,
    level: page ? 'mask-all' : input ? 'mask-user-input' : 'allow',
    reason,
  }
}

/** In the order of power: floor, own token or rule, vendors' tokens, what kind of field it is. */
function whyChanged(
  element: Element,
  now: Treatment,
  before: Treatment,
  policy: Policy,
): Reason | undefined {
  const added = now & ~before
  if (added & bit.FLOOR) return { kind: 'floor', detail: describeFloor(element) }
  const token = readAttribute(element, 'data-recount')
  if (token !== null) return { kind: 'token', detail: `data-recount="${token}"` }
  const rule = policy.rules.find(({ selector }) => matches(element, selector))
  if (rule) return { kind: 'rule', detail: `${rule.effect} ${rule.selector}` }
  for (const name of attributeNamesOf(element)) {
    if (VENDOR_ATTRIBUTES.has(name)) return { kind: 'vendor-token', detail: name }
  }
  for (const name of plain(element).classList) {
    if (VENDOR_CLASSES.has(name)) return { kind: 'vendor-token', detail: `.${name}` }
    if (EDITOR_CLASSES.has(name)) return { kind: 'field', detail: `.${name}` }
  }
  if (!(added & bit.ENTRY)) return undefined
  const role = readAttribute(element, 'role') ?? ''
  if (ENTRY_ROLES.has(role)) return { kind: 'field', detail: `role="${role}"` }
  return {
    kind: 'field',
    detail:
      readAttribute(element, 'contenteditable') !== null ? 'contenteditable' : localNameOf(element),
  }
}

function describeFloor(element: Element): string {
  const type = readAttribute(element, 'type')
  if (type === 'password' || type === 'hidden') return `type="${type}"`
  const autocomplete = readAttribute(element, 'autocomplete')
  if (autocomplete) return `autocomplete="${autocomplete}"`
  return readAttribute(element, 'name') !== null ? 'name' : localNameOf(element)
}

function matches(element: Element, selector: string): boolean {
  try {
    return isMatch(element, selector)
  } catch {
    return false
  }
}
