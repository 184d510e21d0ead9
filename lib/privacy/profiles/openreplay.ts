/** OpenReplay's tracker 19.0.1: app/sanitizer, app/observer (sendNodeAttribute), modules/input, modules/img. */
import { LEVELS, stars } from './masks'
import type { ExactRules, VendorRules } from './vendorProfile'

/** Values of these are attributes like any other; those of other fields are never sent as an attribute. */
const PRESERVED_TYPES = /^(?:button|reset|submit|checkbox|radio)$/
const SKIPPED = /^(?:srcset|src|integrity|crossorigin|autocomplete|on.*)$/
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/g

const isObscured = (level: string): boolean => level === 'obscured' || level === 'privateMode'

const isPreserved = (element: Element): boolean =>
  element.localName === 'input' && PRESERVED_TYPES.test(element.getAttribute('type') ?? '')

const BLOCK = '[data-openreplay-hidden], [data-openreplay-htmlmasked]'
const MASK = '[data-openreplay-obscured], [data-openreplay-masked]'
const UNMASK = '[data-openreplay-unmask]'

const isInShadow = (element: Element): boolean => element.getRootNode() instanceof ShadowRoot

function isUnmasked(element: Element): boolean {
  if (element.closest(UNMASK)) return true
  const root = element.getRootNode()
  return root instanceof ShadowRoot && isUnmasked(root.host)
}

/** Of what is hidden the children are met, but nothing below them: a shadow root is seen where its host is one. */
function isMet(element: Element): boolean {
  const root = element.getRootNode()
  if (!(root instanceof ShadowRoot)) return false
  const hidden = root.host.closest(BLOCK)
  return hidden === null || hidden === root.host || hidden === root.host.parentElement
}

/** A shadow root has no level of its own, so nothing around its host reaches what is in it but the private mode. */
const masksInShadow = (element: Element, start: string): boolean =>
  element.closest(MASK) !== null || (start === 'privateMode' && !isUnmasked(element))

const exact: ExactRules = {
  // The empty box that is left keeps the attributes of its element.
  blocked(name, value, at) {
    const { element } = at
    const isSeen = isMet(element) && !element.closest(BLOCK)
    if (name === 'text') return isSeen ? exact.text?.(value, at) : undefined
    if (name === 'input') return isPreserved(element) ? value : undefined
    return element.localName === 'img' && name !== 'alt'
      ? undefined
      : (exact.attribute?.(name, value, at) ?? undefined)
  },
  text(text, { element, verdict, start }) {
    const isMasked = isInShadow(element) ? masksInShadow(element, start) : isObscured(verdict.level)
    if (isMasked) return stars(text)
    return text.replace(EMAIL, (email) => email.replace(/[^@.]/g, '*'))
  },
  value(value, at) {
    const { element } = at
    // What a textarea was delivered with is a text node like any other.
    if (element.localName === 'textarea' && element.textContent?.includes(value))
      return exact.text?.(value, at)
    return isPreserved(element) ? value : ''
  },
  attribute(name, value, { element, verdict, start }) {
    const tag = element.localName
    if (tag === 'img' && (name === 'src' || name === 'srcset'))
      return isObscured(verdict.level) ? null : value
    if (SKIPPED.test(name)) return null
    if (name === 'href' && tag !== 'link') return ''
    // For the whole page, whatever is unmasked in it.
    if (start === 'privateMode' && (name === 'alt' || name === 'placeholder')) return stars(value)
    return value
  },
}

export const OPENREPLAY: VendorRules = {
  id: 'openreplay',
  name: 'OpenReplay',
  version: '19.0.1',
  confidence: 'code',
  levels: {
    default: LEVELS.INPUT,
    obscured: LEVELS.ALL,
    privateMode: LEVELS.ALL,
    unmasked: LEVELS.INPUT,
  },
  defaultLevel: 'default',
  block: BLOCK,
  tokens: [
    { selector: MASK, level: 'obscured' },
    { selector: UNMASK, level: 'unmasked' },
  ],
  precedence: 'strictest',
  forced: 'input[type=password]',
  fields: 'input, textarea, select',
  exact,
  mask: (text, what) => (what === 'input' ? '' : stars(text)),
}
