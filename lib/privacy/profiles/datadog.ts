/** Datadog's browser SDK 7.16.2: privacy.js, serializeAttribute.js, serializeAttributes.js, serializationUtils.js. */
import { crosses, LEVELS, threeStars } from './masks'
import { isListValue, listShowing } from './rrwebFamily'
import type { ExactPlace, ExactRules, VendorRules } from './vendorProfile'

const FORM_TAGS = /^(?:input|output|textarea|select|option|datalist|optgroup)$/
const OPEN_TYPES = /^(?:button|color|reset|submit)$/
const BUTTON_TYPES = /^(?:button|submit|reset)$/
/** Attributes that tests find elements by are kept, to name what was clicked. */
const STABLE =
  /^data-(?:dd-privacy|dd-action-name|testid|test|qa|cy|test-id|qa-id|testing|component|element|source-file)$/
const SPOKEN = /^(?:title|alt|placeholder|aria-label)$/

const isForm = (element: Element): boolean =>
  FORM_TAGS.test(element.localName) &&
  !(element.localName === 'input' && OPEN_TYPES.test(typeOf(element)))

const typeOf = (element: Element): string =>
  'type' in element && typeof element.type === 'string' ? element.type : ''

/** Whether text directly in an element, or its value, is masked. */
const masks = (element: Element, level: string): boolean =>
  level === 'mask' || (level !== 'allow' && isForm(element))

/** A list tells what is chosen in it, whatever masks the option. Lists are kept at `allow` only. */
function throughList(name: string, value: string, { element, start }: ExactPlace) {
  const list = listShowing(element)
  if (!list || !isListValue(name, element)) return undefined
  const nearest = list.closest('[data-dd-privacy], [class*=dd-privacy-]')
  const isOpen = nearest
    ? nearest.matches('[data-dd-privacy=allow], .dd-privacy-allow')
    : start === 'allow'
  return isOpen ? value : undefined
}

const exact: ExactRules = {
  blocked: throughList,
  text(text, at) {
    const { element, verdict } = at
    const told = throughList('text', text, at)
    if (told !== undefined) return told
    const isMasked = verdict.level === 'mask-unless-allowlisted' || masks(element, verdict.level)
    if (!isMasked || /^(?:datalist|select|optgroup)$/.test(element.localName)) return text
    return element.localName === 'option' ? threeStars() : crosses(text)
  },
  value(value, { element, verdict }) {
    if (!masks(element, verdict.level)) return value
    const isButton = element.localName === 'input' && BUTTON_TYPES.test(typeOf(element))
    return isButton ? value : threeStars()
  },
  attribute(name, value, at) {
    const { element, verdict } = at
    const tag = element.localName
    const told = throughList(name, value, at)
    if (told !== undefined) return told
    if (name === 'value' && tag === 'option') return masks(element, verdict.level) ? null : value
    if (verdict.level !== 'mask' && verdict.level !== 'mask-unless-allowlisted') return value
    if (STABLE.test(name)) return value
    const isMasked =
      SPOKEN.test(name) ||
      (name === 'name' && tag !== 'slot') ||
      (tag === 'a' && name === 'href') ||
      (tag === 'iframe' && name === 'srcdoc') ||
      name.startsWith('data-') ||
      (/^(?:img|source)$/.test(tag) && /^(?:src|srcset)$/.test(name))
    return isMasked ? threeStars() : value
  },
}

export const DATADOG: VendorRules = {
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
  forcedLevel: 'mask',
  fields:
    'input:not([type=button], [type=color], [type=reset], [type=submit]), output, textarea, select, option, datalist, optgroup',
  fieldText: 'output, textarea, option',
  exact,
  mask: (text, what) => (what === 'input' ? threeStars() : crosses(text)),
}
