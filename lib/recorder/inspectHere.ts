import type { PreviewElement } from '../format/previewReport'
import type { Policy } from '../format/settings'
import type { WouldBeDocument } from '../format/wouldBe'
import { listen } from '../platform/listen'
import { isOverlay } from '../platform/shadowRoots'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { listPreviewElements } from '../privacy/previewElements'
import { createProfile } from '../privacy/profiles'
import { policyWithin } from './frameMasking'
import { framePathOf } from './frames'
import { takeWouldBe } from './wouldBe'

/** What the worker calls by name in the isolated world of a document. */
export interface Inspector {
  elements(ask: InspectorAsk): InspectedDocument
  /** Null where the document is blocked. The next change of the page is told once. */
  wouldBe(ask: Pick<InspectorAsk, 'policy'>): WouldBeDocument | null
}

export interface InspectorAsk {
  policy: Policy
  /** Id of a vendor, '' for our own rules. */
  profile: string
  level: string
}

export interface InspectedDocument {
  framePath: number[]
  profile: {
    id: string
    name: string
    version: string
    confidence: 'own' | 'code' | 'documentation'
    level: string
  }
  elements: PreviewElement[]
  truncated: boolean
}

interface InspectOptions {
  window: Window & typeof globalThis
  shadowRootOf(element: Element): ShadowRoot | null
  onChanged(): void
}

const BLOCKED: Policy = { level: 'mask-all', rules: [{ selector: ':root', effect: 'block' }] }
/** A burst of changes is told once. */
const SETTLE_MS = 250

/** Lets the worker ask what would be recorded of this document. Stores and sends nothing by itself. */
export function inspectHere({ window, shadowRootOf, onChanged }: InspectOptions): void {
  const { document } = window
  const place = globalThis as typeof globalThis & { recountInspector?: Inspector }
  if (place.recountInspector) return
  let watching: Stoppable | undefined
  place.recountInspector = {
    elements({ policy, profile: id, level }) {
      const here = policyWithin(policy, window) ?? BLOCKED
      const profile = createProfile(id, here, level || undefined)
      const { name, version, confidence } = profile
      return {
        framePath: framePathOf(window),
        profile: { id: profile.id, name, version, confidence, level: profile.root.level },
        ...listPreviewElements({ document, profile, shadowRootOf }),
      }
    },
    wouldBe({ policy }) {
      const here = policyWithin(policy, window)
      watching?.stop()
      watching = watchOnce(document, onChanged)
      return here ? takeWouldBe({ window, policy: here, shadowRootOf }) : null
    },
  }
}

/** Calls once, some time after the document changed. */
function watchOnce(document: Document, onChanged: () => void): Stoppable {
  let timer: ReturnType<typeof setTimeout> | undefined
  const change = () => {
    timer ??= setTimeout(() => {
      stop()
      onChanged()
    }, SETTLE_MS)
  }
  const changes = new MutationObserver((records) => {
    const isOurs = records.every(
      ({ target, addedNodes, removedNodes }) =>
        isOverlay(target) ||
        (target === document.documentElement && [...addedNodes, ...removedNodes].every(isOverlay)),
    )
    if (!isOurs) change()
  })
  const options = { subtree: true, childList: true, attributes: true, characterData: true }
  changes.observe(document, options)
  const parts = [
    listen(document, ['input', 'change', 'scroll'], change, { capture: true, passive: true }),
  ]
  const stop = () => {
    clearTimeout(timer)
    changes.disconnect()
    stopAll(parts)
  }
  return { stop }
}
