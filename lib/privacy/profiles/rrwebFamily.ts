/** rrweb and the recorders that are made of it: the same serializer with other masks. */
import { LEVELS, stars } from './masks'
import type { ExactPlace, ExactRules, VendorRules } from './vendorProfile'

/** A value that the serializer does not take for one: it stays an attribute. */
const PLAIN_TYPES = /^(?:hidden|checkbox|radio|button|submit|reset|image|file)$/
const SENSITIVE_NAME =
  /^cc|cardnum|ccnum|creditcard|csc|cvc|cvv|exp|pass|pwd|routing|seccode|securitycode|securitynum|socialsec|socsec|ssn/i

const typeOf = (element: Element): string => element.getAttribute('type')?.toLowerCase() ?? ''

const isPlain = (element: Element): boolean =>
  element.localName === 'input' && PLAIN_TYPES.test(typeOf(element))

/** What is chosen is the value of its list as well, which is masked by other rules than the option's text. */
export function listShowing(option: Element): Element | undefined {
  if (option.localName !== 'option') return undefined
  const list = option.closest('select')
  const chosen = list?.querySelector('option[selected]') ?? list?.querySelector('option')
  return list && chosen === option ? list : undefined
}

/** Whether a name says what becomes the value of the list. */
export const isListValue = (name: string, option: Element): boolean =>
  name === 'value' || (name === 'text' && !option.hasAttribute('value'))

interface Family {
  /** Whether the value of a list is masked. */
  masksList(list: Element, place: ExactPlace): boolean
  value?: ExactRules['value']
  text?: ExactRules['text']
  attribute?: ExactRules['attribute']
}

function family({ masksList, value, text, attribute }: Family): ExactRules {
  const throughList = (name: string, given: string, place: ExactPlace): string | undefined => {
    const list = listShowing(place.element)
    if (!list || !isListValue(name, place.element)) return undefined
    return masksList(list, place) ? undefined : given
  }
  return {
    text: (given, place) => throughList('text', given, place) ?? text?.(given, place),
    value: (given, place) => value?.(given, place) ?? (isPlain(place.element) ? given : undefined),
    attribute: (name, given, place) =>
      throughList(name, given, place) ?? (attribute ? attribute(name, given, place) : given),
    blocked: throughList,
  }
}

export const RRWEB: VendorRules = {
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
  forced: '',
  fields: `input:not([type=hidden], [type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=image], [type=file]), textarea, select`,
  exact: family({
    masksList: (_, { start }) => start === 'maskAllInputs',
    // A password is masked at every level, and nothing else of its element.
    value: (value, { element }) => (typeOf(element) === 'password' ? stars(value) : undefined),
  }),
  mask: stars,
}

export const SENTRY: VendorRules = {
  id: 'sentry',
  name: 'Sentry',
  version: '11.12.0',
  confidence: 'code',
  levels: { default: LEVELS.ALL, open: LEVELS.OPEN },
  defaultLevel: 'default',
  block: '.sentry-block, [data-sentry-block], base, iframe[srcdoc]:not([src])',
  blockAt: {
    default:
      'img, image, svg, video, object, picture, embed, map, audio, link[rel=icon], link[rel=apple-touch-icon]',
  },
  tokens: [{ selector: '.sentry-mask, [data-sentry-mask]', level: 'default' }],
  precedence: 'nearest',
  forced:
    'input[type=password], [autocomplete=current-password], [autocomplete=new-password], [autocomplete=cc-number], [autocomplete=cc-exp], [autocomplete=cc-exp-month], [autocomplete=cc-exp-year], [autocomplete=cc-csc]',
  fields: 'input, textarea, select',
  exact: family({
    masksList: (list, { start }) =>
      start === 'default' || list.closest('.sentry-mask, [data-sentry-mask]') !== null,
    value(value, { element, verdict, start }) {
      switch (typeOf(element)) {
        case 'submit':
        case 'button':
          return start === 'default' ? stars(value) : value
        case 'reset':
          return verdict.token && verdict.text ? stars(value) : value
        default:
          return isPlain(element) && verdict.input ? stars(value) : undefined
      }
    },
    attribute(name, value, { element, verdict }) {
      if (name === 'value' && element.localName === 'option')
        return verdict.input ? stars(value) : value
      return /^(?:title|placeholder|aria-label)$/.test(name) ? stars(value) : value
    },
  }),
  mask: stars,
}

export const POSTHOG: VendorRules = {
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
  fields: 'input, textarea, select',
  exact: family({
    masksList: () => true,
    value: (value, { element }) => (typeOf(element) === 'hidden' ? stars(value) : undefined),
  }),
  mask: stars,
}

const MIXPANEL_MASKED = '.mp-mask, .fs-mask, .amp-mask, .rr-mask, .ph-mask'

function masksMixpanelInput({ element, start }: Pick<ExactPlace, 'element' | 'start'>): boolean {
  const autocomplete = element.getAttribute('autocomplete')?.toLowerCase() ?? ''
  const name = (element.getAttribute('name') || element.id).replace(/[^a-zA-Z0-9]/g, '')
  return (
    start === 'default' ||
    /^(?:password|email|tel|hidden)$/.test(typeOf(element)) ||
    (autocomplete !== '' && autocomplete !== 'off') ||
    SENSITIVE_NAME.test(name) ||
    element.closest(MIXPANEL_MASKED) !== null
  )
}

export const MIXPANEL: VendorRules = {
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
  tokens: [{ selector: MIXPANEL_MASKED, level: 'default' }],
  precedence: 'strictest',
  forced:
    'input[type=password], input[type=email], input[type=tel], input[type=hidden], input[autocomplete]:not([autocomplete=off], [autocomplete=""])',
  fields: 'input, textarea, select',
  exact: family({
    masksList: (list, { start }) => masksMixpanelInput({ element: list, start }),
    // `closest` ends at a shadow root: what masks its host masks nothing in it.
    text: (text, { element, start }) =>
      start === 'default' || element.closest(MIXPANEL_MASKED) ? stars(text) : text,
    value(value, place) {
      const isOpen = isPlain(place.element) && typeOf(place.element) !== 'hidden'
      if (isOpen) return value
      return masksMixpanelInput(place) ? stars(value) : value
    },
    attribute: (name, value, place) =>
      name === 'placeholder' && masksMixpanelInput(place) ? stars(value) : value,
  }),
  mask: stars,
}
