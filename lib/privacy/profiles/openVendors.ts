/** Vendors whose recorder's code is open: the rules are the code's, read in the version named. */
import { crosses, dots, LEVELS, stars, threeStars } from './masks'
import type { VendorRules } from './vendorProfile'

const TEXT_FIELDS = 'input, textarea, select'
const DATADOG_FIELDS =
  'input:not([type=button], [type=color], [type=reset], [type=submit]), output, textarea, select, option, datalist, optgroup'
const CARD_FIELDS =
  '[autocomplete=cc-number], [autocomplete=cc-exp], [autocomplete=cc-exp-month], [autocomplete=cc-exp-year], [autocomplete=cc-csc]'

export const OPEN_VENDORS: readonly VendorRules[] = [
  {
    id: 'datadog',
    name: 'Datadog',
    version: '7.16.2',
    confidence: 'code',
    levels: {
      allow: LEVELS.OPEN,
      'mask-user-input': LEVELS.INPUT,
      mask: LEVELS.ALL,
      'mask-unless-allowlisted': LEVELS.ALL,
    },
    defaultLevel: 'mask-user-input',
    block: '[data-dd-privacy=hidden], .dd-privacy-hidden',
    tokens: [
      { selector: '[data-dd-privacy=mask], .dd-privacy-mask', level: 'mask' },
      {
        selector: '[data-dd-privacy=mask-unless-allowlisted], .dd-privacy-mask-unless-allowlisted',
        level: 'mask-unless-allowlisted',
      },
      {
        selector: '[data-dd-privacy=mask-user-input], .dd-privacy-mask-user-input',
        level: 'mask-user-input',
      },
      { selector: '[data-dd-privacy=allow], .dd-privacy-allow', level: 'allow' },
    ],
    precedence: 'nearest',
    forced:
      'input[type=password], input[type=email], input[type=tel], input[type=hidden], input[autocomplete^=cc-], input[autocomplete$=-password]',
    fields: DATADOG_FIELDS,
    fieldText: DATADOG_FIELDS,
    mask: (text, what) => (what === 'input' ? threeStars() : crosses(text)),
  },
  {
    id: 'rrweb',
    name: 'rrweb',
    version: '2.2.2',
    confidence: 'code',
    levels: {
      default: LEVELS.OPEN,
      maskAllInputs: LEVELS.INPUT,
      mask: { text: true, input: false, attributes: false, image: false },
    },
    defaultLevel: 'default',
    block: '.rr-block',
    tokens: [{ selector: '.rr-mask', level: 'mask' }],
    precedence: 'strictest',
    forced: 'input[type=password]',
    fields:
      'input:not([type=hidden], [type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=image], [type=file]), textarea, select',
    mask: stars,
  },
  {
    id: 'sentry',
    name: 'Sentry',
    version: '10.57.0',
    confidence: 'code',
    levels: { default: LEVELS.ALL, open: LEVELS.OPEN },
    defaultLevel: 'default',
    block:
      '.sentry-block, [data-sentry-block], base, iframe[srcdoc]:not([src]), img, image, svg, video, object, picture, embed, map, audio, link[rel=icon], link[rel=apple-touch-icon]',
    tokens: [{ selector: '.sentry-mask, [data-sentry-mask]', level: 'default' }],
    precedence: 'nearest',
    forced: `input[type=password], [autocomplete=current-password], [autocomplete=new-password], ${CARD_FIELDS}`,
    fields: TEXT_FIELDS,
    mask: stars,
  },
  {
    id: 'posthog',
    name: 'PostHog',
    version: '1.449.2',
    confidence: 'code',
    levels: {
      default: LEVELS.INPUT,
      masked: { text: true, input: true, attributes: false, image: false },
    },
    defaultLevel: 'default',
    block: '.ph-no-capture',
    tokens: [{ selector: '.ph-mask', level: 'masked' }],
    precedence: 'strictest',
    forced: 'input[type=password]',
    fields: TEXT_FIELDS,
    mask: stars,
  },
  {
    id: 'openreplay',
    name: 'OpenReplay',
    version: '19.0.1',
    confidence: 'code',
    levels: {
      default: LEVELS.INPUT,
      obscured: LEVELS.ALL,
      privateMode: LEVELS.ALL,
      unmasked: LEVELS.OPEN,
    },
    defaultLevel: 'default',
    block: '[data-openreplay-hidden], [data-openreplay-htmlmasked]',
    tokens: [
      { selector: '[data-openreplay-obscured], [data-openreplay-masked]', level: 'obscured' },
      { selector: '[data-openreplay-unmask]', level: 'unmasked' },
    ],
    precedence: 'strictest',
    forced: 'input[type=password]',
    fields: TEXT_FIELDS,
    mask: (text, what) => (what === 'input' ? '' : stars(text)),
  },
  {
    id: 'clarity',
    name: 'Microsoft Clarity',
    version: '0.8.70',
    confidence: 'code',
    levels: { relaxed: LEVELS.OPEN, balanced: LEVELS.INPUT, strict: LEVELS.ALL },
    defaultLevel: 'balanced',
    tokens: [
      { selector: '[data-clarity-mask]', level: 'strict' },
      { selector: '[data-clarity-unmask]', level: 'relaxed' },
    ],
    precedence: 'nearest',
    forced:
      'input:not([type=radio], [type=checkbox], [type=range], [type=button], [type=reset], [type=submit]), textarea, select',
    fields: TEXT_FIELDS,
    mask: (text, what) =>
      what === 'input' ? '\u2022'.repeat(Math.ceil(text.length / 5) * 5) : dots(text),
  },
  {
    id: 'amplitude',
    name: 'Amplitude',
    version: '1.51.6',
    confidence: 'code',
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
  {
    id: 'mixpanel',
    name: 'Mixpanel',
    version: '2.83.0',
    confidence: 'code',
    levels: {
      default: { text: true, input: true, attributes: false, image: true },
      open: LEVELS.OPEN,
    },
    defaultLevel: 'default',
    block: '.mp-block, .fs-exclude, .amp-block, .rr-block, .ph-no-capture, img, video, audio',
    tokens: [{ selector: '.mp-mask, .fs-mask, .amp-mask, .rr-mask, .ph-mask', level: 'default' }],
    precedence: 'strictest',
    forced:
      'input[type=password], input[type=email], input[type=tel], input[type=hidden], [autocomplete]:not([autocomplete=off], [autocomplete=""])',
    fields: TEXT_FIELDS,
    mask: stars,
  },
  {
    id: 'newrelic',
    name: 'New Relic',
    version: '1.322.0',
    confidence: 'code',
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
