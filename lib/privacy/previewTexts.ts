import type { RuleEffect } from '../format/settings'
import type { PreviewMark } from './previewScan'
import type { Reason, VisibleState } from './profile'

/** What the overlay says; the caller brings it in the person's language. */
export interface PreviewTexts {
  title: string
  close: string
  hint: string
  pick: string
  pickHint: string
  /** Accessible name of the part that describes one element. */
  about: string
  level: string
  becomes: string
  dropped: string
  states: Record<VisibleState, string>
  reasons: Record<Reason['kind'], string>
  whats: Record<PreviewMark['what'], string>
  confidence: Record<'code' | 'documentation', string>
  rule: RuleTexts
}

export interface RuleTexts {
  title: string
  /** Label of the list of selectors. */
  scope: string
  element: string
  similar: string
  site: string
  /** `$1` is a number. */
  matches: string
  effects: Record<RuleEffect, string>
  undo: string
  undone: string
  /** `$1` is the rule. */
  made: string
  wider: string
  done: string
}
