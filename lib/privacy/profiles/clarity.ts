/** Microsoft's clarity-js 0.8.70: layout/dom.ts (privacy), core/scrub.ts, layout/encode.ts. */
import { dots, LEVELS } from './masks'
import type { ExactPlace, ExactRules, VendorRules } from './vendorProfile'

const FIELD_TAGS = /^(?:input|select|textarea)$/
const OPEN_TYPES = /^(?:radio|checkbox|range|button|reset|submit)$/
const EXCLUDED_WORDS = ['password', 'secret', 'pass', 'social', 'ssn', 'code', 'hidden']
const MASKED_CLASSES = ['address', 'password', 'contact']
const DROPPED =
  /^(?:title|alt|onload|onfocus|onerror|data-drupal-form-submit-last|aria-label|integrity|crossorigin)$/
const WORD = 5

/** Any attribute of a field may give away that it is to be left out whole: its name, and its value as well. */
function isExcluded(element: Element): boolean {
  const said = [...element.attributes]
    .filter(({ name }) => name !== 'class' && name !== 'style' && !DROPPED.test(name))
    .map(({ value }) => value.toLowerCase())
    .join('')
  return EXCLUDED_WORDS.some((word) => said.includes(word))
}

function levelOf(element: Element, parent: string): string | undefined {
  if (FIELD_TAGS.test(element.localName)) {
    const type = element.getAttribute('type') ?? ''
    if (element.localName === 'input' && OPEN_TYPES.test(type)) return parent
    return isExcluded(element) ? 'excluded' : 'text'
  }
  if (element.hasAttribute('data-clarity-mask')) return 'strict'
  if (element.hasAttribute('data-clarity-unmask')) return 'relaxed'
  const names = element.getAttribute('class') ?? ''
  if (parent === 'balanced' && MASKED_CLASSES.some((name) => names.includes(name))) return 'text'
  return parent
}

/** Words with a digit or an @ go; one with a sign of currency stays. */
const redact = (text: string): string =>
  text.replace(/\S+/g, (word) =>
    /[0-9@]/.test(word) && !/\p{Sc}/u.test(word)
      ? word.replace(/\p{L}/gu, '\u25aa').replace(/\p{N}/gu, '\u25ab')
      : word,
  )

/** In blocks of five, so that the length is not exact. */
const blocks = (value: string): string =>
  '\u2022'.repeat((Math.floor(value.length / WORD) + 1) * WORD)

const scrub = (level: string, value: string, masked: (value: string) => string): string =>
  level === 'relaxed' ? value : level === 'balanced' ? redact(value) : masked(value)

function attribute(name: string, value: string, { verdict }: ExactPlace): string | null {
  const { level } = verdict
  if (DROPPED.test(name)) return null
  if (name === 'value') return scrub(level, value, blocks)
  if (name === 'placeholder' && level !== 'excluded') return scrub(level, value, dots)
  if (level === 'relaxed' || level === 'balanced') return value
  if (name.startsWith('data-')) return dots(value)
  return level === 'strict' && /^(?:src|srcset|title|alt|href|xlink:href)$/.test(name) ? '' : value
}

const exact: ExactRules = {
  text: (text, { element, verdict }) =>
    /^(?:style|title)$/.test(element.localName) ? text : scrub(verdict.level, text, dots),
  value(value, { element, verdict }) {
    const isTyped =
      element.localName !== 'input' || !OPEN_TYPES.test(element.getAttribute('type') ?? '')
    return isTyped ? blocks(value) : scrub(verdict.level, value, blocks)
  },
  attribute,
}

export const CLARITY: VendorRules = {
  id: 'clarity',
  name: 'Microsoft Clarity',
  version: '0.8.70',
  confidence: 'code',
  levels: {
    relaxed: LEVELS.OPEN,
    balanced: LEVELS.INPUT,
    text: { ...LEVELS.TEXT, attributes: false },
    strict: LEVELS.ALL,
    excluded: { ...LEVELS.TEXT, attributes: false },
  },
  defaultLevel: 'balanced',
  tokens: [
    { selector: '[data-clarity-mask]', level: 'strict' },
    { selector: '[data-clarity-unmask]', level: 'relaxed' },
  ],
  precedence: 'nearest',
  forced: '',
  fields: 'input, textarea, select',
  levelOf,
  exact,
  mask: (text, what) => (what === 'input' ? blocks(text) : dots(text)),
}
