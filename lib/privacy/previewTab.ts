import type { MaskRule, Policy, RuleEffect } from '../format/settings'
import { type Preview, startPreview } from './preview'
import type { PreviewTexts } from './previewTexts'
import { createProfile } from './profiles'
import type { ElementSelectors } from './selectorsOf'

/** Handed over by the worker before the script of the preview runs. */
export interface PreviewSettings {
  policy: Policy
  /** Id of a vendor, '' for our own rules. */
  profile: string
  level: string
  texts: PreviewTexts
  /** Begin with picking an element. */
  pick: boolean
}

/** What the worker can do with an overlay that is there: it calls these by name. */
export interface ShownPreview {
  stop(): void
  update(policy: Policy): void
  pick(on: boolean): void
}

/** Where one run of the script in the isolated world finds the other; the page has no way there. */
interface Place {
  recountPreview?: ShownPreview
  recountPreviewSettings?: PreviewSettings
}

export interface PreviewTabOptions {
  shadowRootOf(element: Element): ShadowRoot | null
  /** What applies to this document, given what applies to the page around it; undefined: it is blocked. */
  policyHere(policy: Policy): Policy | undefined
  /** The person closed it in this document: the other frames of the tab follow. */
  onClosed(): void
  onPicking(on: boolean): void
  onPicked(selectors: ElementSelectors): void
  rule(change: 'add' | 'remove', rule: MaskRule): Promise<RuleEffect | null>
}

/**
 * Shows the preview in this document with the settings handed over, in place of one that is there already. Without any
 * the script was run for something else, and all stays as it is.
 */
export function previewTab({ policyHere, ...options }: PreviewTabOptions): void {
  const place = globalThis as typeof globalThis & Place
  const settings = place.recountPreviewSettings
  if (!settings) return
  place.recountPreviewSettings = undefined
  place.recountPreview?.stop()
  const { profile, level, texts } = settings
  const profileFor = (policy: Policy) =>
    createProfile(profile, policyHere(policy) ?? BLOCKED, level || undefined)
  const shown: Preview = startPreview({
    document,
    profile: profileFor(settings.policy),
    texts,
    ...options,
  })
  place.recountPreview = {
    update: (policy) => shown.setProfile(profileFor(policy)),
    pick: shown.pick,
    stop() {
      place.recountPreview = undefined
      shown.stop()
    },
  }
  if (settings.pick) shown.pick(true)
}

const BLOCKED: Policy = { level: 'mask-all', rules: [{ selector: ':root', effect: 'block' }] }
