import type { ElementState, MediaState } from '../format/tree'
import { isMatch, localNameOf, ownerDocumentOf, readAttribute } from '../platform/reads'
import type { Treatment } from '../privacy/masker'
import type { Scope } from './scope'

/**
 * Live state that the attributes of an HTML element do not tell. `name` is its local name.
 * Reads nothing that needs layout. Everything is masked here.
 *
 * Casts by name, not `instanceof`: an element adopted from another document keeps that document's constructors.
 */
export function elementState(
  scope: Scope,
  element: Element,
  name: string,
  treatment: Treatment,
): ElementState | 0 {
  switch (name) {
    case 'input':
      return inputState(scope, element as HTMLInputElement, treatment)
    case 'textarea': {
      const { value, defaultValue } = element as HTMLTextAreaElement
      return value === defaultValue ? 0 : { value: scope.masker.value(element, value, treatment) }
    }
    case 'option': {
      const { selected, defaultSelected } = element as HTMLOptionElement
      if (selected === defaultSelected || !scope.masker.keepsChoice(element, treatment)) return 0
      return { selected }
    }
    case 'img':
      return imageState(scope, element as HTMLImageElement, treatment)
    case 'video':
    case 'audio':
      return { media: mediaState(element as HTMLMediaElement) }
    case 'dialog':
      return element.matches(':modal') ? { top: 'modal' } : 0
    default:
      if (name.includes('-')) return customState(scope, element)
      return isOpenPopover(element) ? { top: 'popover' } : 0
  }
}

/** Which part of the top layer an element is in. */
export function topOf(element: Element): ElementState['top'] | undefined {
  if (isMatch(element, ':modal')) return localNameOf(element) === 'dialog' ? 'modal' : 'fullscreen'
  if (ownerDocumentOf(element)?.fullscreenElement === element) return 'fullscreen'
  return isOpenPopover(element) ? 'popover' : undefined
}

function isOpenPopover(element: Element): boolean {
  return readAttribute(element, 'popover') !== null && isMatch(element, ':popover-open')
}

function inputState(scope: Scope, input: HTMLInputElement, treatment: Treatment): ElementState | 0 {
  const { masker } = scope
  switch (input.type) {
    case 'checkbox':
    case 'radio': {
      if (!masker.keepsChoice(input, treatment)) return 0
      const { checked, indeterminate } = input
      if (checked === input.defaultChecked && !indeterminate) return 0
      return indeterminate ? { checked, indeterminate } : { checked }
    }
    case 'file':
      return 0 // names of chosen files belong to the person
    default: {
      const { value } = input
      const kept = input.hasAttribute('value')
        ? masker.attribute(input, 'value', input.defaultValue, treatment)
        : ''
      if (value === '' && (kept === '' || kept === null)) return 0
      const masked = masker.value(input, value, treatment)
      return masked === kept ? 0 : { value: masked }
    }
  }
}

function imageState(scope: Scope, image: HTMLImageElement, treatment: Treatment): ElementState | 0 {
  if (!scope.masker.keepsImages(treatment)) return 0
  const source = image.currentSrc
  if (source === '' || source === image.src) return 0
  if (!/^https?:/.test(source)) return 0
  const currentSrc = scope.masker.url(source, 'resource')
  return currentSrc === '' ? 0 : { currentSrc }
}

export function customState(scope: Scope, element: Element): ElementState | 0 {
  const state: ElementState = {}
  if (element.matches(':defined')) {
    state.defined = true
    const validity = validityOf(element)
    if (validity) state.validity = validity
  } else scope.awaitDefinition(element)
  if (isOpenPopover(element)) state.top = 'popover'
  return state.defined || state.top ? state : 0
}

/** Whether script called a control invalid. Of custom elements: whether they are controls, too. */
export function validityOf(element: Element): ElementState['validity'] {
  if (element.localName.includes('-')) {
    if (element.matches(':valid')) return 'valid'
    return element.matches(':invalid') ? 'invalid' : undefined
  }
  const { validity } = element as Partial<HTMLInputElement>
  return validity?.customError === true ? 'invalid' : undefined
}

/** What a media element does now. */
export function mediaState(media: HTMLMediaElement): MediaState {
  const state: MediaState = {
    paused: media.paused,
    time: Math.round(media.currentTime * 100) / 100,
  }
  if (media.muted) state.muted = true
  if (media.volume !== 1) state.volume = media.volume
  if (media.playbackRate !== 1) state.rate = media.playbackRate
  if (media.loop) state.loop = true
  return state
}
