import type { Policy } from '../format/settings'
import { createMasker } from '../privacy/createMasker'
import { frameElementAt } from './frames'

/**
 * What applies to a document whose frame stands in a masked or blocked part of the pages around it. `undefined`: it is
 * blocked, nothing of it is recorded. Pages of other origins cannot be asked from here.
 */
export function policyWithin(policy: Policy, window: Window): Policy | undefined {
  let level = policy.level
  for (const element of frameElements(window)) {
    const masker = createMasker(policy, { baseUrl: () => element.ownerDocument.baseURI })
    const treatment = masker.resolve(element)
    if (masker.isBlocked(treatment)) return undefined
    if (!masker.keepsImages(treatment)) level = 'mask-all'
  }
  return level === policy.level ? policy : { ...policy, level }
}

/** What applies to the frame of an index of this document, for the worker to tell a frame of another origin. */
export function maskingOfFrame(
  policy: Policy,
  window: Window,
  index: number,
): 'keep' | 'mask' | 'block' | null {
  const element = frameElementAt(window, index)
  if (element === undefined) return null
  const masker = createMasker(policy, { baseUrl: () => window.document.baseURI })
  const treatment = masker.resolve(element)
  if (masker.isBlocked(treatment)) return 'block'
  return masker.keepsImages(treatment) ? 'keep' : 'mask'
}

function* frameElements(window: Window): Generator<Element> {
  for (let frame = window; frame !== frame.parent; frame = frame.parent) {
    let element: Element | null = null
    try {
      element = frame.frameElement
    } catch {
      // Another origin.
    }
    if (element) yield element
  }
}
