import type { WouldBeCounts } from '../format/wouldBe'
import { localNameOf, parentElementOf, plain } from '../platform/reads'
import type { Masker, Treatment } from '../privacy/masker'

const URLS = new Set([
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'poster',
  'data',
  'cite',
  'ping',
])
const PICTURES = 'img, svg:not(svg svg), video, canvas, object, embed, input[type=image]'
const UNSHOWN = /^(?:style|script|noscript|template|title)$/

/** A masker that counts what it keeps and what it changes, by kind. */
export function countMasking(masker: Masker) {
  const zero = () => ({ kept: 0, masked: 0 })
  const counts: WouldBeCounts = {
    texts: zero(),
    inputs: zero(),
    attributes: zero(),
    images: zero(),
    urls: zero(),
    blocked: 0,
  }
  const count = (kind: Exclude<keyof WouldBeCounts, 'blocked'>, isKept: boolean) => {
    counts[kind][isKept ? 'kept' : 'masked']++
  }
  const counting: Masker = {
    ...masker,
    get failures() {
      return masker.failures
    },
    text(text, parent, treatment) {
      const result = masker.text(text, parent, treatment)
      if (/\S/.test(text) && !(parent && UNSHOWN.test(localNameOf(parent))))
        count('texts', result === text)
      return result
    },
    attribute(element, name, value, treatment) {
      const result = masker.attribute(element, name, value, treatment)
      if (value === '') return result
      if (URLS.has(name)) count('urls', result !== null && isSameAddress(element, value, result))
      else count('attributes', result === value)
      return result
    },
    value(element, value, treatment) {
      const result = masker.value(element, value, treatment)
      if (value !== '') count('inputs', result === value)
      return result
    },
  }
  return {
    masker: counting,
    counts,
    /** Pictures have no value of their own that is masked: the treatment they are in decides. */
    countPictures(document: Document, treatmentOf: (element: Element) => Treatment): void {
      for (const element of document.querySelectorAll(PICTURES)) {
        const treatment = treatmentOf(element)
        count('images', masker.keepsImages(treatment) && !masker.isBlocked(treatment))
      }
      for (const element of document.querySelectorAll('body *')) {
        const parent = parentElementOf(element)
        if (!masker.isBlocked(treatmentOf(element))) continue
        if (!parent || !masker.isBlocked(treatmentOf(parent))) counts.blocked++
      }
    },
  }
}

/** Addresses come back absolute. */
function isSameAddress(element: Element, value: string, result: string): boolean {
  if (result === value) return true
  try {
    return new URL(value, plain(element).baseURI).href === new URL(result).href
  } catch {
    return false
  }
}
