import type { Policy } from '../format/settings'
import { type Preview, startPreview } from './preview'
import type { PreviewTexts } from './previewPanel'
import { createProfile } from './profiles'

/** Handed over by the worker before the script of the preview runs. */
export interface PreviewSettings {
  policy: Policy
  /** Id of a vendor, '' for our own rules. */
  profile: string
  level: string
  texts: PreviewTexts
}

/** Where one run of the script in the isolated world finds the other; the page has no way there. */
interface Place {
  recountPreview?: Preview
  recountPreviewSettings?: PreviewSettings
}

export interface PreviewTabOptions {
  shadowRootOf(element: Element): ShadowRoot | null
  /** The person closed it in this document: the other frames of the tab follow. */
  onClosed(): void
}

/** Shows the preview in this document with the settings handed over, in place of one that is there already. */
export function previewTab({ shadowRootOf, onClosed }: PreviewTabOptions): void {
  const place = globalThis as typeof globalThis & Place
  const settings = place.recountPreviewSettings
  place.recountPreview?.stop()
  if (!settings) return
  const shown = startPreview({
    document,
    profile: createProfile(settings.profile, settings.policy, settings.level || undefined),
    texts: settings.texts,
    shadowRootOf,
    onClosed,
  })
  place.recountPreview = {
    counts: shown.counts,
    stop() {
      place.recountPreview = undefined
      shown.stop()
    },
  }
}
