import { parentElementOf, plain } from '../platform/reads'
import { isSecretName } from './secrets'
import {
  LOOKS_RANDOM,
  PASSWORD_NAME,
  SECRET_AUTOCOMPLETE,
  SECRET_FIELD_NAME,
  SECRET_SHAPE,
} from './tables/secrets'
import { FLOOR } from './treatment'

const TEXT_INPUT = /^(?:|text|search|tel|url|email|number)$/
/** Autofill tokens of values worth recognizing elsewhere; a month or a card type is not. */
const TELLING = /(?:^|\s)(?:cc-number|[a-z-]*password|one-time-code)(?:\s|$)/i
const CODE_BOXES = 4

export interface Fields {
  /** FLOOR where nothing may lift the mask of this input, textarea, select or meta. */
  bits(element: Element, tag: string): number
  /** What a floor field holds, where it should be recognized elsewhere too. */
  secretOf(element: Element, value: string): string
  /** A visible field that shows a known secret, or hides its letters by style as a password field does. */
  isSecretNow(element: Element, value: string, known: ReadonlySet<string>): boolean
}

/** Which fields are on the floor. Remembers inputs that were passwords once, however they look now. */
export function createFields(): Fields {
  const passwords = new WeakSet<Element>()

  const isFloor = (element: Element, tag: string): boolean => {
    if (tag === 'meta') {
      return isSecretName(element.getAttribute('name') ?? element.getAttribute('property') ?? '')
    }
    if (SECRET_AUTOCOMPLETE.test(element.getAttribute('autocomplete') ?? '')) return true
    if (tag !== 'input') return false
    const type = (element.getAttribute('type') ?? '').toLowerCase()
    if (type === 'password') {
      passwords.add(element)
      return true
    }
    if (passwords.has(element)) return true
    if (type === 'hidden') return isHiddenToken(element)
    if (!TEXT_INPUT.test(type)) return false
    const name = nameOf(element)
    return PASSWORD_NAME.test(name) || SECRET_FIELD_NAME.test(name) || isCodeBox(element)
  }

  return {
    bits: (element, tag) => (isFloor(element, tag) ? FLOOR : 0),
    secretOf(element, value) {
      if (isCodeBox(element)) return codeOf(element)
      const type = (element.getAttribute('type') ?? '').toLowerCase()
      const telling =
        type === 'password' ||
        type === 'hidden' ||
        passwords.has(element) ||
        PASSWORD_NAME.test(nameOf(element)) ||
        TELLING.test(element.getAttribute('autocomplete') ?? '')
      return telling ? value : ''
    },
    isSecretNow(element, value, known) {
      if (value === '' || (element.localName !== 'input' && element.localName !== 'textarea'))
        return false
      return known.has(value) || hidesLetters(element)
    },
  }
}

/** Only asked for a value that is about to be kept: reading style is not free. */
function hidesLetters(element: Element): boolean {
  const view = element.ownerDocument.defaultView
  if (!view || !element.isConnected) return false
  const security = view.getComputedStyle(element).getPropertyValue('-webkit-text-security')
  return security !== '' && security !== 'none'
}

function nameOf(element: Element): string {
  return `${element.getAttribute('name') ?? ''} ${element.id}`
}

function isHiddenToken(element: Element): boolean {
  const value = element.getAttribute('value') ?? ''
  return (
    isSecretName(element.getAttribute('name') ?? '') ||
    isSecretName(element.id) ||
    LOOKS_RANDOM.test(value) ||
    value.search(SECRET_SHAPE) >= 0
  )
}

/** One of a row of boxes for single characters: a code typed digit by digit, readable only by joining events. */
function isCodeBox(element: Element): boolean {
  return element.getAttribute('maxlength') === '1' && boxesOf(element).length >= CODE_BOXES
}

function boxesOf(element: Element): Element[] {
  for (
    let row = parentElementOf(element), up = 0;
    row !== null && up < 3;
    row = parentElementOf(row), up++
  ) {
    const boxes = [...plain(row).querySelectorAll('input[maxlength="1"]')]
    if (boxes.length >= CODE_BOXES) return boxes
  }
  return []
}

function codeOf(element: Element): string {
  return boxesOf(element)
    .map((box) => ('value' in box && typeof box.value === 'string' ? box.value : ''))
    .join('')
}
