/** Vendors whose recorder's code is closed: the rules are those of their documentation, and approximate. */
import { LEVELS, stars } from './masks'
import type { VendorRules } from './vendorProfile'

const alphanumericsOnly = (text: string): string =>
  text.replace(/\p{L}/gu, '*').replace(/\p{N}/gu, '0')
const FIELDS = 'input, textarea, select'

export const DOCUMENTED_VENDORS: readonly VendorRules[] = [
  {
    id: 'dynatrace',
    name: 'Dynatrace',
    version: 'documentation of March 2026',
    confidence: 'documentation',
    levels: { 'mask all': LEVELS.ALL, 'mask user input': LEVELS.INPUT },
    defaultLevel: 'mask user input',
    tokens: [{ selector: '[data-dtrum-mask]', level: 'mask all' }],
    precedence: 'strictest',
    forced: 'input[type=password]',
    fields: FIELDS,
    fieldText: 'select, option',
    mask: alphanumericsOnly,
  },
  {
    id: 'logrocket',
    name: 'LogRocket',
    version: '12.4.0',
    confidence: 'documentation',
    levels: { default: LEVELS.OPEN, inputSanitizer: LEVELS.INPUT, 'text and inputs': LEVELS.TEXT },
    defaultLevel: 'default',
    block: '[data-private]:not([data-private=lipsum]), ._lr-hide',
    tokens: [
      { selector: '[data-private=lipsum]', level: 'text and inputs' },
      { selector: '[data-public]', level: 'default' },
    ],
    precedence: 'nearest',
    forced: 'input[type=password]',
    fields: FIELDS,
    mask: stars,
  },
  {
    id: 'fullstory',
    name: 'FullStory',
    version: 'help centre, November 2026',
    confidence: 'documentation',
    levels: {
      'private by default': { text: true, input: true, attributes: true, image: false },
      unmasked: LEVELS.OPEN,
    },
    defaultLevel: 'private by default',
    block: '.fs-exclude, .fs-exclude-without-consent, input[type=password]',
    tokens: [
      { selector: '.fs-mask, .fs-mask-without-consent', level: 'private by default' },
      { selector: '.fs-unmask', level: 'unmasked' },
    ],
    precedence: 'nearest',
    forced: 'input[type=password]',
    fields: FIELDS,
    mask: stars,
  },
  {
    id: 'hotjar',
    name: 'Hotjar',
    version: 'help centre, November 2026',
    confidence: 'documentation',
    levels: { default: LEVELS.INPUT, suppressed: LEVELS.ALL, allowed: LEVELS.OPEN },
    defaultLevel: 'default',
    tokens: [
      { selector: '[data-hj-suppress], .data-hj-suppress', level: 'suppressed' },
      { selector: '[data-hj-allow], .data-hj-allow', level: 'allowed' },
    ],
    precedence: 'self',
    forced: 'input[type=password]',
    fields: FIELDS,
    mask: stars,
  },
]
