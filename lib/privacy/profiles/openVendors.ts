/** Vendors whose recorder's code is open: the rules are the code's, read in the version named. */
import { CLARITY } from './clarity'
import { DATADOG } from './datadog'
import { LEVELS, stars } from './masks'
import { OPENREPLAY } from './openreplay'
import { MIXPANEL, POSTHOG, RRWEB, SENTRY } from './rrwebFamily'
import type { VendorRules } from './vendorProfile'

const TEXT_FIELDS = 'input, textarea, select'

export const OPEN_VENDORS: readonly VendorRules[] = [
  DATADOG,
  RRWEB,
  SENTRY,
  POSTHOG,
  OPENREPLAY,
  CLARITY,
  {
    id: 'amplitude',
    name: 'Amplitude',
    version: '1.51.6',
    confidence: 'code',
    isCompared: false,
    levels: {
      light: LEVELS.OPEN,
      medium: LEVELS.INPUT,
      conservative: { text: true, input: true, attributes: false, image: false },
    },
    defaultLevel: 'medium',
    block: '.amp-block, [data-amp-block]',
    tokens: [
      { selector: '.amp-mask, [data-amp-mask]', level: 'conservative' },
      { selector: '.amp-unmask, [data-amp-unmask]', level: 'light' },
    ],
    precedence: 'strictest',
    forced:
      'input[type=password], input[type=hidden], input[type=email], input[type=tel], input[autocomplete^=cc-]',
    fields: TEXT_FIELDS,
    mask: stars,
  },
  MIXPANEL,
  {
    id: 'newrelic',
    name: 'New Relic',
    version: '1.322.0',
    confidence: 'code',
    isCompared: false,
    levels: {
      default: { text: true, input: true, attributes: false, image: false },
      open: LEVELS.OPEN,
    },
    defaultLevel: 'default',
    block: '.nr-block, [data-nr-block]',
    tokens: [
      { selector: '.nr-mask, [data-nr-mask]', level: 'default' },
      { selector: '.nr-unmask, [data-nr-unmask]', level: 'open' },
    ],
    precedence: 'self',
    forced: 'input[type=password]',
    fields: TEXT_FIELDS,
    mask: stars,
  },
  {
    id: 'highlight',
    name: 'Highlight',
    version: '10.7.5',
    confidence: 'code',
    isCompared: false,
    levels: { default: LEVELS.INPUT, strict: LEVELS.ALL, none: LEVELS.OPEN },
    defaultLevel: 'default',
    block: '.highlight-block',
    tokens: [{ selector: '.highlight-mask', level: 'strict' }],
    precedence: 'strictest',
    forced: 'input[type=password]',
    fields: TEXT_FIELDS,
    mask: stars,
  },
]
